/** One submission: how it stands, what the reader may do, and what led to it. */
import { campaignSteps } from '../../../schemas/campaign.ts';
import { submissionLifecycle } from '../../../schemas/submission-lifecycle.ts';
import { tierOfKind } from '../../../schemas/unit.ts';
import type { PageContext } from '../../page.ts';
import { LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { SubmissionPanel } from './panel.tsx';
import type { HistoryStep, SubmissionDetail } from './submission-model.ts';
import { doneWords, eventWords, words } from './words.ts';

export interface SubmissionPageModel {
  readonly detail: SubmissionDetail;
  /** What was just done here. */
  readonly done: string | undefined;
}

export const SubmissionPage = ({ detail, done }: SubmissionPageModel, page: PageContext) => {
  const { submission, planned } = detail;
  const said = done === undefined ? undefined : doneWords[done];
  const list = { campaign: planned.campaign.id, step: planned.step };
  const isArea = tierOfKind[submission.kind] !== 'school';
  return (
    <>
      <Crumbs
        page={page}
        crumbs={[
          { label: page.say(words.title), href: addressOf('/submissions', list) },
          { label: submission.unit_name },
        ]}
      />
      <PageHead
        title={`${submission.unit_name} · ${page.say(campaignSteps[planned.step])}`}
        about={page.say(words.about, { campaign: planned.campaign.name, ...planned.window })}
        actions={
          <LinkButton
            kind="quiet"
            icon={isArea ? 'units' : 'upload'}
            href={
              isArea
                ? addressOf('/submissions', { ...list, unit: submission.unit_id })
                : addressOf('/uploads', { unit: submission.unit_id })
            }
          >
            {page.say(isArea ? words.drill : words.files)}
          </LinkButton>
        }
      />
      {said !== undefined && <Notice tone="good">{page.say(said)}</Notice>}
      <SubmissionPanel view={detail} page={page} />
      {detail.history.length > 0 && <History steps={detail.history} page={page} />}
    </>
  );
};

const History = ({ steps, page }: { steps: readonly HistoryStep[]; page: PageContext }) => (
  <section aria-labelledby="history-title">
    <h2 id="history-title">{page.say(words.history)}</h2>
    <ol class="submission-history">
      {steps.toReversed().map(({ id, at, by, action, reason }) => {
        const said = submissionLifecycle.actions[action] ?? eventWords[action];
        return (
          <li key={id}>
            <span class="time muted">{page.time(at)}</span>{' '}
            <strong>{said === undefined ? action : page.say(said)}</strong>{' '}
            <span class="muted">{by ?? page.say(words.system)}</span>
            {reason && <p>{reason}</p>}
          </li>
        );
      })}
    </ol>
  </section>
);
