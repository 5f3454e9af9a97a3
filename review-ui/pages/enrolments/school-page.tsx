/** A school's enrolment: what is left first, one choice for each teacher, and the same for all who are left. */
import { excuseOrder, excuses, standingOrder, standings } from '../../../schemas/enrolment.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Facets } from '../../parts/facets.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import type { PlannedWindow } from '../campaigns/calendar-model.ts';
import { Countdown, isPressing } from '../campaigns/countdown.tsx';
import { UploadForm } from '../uploads/upload-form.tsx';
import { ChoiceTable } from './choice-table.tsx';
import { mayChange, type SchoolEnrolments } from './enrolment-model.ts';
import { ProposalNotice } from './proposal-notice.tsx';
import { words } from './words.ts';

interface Props {
  readonly model: SchoolEnrolments;
  readonly page: PageContext;
}

export const SchoolPage = ({ model, page }: Props) => {
  const { unit, campaign, query, total, lines, role, proposal } = model;
  const here = (more: Record<string, string | number | undefined>) =>
    addressOf('/enrolments', { unit: query.unit, state: query.state, search: query.search, ...more });
  return (
    <>
      <PageHead
        title={`${page.say(words.title)} · ${unit.name}`}
        about={`${campaign.name} · ${page.say(role === 'owner' ? words.aboutSchool : words.aboutRead)}`}
        actions={
          role === 'owner' && (
            <>
              <LinkButton icon="download" href="/templates/enrolment.xlsx" download>
                {page.say(words.download)}
              </LinkButton>
              <LinkButton href={addressOf('/submissions', { step: 'enrolment' })}>
                {page.say(words.toSubmission)}
              </LinkButton>
            </>
          )
        }
      />
      <Situation model={model} page={page} />
      {proposal !== null && mayChange(model) && <ProposalNotice proposal={proposal} page={page} />}
      <Filters model={model} page={page} />
      {mayChange(model) && proposal === null && <Rest model={model} page={page} />}
      {lines.length === 0 ? (
        <EmptyState icon="teachers" title={page.say(words.empty)} />
      ) : (
        <ChoiceTable model={model} page={page} />
      )}
      <Pager
        page={page}
        current={query.page}
        pages={pagesOf(total)}
        href={(number) => here({ page: number })}
      />
      {mayChange(model) && (
        <section class="section" aria-labelledby="by-workbook">
          <h2 id="by-workbook">{page.say(words.byWorkbook)}</h2>
          <p class="muted">{page.say(words.byWorkbookHint)}</p>
          <UploadForm page={page} template="enrolment" label={page.say(words.upload)} />
        </section>
      )}
    </>
  );
};

/** Why nothing can be changed, and which stages are closed by whom. */
const Situation = ({ model: { campaign, window, is_locked, ground, unit, role }, page }: Props) => {
  const closed = [...ground.missing].filter(
    ([stage]) => unit.kind !== 'school' || unit.stages.includes(stage),
  );
  return (
    <>
      {is_locked && (
        <Notice tone="info" title={page.say(words.locked)}>
          <p>{page.say(words.lockedHint)}</p>
        </Notice>
      )}
      {window.by !== 'nothing' && !is_locked && (
        <NotNow campaignId={campaign.id} window={window} isOwn={role === 'owner'} page={page} />
      )}
      {closed.length > 0 && (
        <Notice tone="warning" title={page.say(words.closedStages)}>
          {closed.map(([stage, missing]) => (
            <p key={stage}>{page.say(words.closedStage, { stage, ...missing })}</p>
          ))}
        </Notice>
      )}
    </>
  );
};

interface NotNowProps {
  readonly campaignId: string;
  readonly window: PlannedWindow;
  readonly isOwn: boolean;
  readonly page: PageContext;
}

/** Out of the days, and shortly before their end; a school is led to who can give it more. */
const NotNow = ({ campaignId, window, isOwn, page }: NotNowProps) => {
  if (!isPressing(window, page.now)) return null;
  if (isOwn) return <Countdown campaignId={campaignId} name="enrolment" window={window} page={page} />;
  return window.phase === 'open' ? null : (
    <Notice tone="warning" title={page.say(words.notNow)}>
      <p>{page.say(words.days, { opens_on: window.opens_on, closes_on: window.closes_on })}</p>
    </Notice>
  );
};

const Filters = ({ model: { query, tally }, page }: Props) => {
  const all = standingOrder.reduce((sum, one) => sum + tally[one], 0);
  const link = (state: string | undefined) =>
    addressOf('/enrolments', { unit: query.unit, search: query.search, state });
  return (
    <>
      <Facets
        page={page}
        label={page.say(words.states)}
        facets={[
          {
            label: page.say(words.all),
            count: all,
            href: link(undefined),
            current: query.state === undefined,
          },
          ...standingOrder.map((one) => ({
            ...{ label: page.say(standings[one]), count: tally[one] },
            ...{ href: link(one), current: query.state === one },
          })),
        ]}
      />
      <form method="get" action="/enrolments" class="search-line">
        {query.unit && <input type="hidden" name="unit" value={query.unit} />}
        {query.state && <input type="hidden" name="state" value={query.state} />}
        <input
          type="search"
          name="search"
          value={query.search}
          aria-label={page.say(words.search)}
          placeholder={page.say(words.search)}
        />
        <Button icon="search">{page.say(words.find)}</Button>
      </form>
    </>
  );
};

/** The same for all who are left: each leads to a confirmation with its count. */
const Rest = ({ model: { tally, ground }, page }: Props) =>
  tally.neither === 0 ? null : (
    <div class="enrol-rest">
      <span>{page.say(words.forRest, { count: page.number(tally.neither) })}</span>
      {ground.open.size > 0 && (
        <LinkButton kind="primary" href={addressOf('/enrolments', { propose: 'registered' })}>
          {page.say(words.takeRegistered)}
        </LinkButton>
      )}
      <form method="get" action="/enrolments">
        <select name="propose" aria-label={page.say(words.notTaking)}>
          {excuseOrder.map((code) => (
            <option key={code} value={code}>
              {page.say(excuses[code])}
            </option>
          ))}
        </select>{' '}
        <Button>{page.say(words.excuseRest)}</Button>
      </form>
    </div>
  );
