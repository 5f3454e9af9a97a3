/** The review queue: the next set to open stands first. */
import { reportedIn } from '../../../pipeline/plausibility.ts';
import { changeKinds } from '../../../schemas/change.ts';
import type { UploadCounts } from '../../../schemas/examined.ts';
import type { Words } from '../../../schemas/language.ts';
import { uploadLifecycle } from '../../../schemas/upload-lifecycle.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Badge } from '../../parts/badge.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Facets } from '../../parts/facets.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { UndoMark } from '../reverts/undo-mark.tsx';
import { StateBadge } from '../uploads/state-badge.tsx';
import { BeforeNotice } from './before-notice.tsx';
import { KeysHelp } from './keys-help.tsx';
import { StandsOut } from './plausible.tsx';
import { type QueueFilter, waits } from './queue-facets.ts';
import { type QueueModel, type QueueRow, type QueueState, queueStates } from './queue-model.ts';
import { words } from './words.ts';

const queueAddress = (state: QueueState, filter: QueueFilter = {}, page = 1): string =>
  addressOf('/change-sets', { state, ...filter, page: page > 1 ? page : undefined });

const labelOf = (state: QueueState): Words => {
  if (state === 'waiting') return words.waiting;
  return state === 'submitted' ? words.below : uploadLifecycle.states[state];
};

export const QueuePage = (model: QueueModel, page: PageContext) => (
  <>
    <PageHead title={page.say(words.title)} about={page.say(words.queueAbout)} />
    <BeforeNotice before={model.before} isLast={true} page={page} />
    <Facets
      page={page}
      label={page.say(words.state)}
      facets={queueStates
        .filter((state) => state !== 'waiting' || page.actor?.tier !== 'school')
        .map((state) => ({
          label: page.say(labelOf(state)),
          count: model.counts[state] ?? 0,
          href: queueAddress(state),
          current: state === model.state,
        }))}
    />
    <Narrowing model={model} page={page} />
    {model.rows.length === 0 ? (
      <Nothing model={model} page={page} />
    ) : (
      <DataTable
        caption={page.say(labelOf(model.state))}
        columns={columns(page, model.state)}
        rows={model.rows}
        keyOf={(row) => row.upload_id}
      />
    )}
    <Pager
      page={page}
      current={model.page}
      pages={pagesOf(model.total)}
      href={(number) => queueAddress(model.state, model.filter, number)}
    />
    {model.state === 'waiting' && <KeysHelp page={page} />}
  </>
);

interface Props {
  readonly model: QueueModel;
  readonly page: PageContext;
}

/** What is risky, how long it waits, and where: links that go together, each with what it leaves. */
const Narrowing = ({ model: { filter, facets }, page }: Props) => {
  const facet = <K extends keyof QueueFilter>(
    key: K,
    value: QueueFilter[K],
    label: string,
    count: number,
  ) => {
    const current = filter[key] === value;
    const next = { ...filter, [key]: current ? undefined : value };
    return { label, count, current, href: queueAddress('waiting', next) };
  };
  const rows = [
    {
      label: words.has,
      facets: facets.has.map(({ value, count }) =>
        facet('has', value, page.say(changeKinds[value].words), count),
      ),
    },
    {
      label: words.waitingFor,
      facets: facets.wait.map(({ value, count }) =>
        facet('wait', value, page.say(waits[value].words), count),
      ),
    },
    { label: words.area, facets: facets.area.map(({ value, count }) => facet('area', value, value, count)) },
  ];
  return (
    <>
      {rows.map(
        ({ label, facets: some }) =>
          some.length > 0 && <Facets key={label.zh} page={page} label={page.say(label)} facets={some} />,
      )}
    </>
  );
};

const Nothing = ({ model: { state, counts }, page }: Props) => {
  if (state !== 'waiting') return <EmptyState icon="review" title={page.say(words.emptyOther)} />;
  return (counts.waiting ?? 0) > 0 ? (
    <EmptyState icon="review" title={page.say(words.emptyNarrowed)} />
  ) : (
    <EmptyState icon="check" title={page.say(words.emptyWaiting)}>
      {page.say(words.emptyWaitingAbout)} <a href="/submissions">{page.say(words.goSubmit)}</a>
    </EmptyState>
  );
};

const columns = (page: PageContext, state: QueueState): Column<QueueRow>[] => [
  {
    label: page.say(words.unit),
    header: true,
    cell: ({ id, upload_id, unit, reverts }) => (
      <>
        <a href={id === null ? `/uploads/${upload_id}` : `/change-sets/${id}`} data-step>
          {unit.name}
        </a>{' '}
        <UndoMark reverts={reverts} page={page} />
      </>
    ),
  },
  {
    label: page.say(words.what),
    kind: 'wide',
    cell: ({ counts, judged }) =>
      counts && (
        <>
          <Summary counts={counts} page={page} />
          <StandsOut count={reportedIn(counts)} judged={judged} page={page} />
        </>
      ),
  },
  {
    label: page.say(words.risky),
    kind: 'num',
    cell: ({ risky }) => (risky > 0 ? <strong>{page.number(risky)}</strong> : 0),
  },
  {
    label: page.say(words.submittedAt),
    kind: 'time',
    cell: ({ submitted_at }) => submitted_at && page.time(submitted_at),
  },
  ...(state === 'waiting'
    ? [
        {
          label: page.say(words.due),
          kind: 'time' as const,
          cell: (row: QueueRow) => <Due row={row} page={page} />,
        },
      ]
    : []),
  {
    label: page.say(words.receipt),
    kind: 'id',
    cell: ({ upload_id, receipt }) => (
      <a class="mono" href={`/uploads/${upload_id}`}>
        {receipt}
      </a>
    ),
  },
  ...(state === 'waiting'
    ? []
    : [
        {
          label: page.say(words.state),
          cell: (row: QueueRow) => <StateBadge state={row.state} isUndo={row.reverts !== null} page={page} />,
        },
      ]),
];

const Due = ({ row: { closes_on, urgency }, page }: { row: QueueRow; page: PageContext }) => (
  <>
    {closes_on}
    {urgency !== null && (
      <>
        {' '}
        <Badge mood={urgency === 'overdue' ? 'bad' : 'todo'}>{page.say(words[urgency])}</Badge>
      </>
    )}
  </>
);

const summed = [
  { kind: 'conflict', count: 'conflicts' },
  { kind: 'depart', count: 'departed' },
  { kind: 'missing', count: 'missing' },
  { kind: 'transfer', count: 'transferred' },
  { kind: 'add', count: 'added' },
  { kind: 'change', count: 'changed' },
  { kind: 'verify', count: 'verified' },
] as const;

/** The kinds that occur, the riskiest first: 离职/退休 1 · 变更 12 · 核实无误 188. */
const Summary = ({ counts, page }: { counts: UploadCounts; page: PageContext }) => (
  <span class="kind-summary">
    {summed
      .filter(({ count }) => counts[count] > 0)
      .map(({ kind, count }) => (
        <Badge key={kind} mood={changeKinds[kind].risk <= 3 ? 'todo' : 'quiet'}>
          {page.say(changeKinds[kind].words)} {page.number(counts[count])}
        </Badge>
      ))}
  </span>
);
