/** The units right below with how each stands; what waits for the reader first. */
import type { SubmissionLine } from '../../../database/submissions.ts';
import { submissionId } from '../../../schemas/submission.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { StateBadge } from '../uploads/state-badge.tsx';
import { ActForm } from './act-forms.tsx';
import { SubmissionBadge } from './submission-badge.tsx';
import type { WithActions } from './submission-model.ts';
import { words } from './words.ts';

type Line = WithActions<SubmissionLine>;

export const BelowTable = ({ lines, page }: { lines: readonly Line[]; page: PageContext }) => (
  <DataTable
    caption={page.say(words.below)}
    columns={columns(page)}
    rows={lines}
    keyOf={({ submission }) => submission.unit_id}
  />
);

const columns = (page: PageContext): Column<Line>[] => [
  {
    label: page.say(words.unit),
    header: true,
    cell: ({ submission }) => <a href={`/submissions/${submissionId(submission)}`}>{submission.unit_name}</a>,
  },
  {
    label: page.say(words.state),
    cell: ({ submission, late }) => (
      <>
        <SubmissionBadge state={submission.state} page={page} />{' '}
        {late && <Badge mood="bad">{page.say(words.late)}</Badge>}
        {submission.reason && <div class="hint">{submission.reason}</div>}
      </>
    ),
  },
  { label: page.say(words.progress), cell: ({ submission }) => <Progress line={submission} page={page} /> },
  {
    label: page.say(words.people),
    kind: 'num',
    cell: ({ submission: { counts, teachers } }) => {
      const people = counts?.teachers ?? teachers;
      return people === null ? null : page.number(people);
    },
  },
  {
    label: page.say(words.submittedAt),
    kind: 'time',
    cell: ({ submission: { digest, submitted_at } }) =>
      digest === null || submitted_at === null ? null : page.time(submitted_at),
  },
  {
    label: page.say(words.actions),
    cell: (line) =>
      line.actions.includes('accept') && (
        <ActForm view={line} action="accept" back={page.here} page={page}>
          <Button label={page.say(words.acceptOne, { unit: line.submission.unit_name })}>
            {page.say(words.accept)}
          </Button>
        </ActForm>
      ),
  },
];

/** An area by what is settled below it, a school by its newest file. */
const Progress = ({ line, page }: { line: SubmissionLine; page: PageContext }) => {
  const { below, settled, newest, teachers } = line;
  if (below !== null && below > 0) {
    return (
      <>{page.say(words.settledOf, { settled: page.number(settled ?? 0), below: page.number(below) })}</>
    );
  }
  if (teachers === null) return <span class="muted">–</span>;
  return newest === null ? (
    <span class="muted">{page.say(words.nothingSent)}</span>
  ) : (
    <StateBadge state={newest} page={page} />
  );
};
