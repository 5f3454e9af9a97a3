/** A unit's own submission of a step, with those of the units right below it. */
import { campaignSteps, stepOrder } from '../../../schemas/campaign.ts';
import { submissionLifecycle, submissionStates } from '../../../schemas/submission-lifecycle.ts';
import { CsrfField } from '../../csrf-field.tsx';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Facets } from '../../parts/facets.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { BelowTable } from './below-table.tsx';
import { SubmissionPanel } from './panel.tsx';
import type { SubmissionList } from './submission-model.ts';
import { words } from './words.ts';

export const SubmissionListPage = (list: SubmissionList | null, page: PageContext) => {
  const calendar = (
    <LinkButton kind="quiet" icon="calendar" href="/campaigns">
      {page.say(words.calendar)}
    </LinkButton>
  );
  if (list === null) {
    return (
      <>
        <PageHead title={page.say(words.title)} actions={calendar} />
        <EmptyState icon="calendar" title={page.say(words.noCampaign)}>
          {page.say(words.noCampaignAbout)}
        </EmptyState>
      </>
    );
  }
  const { planned, unit, own } = list;
  const { name } = planned.campaign;
  return (
    <>
      <PageHead
        title={`${page.say(words.title)} · ${unit.name}`}
        about={page.say(words.about, { campaign: name, ...planned.window })}
        actions={calendar}
      />
      <Steps list={list} page={page} />
      {own === null ? (
        <Notice tone="info">{page.say(words.owesNothing, { unit: unit.name })}</Notice>
      ) : (
        <SubmissionPanel view={own} page={page} />
      )}
      <Below list={list} page={page} />
    </>
  );
};

type ListProps = { readonly list: SubmissionList; readonly page: PageContext };

/** The list's own address with something changed; a changed filter begins with the first page. */
const hrefOf = ({ query, planned }: SubmissionList, changed: Record<string, string | number | undefined>) =>
  addressOf('/submissions', {
    ...{ campaign: query.campaign, step: planned.step, unit: query.unit },
    ...changed,
  });

const Steps = ({ list, page }: ListProps) => (
  <Facets
    page={page}
    label={page.say(words.step)}
    facets={stepOrder
      .filter((step) => list.planned.campaign.windows[step] !== undefined)
      .map((step) => ({
        label: page.say(campaignSteps[step]),
        href: hrefOf(list, { step }),
        current: step === list.planned.step,
      }))}
  />
);

const Below = ({ list, page }: ListProps) => {
  const { counts, query, below, total, acceptable } = list;
  const all = Object.values(counts).reduce((sum, one) => sum + one, 0);
  return all === 0 ? null : (
    <section aria-labelledby="below-title">
      <div class="section-head">
        <h2 id="below-title">
          {page.say(words.below)} <span class="count">{page.number(all)}</span>
        </h2>
        {acceptable > 1 && <AcceptAll list={list} page={page} />}
      </div>
      <Facets
        page={page}
        label={page.say(words.state)}
        facets={[
          {
            label: page.say(words.all),
            count: all,
            href: hrefOf(list, {}),
            current: query.state === undefined,
          },
          ...submissionStates
            .filter((state) => (counts[state] ?? 0) > 0 || state === query.state)
            .map((state) => ({
              label: page.say(submissionLifecycle.states[state]),
              count: counts[state] ?? 0,
              href: hrefOf(list, { state }),
              current: state === query.state,
            })),
        ]}
      />
      {below.length === 0 ? (
        <EmptyState icon="check" title={page.say(words.emptyBelow)} />
      ) : (
        <BelowTable lines={below} page={page} />
      )}
      <Pager
        page={page}
        current={query.page}
        pages={pagesOf(total)}
        href={(number) => hrefOf(list, { state: query.state, page: number })}
      />
    </section>
  );
};

const AcceptAll = ({ list: { planned, acceptable }, page }: ListProps) => (
  <form method="post" action="/submissions/accept-all">
    <CsrfField page={page} />
    <input type="hidden" name="campaign" value={planned.campaign.id} />
    <input type="hidden" name="step" value={planned.step} />
    <input type="hidden" name="count" value={acceptable} />
    <Button>{page.say(words.acceptAll, { count: page.number(acceptable) })}</Button>
  </form>
);
