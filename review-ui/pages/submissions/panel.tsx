/** One submission: how it stands, what is missing, and what the reader may do about it. */
import { type CampaignWindow, phaseOf, timeLeft } from '../../../schemas/campaign.ts';
import type { Words } from '../../../schemas/language.ts';
import { submissionId } from '../../../schemas/submission.ts';
import type { SubmissionState } from '../../../schemas/submission-lifecycle.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { Notice, type NoticeTone } from '../../parts/notice.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { ActForms } from './act-forms.tsx';
import { MissingItems } from './missing-list.tsx';
import { SubmissionBadge } from './submission-badge.tsx';
import type { SubmissionView } from './submission-model.ts';
import { words } from './words.ts';

export const SubmissionPanel = ({ view, page }: { view: SubmissionView; page: PageContext }) => {
  const { submission, late, window } = view;
  return (
    <div class="card submission-panel">
      <p class="submission-state">
        <SubmissionBadge state={submission.state} page={page} />{' '}
        {late && <Badge mood="bad">{page.say(words.late)}</Badge>}{' '}
        {isOwed(submission.state) && <Deadline window={window} page={page} />}
      </p>
      <Standing view={view} page={page} />
      {submission.reason && (
        <p>
          {page.say(words.reason)}：{submission.reason}
        </p>
      )}
      <DaysOver view={view} page={page} />
      <MissingItems view={view} page={page} />
      <Facts facts={factsOf(view, page)} />
      <ActForms view={view} page={page} />
      {submission.digest !== null && (
        <p>
          <LinkButton icon="print" href={`/submissions/${submissionId(submission)}/form`}>
            {page.say(words.form)}
          </LinkButton>
        </p>
      )}
    </div>
  );
};

/** There is a deadline for what is still to be done. */
export const isOwed = (state: SubmissionState): boolean => state === 'open' || state === 'returned';

export const Deadline = ({ window, page }: { window: CampaignWindow; page: PageContext }) => {
  const phase = phaseOf(window, page.now);
  const left = timeLeft(window, page.now);
  if (phase === 'before') return <span class="muted">{page.say(words.notBegun, { ...window })}</span>;
  if (left === null) return <span class="muted">{page.say(words.over, { ...window })}</span>;
  const { days, hours } = left;
  return <span class="muted">{page.say(words.left, { days, hours })}</span>;
};

/** Whoever is asked again after the last day can do nothing until given days; said to who can give them. */
const DaysOver = ({ view, page }: { view: SubmissionView; page: PageContext }) => {
  const { submission, role, window, planned } = view;
  if (role !== 'superior' || !isOwed(submission.state) || phaseOf(window, page.now) !== 'closed') return null;
  const { campaign, step } = planned;
  const grant = { step, unit: submission.unit_id };
  return (
    <Notice tone="warning" title={page.say(words.daysOver, { ...window })}>
      <p>{page.say(words.daysOverNext, { unit: submission.unit_name })}</p>
      <LinkButton
        kind="primary"
        icon="calendar"
        href={`${addressOf(`/campaigns/${campaign.id}/extensions`, grant)}#grant`}
      >
        {page.say(words.grantDays)}
      </LinkButton>
    </Notice>
  );
};

interface Said {
  readonly tone: NoticeTone;
  readonly words: Words;
}

/** What the state means to whoever looks; null where the list of what is missing says it. */
function saidOf({ submission, role, missing, actions, above_submitted }: SubmissionView): Said | null {
  const isOwn = role === 'owner';
  const isRoot = isOwn && submission.kind === 'province';
  if (above_submitted) return { tone: 'info', words: words.aboveSubmitted };
  switch (submission.state) {
    case 'open':
    case 'returned':
      if (!isOwn || missing.total > 0 || !actions.includes('submit')) return null;
      return { tone: 'good', words: words.ready };
    case 'submitted':
      if (isRoot) return { tone: 'good', words: words.waitsRoot };
      return { tone: 'info', words: role === 'superior' ? words.waitsForYou : words.waits };
    case 'accepted':
      return { tone: 'good', words: words.done };
    case 'locked':
      return { tone: 'good', words: words.lockedAbout };
    case 'excused':
      return { tone: 'info', words: words.excusedAbout };
  }
}

const Standing = ({ view, page }: { view: SubmissionView; page: PageContext }) => {
  const said = saidOf(view);
  return said === null ? null : <Notice tone={said.tone}>{page.say(said.words)}</Notice>;
};

function factsOf({ submission }: SubmissionView, page: PageContext): Fact[] {
  const { counts, submitted_at, submitted_by, accepted_at, accepted_by } = submission;
  const happened = (term: Words, at: Date | null, by: string | null): Fact[] =>
    at === null ? [] : [{ term: page.say(term), value: `${page.time(at)} · ${by ?? ''}` }];
  const numbers =
    counts === null
      ? []
      : (['teachers', 'added', 'changed', 'departed', 'transferred'] as const).map((key) => ({
          term: page.say(words[key]),
          value: page.number(counts[key]),
        }));
  return [
    ...(submission.digest === null ? [] : happened(words.submittedAt, submitted_at, submitted_by)),
    ...happened(words.acceptedAt, accepted_at, accepted_by),
    ...numbers,
  ];
}
