/** The operators' page of the province: what waits, who works, what was given up; renewed every few seconds. */
import type { GivenUp } from '../../../database/figures.ts';
import { alive } from '../../../database/workers-seen.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Figures } from '../../parts/figures.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { safeUrl } from '../../parts/safe-url.ts';
import type { OperationsModel } from './operations-model.ts';
import { words, workWords } from './words.ts';

export const OperationsPage = (model: OperationsModel, page: PageContext) => (
  <>
    <PageHead title={page.say(words.title)} about={page.say(words.about)} />
    <div
      id="operations"
      hx-get="/operations"
      hx-trigger="every 5s"
      hx-select="#operations"
      hx-target="this"
      hx-swap="outerMorph"
    >
      <Concerns model={model} page={page} />
      <Waiting model={model} page={page} />
      <section aria-labelledby="hour-heading">
        <h2 id="hour-heading">{page.say(words.lastHour)}</h2>
        <Figures
          page={page}
          figures={(['received', 'checked', 'refused', 'applied'] as const).map((name) => ({
            label: page.say(words[name]),
            value: model.hour[name],
          }))}
        />
      </section>
      <Workers model={model} page={page} />
      <Stopped stopped={model.stopped} page={page} />
      <Rest model={model} page={page} />
    </div>
  </>
);

interface Props {
  readonly model: OperationsModel;
  readonly page: PageContext;
}

const Concerns = ({ model: { concerns }, page }: Props) =>
  concerns.length === 0 ? (
    <Notice tone="good">
      <p>{page.say(words.well)}</p>
    </Notice>
  ) : (
    <Notice tone="warning" title={page.say(words.attention)}>
      <ul>
        {concerns.map(({ what, params }) => (
          <li key={what}>{page.say(words[what], params)}</li>
        ))}
      </ul>
    </Notice>
  );

/** The largest unit that it fills. */
function timeOf(seconds: number, page: PageContext): string {
  if (seconds < 120) return page.say(words.seconds, { n: page.number(seconds) });
  if (seconds < 7_200) return page.say(words.minutes, { n: page.number(Math.floor(seconds / 60)) });
  return page.say(words.hours, { n: page.number(Math.floor(seconds / 3_600)) });
}

const Waiting = ({ model: { owed }, page }: Props) => (
  <section aria-labelledby="waiting-heading">
    <h2 id="waiting-heading">{page.say(words.waiting)}</h2>
    <DataTable
      caption={page.say(words.waiting)}
      rows={owed}
      keyOf={({ work }) => work}
      columns={[
        { label: page.say(words.work), header: true, cell: ({ work }) => page.say(workWords[work]) },
        { label: page.say(words.count), kind: 'num', cell: ({ count }) => page.number(count) },
        {
          label: page.say(words.handedOver),
          kind: 'num',
          cell: ({ handed_over }) => page.number(handed_over),
        },
        {
          label: page.say(words.oldest),
          kind: 'num',
          cell: ({ count, oldest_s }) => (count === 0 ? '—' : timeOf(oldest_s, page)),
        },
        { label: page.say(words.givenUp), kind: 'num', cell: ({ given_up }) => page.number(given_up) },
      ]}
    />
  </section>
);

const Workers = ({ model: { workers }, page }: Props) => {
  const living = new Set(alive(workers));
  return (
    <section aria-labelledby="workers-heading">
      <h2 id="workers-heading">{page.say(words.workers)}</h2>
      {workers.length === 0 ? (
        <p class="muted">{page.say(words.nobody)}</p>
      ) : (
        <DataTable
          caption={page.say(words.workers)}
          rows={workers}
          keyOf={({ started_at, seen_at }) => `${started_at.getTime()}-${seen_at.getTime()}`}
          columns={[
            {
              label: page.say(words.since),
              kind: 'time',
              header: true,
              cell: (one) => page.time(one.started_at),
            },
            {
              label: page.say(words.seen),
              kind: 'time',
              cell: (one) => page.say(words.ago, { time: timeOf(one.silent_s, page) }),
            },
            {
              label: page.say(words.inHand),
              kind: 'num',
              cell: (one) => `${page.number(one.in_hand)} / ${page.number(one.concurrency)}`,
            },
            {
              label: page.say(words.queue),
              cell: ({ queue, counts }) =>
                `${queue === 'redis' ? 'Redis' : 'PostgreSQL'}: ${counts === null ? page.say(words.unknown) : page.say(words.inQueue, { ...counts })}`,
            },
            {
              label: page.say(words.state),
              cell: (one) =>
                living.has(one) ? (
                  <Badge mood="good">{page.say(words.alive)}</Badge>
                ) : (
                  <Badge mood="bad">{page.say(words.silent)}</Badge>
                ),
            },
          ]}
        />
      )}
    </section>
  );
};

const placeOf = ({ work, id }: GivenUp): string => (work === 'export' ? `/exports/${id}` : `/uploads/${id}`);

const Stopped = ({ stopped, page }: { stopped: readonly GivenUp[]; page: PageContext }) => (
  <section aria-labelledby="stopped-heading">
    <h2 id="stopped-heading">{page.say(words.stopped)}</h2>
    {stopped.length === 0 ? (
      <p class="muted">{page.say(words.noneStopped)}</p>
    ) : (
      <DataTable
        caption={page.say(words.stopped)}
        rows={stopped}
        keyOf={placeOf}
        columns={[
          {
            label: page.say(words.record),
            kind: 'id',
            header: true,
            cell: (one) => <a href={safeUrl(placeOf(one))}>{one.receipt ?? `#${one.id}`}</a>,
          },
          { label: page.say(words.work), cell: ({ work }) => page.say(workWords[work]) },
          { label: page.say(words.unit), cell: ({ unit_name }) => unit_name },
          { label: page.say(words.asked), kind: 'time', cell: ({ asked_at }) => page.time(asked_at) },
          { label: page.say(words.reason), kind: 'wide', cell: () => page.say(words.tooOften) },
          { label: page.say(words.request), kind: 'id', cell: ({ request_id }) => request_id ?? '—' },
        ]}
      />
    )}
  </section>
);

const Rest = ({ model: { trail, backed_up_at }, page }: Props) => {
  const time = (moment: Date | null): string => (moment === null ? page.say(words.never) : page.time(moment));
  return (
    <section aria-labelledby="rest-heading">
      <h2 id="rest-heading">{page.say(words.rest)}</h2>
      <Facts
        facts={[
          { term: page.say(words.pending), value: page.number(trail.pending) },
          { term: page.say(words.anchored), value: time(trail.anchored_at) },
          { term: page.say(words.backedUp), value: time(backed_up_at) },
        ]}
      />
    </section>
  );
};
