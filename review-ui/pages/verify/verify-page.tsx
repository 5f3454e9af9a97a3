/** Whether a confirmation form is as recorded and still holds, for anybody who holds one. */
import type { VerifiedSnapshot } from '../../../database/submission-snapshots.ts';
import { campaignSteps } from '../../../schemas/campaign.ts';
import { stages } from '../../../schemas/subject.ts';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { textOfCell } from '../../parts/cell-value.tsx';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words as form } from '../submissions/confirmation-words.ts';
import { words } from './words.ts';

export interface VerifyModel {
  /** Null where nothing was asked yet. */
  readonly digest: string | null;
  readonly found: VerifiedSnapshot | null;
}

export const VerifyPage = ({ digest, found }: VerifyModel, page: PageContext) => (
  <div>
    <PageHead title={page.say(words.title)} about={page.say(words.about)} />
    {digest !== null && <Verdict found={found} page={page} />}
    {found !== null && (
      <section class="card">
        <Facts facts={factsOf(found, page)} />
        <p class="muted">{page.say(words.compare)}</p>
      </section>
    )}
    <form method="get" action="/verify" class="stack">
      <Field for="digest" label={page.say(words.digest)}>
        <input id="digest" name="digest" class="mono" value={digest ?? ''} maxLength={200} required />
      </Field>
      <div>
        <Button kind={digest === null ? 'primary' : 'plain'}>{page.say(words.check)}</Button>
      </div>
    </form>
  </div>
);

const Verdict = ({ found, page }: { found: VerifiedSnapshot | null; page: PageContext }) => {
  if (found === null) return <Notice tone="error">{page.say(words.unknown)}</Notice>;
  return found.is_current ? (
    <Notice tone="good">{page.say(words.current)}</Notice>
  ) : (
    <Notice tone="warning">{page.say(words.past)}</Notice>
  );
};

const factsOf = (found: VerifiedSnapshot, page: PageContext): Fact[] => [
  { term: page.say(words.unit), value: <strong>{found.unit_name}</strong> },
  { term: page.say(words.campaign), value: found.campaign },
  { term: page.say(words.step), value: page.say(campaignSteps[found.step]) },
  { term: page.say(words.submittedAt), value: page.time(found.submitted_at) },
  ...(found.is_current
    ? [
        {
          term: page.say(words.acceptedAt),
          value: found.accepted_at === null ? page.say(words.notAccepted) : page.time(found.accepted_at),
        },
      ]
    : []),
  { term: page.say(words.teachers), value: page.number(found.counts.teachers) },
  ...stages
    .filter(({ value }) => (found.counts.stages[value] ?? 0) > 0)
    .map(({ value }) => ({
      term: textOfCell('stage', value, page),
      value: page.number(found.counts.stages[value] ?? 0),
    })),
  ...(['added', 'changed', 'departed', 'transferred'] as const).map((key) => ({
    term: page.say(form[key]),
    value: page.number(found.counts[key]),
  })),
];
