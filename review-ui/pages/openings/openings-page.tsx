/** Openings: who may enrol for which stage, opened by the unit right above, all at once or cell by cell. */
import type { ShownEvent } from '../../../database/events.ts';
import { stageOrder } from '../../../schemas/subject.ts';
import { tierOfKind } from '../../../schemas/unit.ts';
import { CsrfField } from '../../csrf-field.tsx';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { words as campaignWords } from '../campaigns/words.ts';
import { cellValue } from './inputs.ts';
import { OpeningTable } from './opening-table.tsx';
import { leftToOpen, type OpeningsModel } from './openings-model.ts';
import { openingsFormId, StageCounts, stageName } from './stage-counts.tsx';
import { words } from './words.ts';

interface Props {
  readonly model: OpeningsModel;
  readonly page: PageContext;
}

const about = {
  province: words.aboutOverview,
  city: words.aboutCity,
  county: words.aboutCounty,
  school: words.aboutSchool,
} as const;

export const OpeningsPage = (model: OpeningsModel, page: PageContext) => {
  const { campaign, area, window } = model;
  const tier = tierOfKind[area.kind];
  const mayChange = model.isOpener && window.phase === 'open';
  const canOpenSome = model.reach.some(
    ({ stage, opening }) => opening.is_open && leftToOpen(model.counts[stage]) > 0,
  );
  return (
    <section id="openings">
      <Crumbs
        page={page}
        crumbs={[
          { label: page.say(campaignWords.title), href: '/campaigns' },
          { label: campaign.name, href: `/campaigns/${campaign.id}` },
          { label: page.say(words.title) },
        ]}
      />
      <PageHead
        title={`${page.say(words.title)} · ${area.name}`}
        about={page.say(about[tier])}
        actions={
          mayChange &&
          canOpenSome && (
            <Button
              kind="primary"
              icon="check"
              form={openingsFormId}
              name="cell"
              value={cellValue('all', 'all', true)}
            >
              {page.say(words.openAll)}
            </Button>
          )
        }
      />
      {tier !== 'school' && <Window model={model} page={page} />}
      {tier === 'school' ? (
        <OwnStages model={model} page={page} />
      ) : (
        <Board model={model} page={page} mayChange={mayChange} />
      )}
    </section>
  );
};

const Window = ({ model: { campaign, window, isOpener }, page }: Props) => {
  if (window.by === 'nothing') return null;
  const days = (
    <>
      {page.say(words.window, { opens_on: window.opens_on, closes_on: window.closes_on })}
      {window.by === 'extension' && page.say(words.extended)}
    </>
  );
  if (window.phase === 'open' || !isOpener) return <p class="muted opening-window">{days}</p>;
  return (
    <Notice tone="warning" title={page.say(words.notNow)}>
      <p>{days}</p>
      {window.phase === 'closed' && (
        <LinkButton href={addressOf(`/campaigns/${campaign.id}/extensions`, { step: 'openings' })}>
          {page.say(words.askMore)}
        </LinkButton>
      )}
    </Notice>
  );
};

const Board = ({ model, page, mayChange }: Props & { readonly mayChange: boolean }) => {
  const { campaign, area, query, total } = model;
  const action = `/campaigns/${campaign.id}/openings`;
  const hasSome = Object.keys(model.counts).length > 0 || total > 0;
  const own = model.isOpener ? undefined : area.id;
  return (
    <>
      <form id={openingsFormId} method="post" action={action}>
        <CsrfField page={page} />
        <input type="hidden" name="page" value={query.page} />
        <input type="hidden" name="search" value={query.search} />
      </form>
      {Object.keys(model.counts).length > 0 && (
        <StageCounts model={model} page={page} mayChange={mayChange} />
      )}
      {(hasSome || query.search !== '') && (
        <form method="get" action={action} class="search-line">
          {own && <input type="hidden" name="unit" value={own} />}
          <input
            type="search"
            name="search"
            value={query.search}
            aria-label={page.say(words.search)}
            placeholder={page.say(words.search)}
          />
          <Button icon="search">{page.say(words.find)}</Button>
        </form>
      )}
      {model.lines.length === 0 ? (
        <EmptyState icon="units" title={page.say(query.search === '' ? words.nothingBelow : words.nothing)} />
      ) : (
        <OpeningTable model={model} page={page} mayChange={mayChange} />
      )}
      <Pager
        page={page}
        current={query.page}
        pages={pagesOf(total)}
        href={(number) =>
          addressOf(action, { unit: own, search: query.search, page: number > 1 ? number : undefined })
        }
      />
      <History model={model} page={page} />
    </>
  );
};

/** For a school: each stage, and where it isn't open who must act. */
const OwnStages = ({ model: { reach, area }, page }: Props) => (
  <DataTable
    caption={page.say(words.title)}
    columns={[
      { label: page.say(words.stage), header: true, cell: ({ stage }) => stageName(stage, page) },
      {
        label: page.say(words.state),
        kind: 'wide',
        cell: ({ opening }) =>
          opening.is_open ? (
            <Badge mood="good">{page.say(words.open)}</Badge>
          ) : (
            <>
              <Badge mood="waiting">{page.say(words.closed)}</Badge>{' '}
              {page.say(words.missing, { unit: opening.unit.name, opener: opening.opener.name })}
            </>
          ),
      },
    ]}
    rows={reach.filter(({ stage }) => area.kind !== 'school' || area.stages.includes(stage))}
    keyOf={({ stage }) => stage}
  />
);

const History = ({ model: { events }, page }: Props) =>
  events.length === 0 ? null : (
    <section class="section" aria-labelledby="opening-history">
      <h2 id="opening-history">{page.say(words.history)}</h2>
      <DataTable
        caption={page.say(words.history)}
        columns={[
          { label: page.say(words.at), kind: 'time', cell: ({ at }: ShownEvent) => page.time(at) },
          {
            label: page.say(words.did),
            kind: 'wide',
            header: true,
            cell: (event) => whatWasDone(event, page),
          },
          { label: page.say(words.by), cell: ({ by }) => by },
        ]}
        rows={events}
        keyOf={({ id }) => id}
      />
    </section>
  );

const whatWasDone = ({ action, detail }: ShownEvent, page: PageContext): string =>
  page.say(action === 'open' ? words.didOpen : words.didClose, {
    ...detail,
    stages: stageOrder
      .filter((stage) => String(detail.stages).split('、').includes(stage))
      .map((stage) => stageName(stage, page))
      .join(page.language === 'zh' ? '、' : ', '),
  });
