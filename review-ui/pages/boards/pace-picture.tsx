/** Whether all will be done in time: the burn-up, what it says in a sentence, and its numbers by day. */
import type { Pace, PaceDay } from '../../../pipeline/pace.ts';
import { BurnUp, BurnUpKey } from '../../charts/burn-up.tsx';
import type { PageContext } from '../../page.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { words } from './words.ts';

interface Props {
  readonly pace: Pace;
  readonly page: PageContext;
}

export const PacePicture = ({ pace, page }: Props) => (
  <section aria-labelledby="pace-heading" class="picture">
    <h2 id="pace-heading">{page.say(words.burnUp)}</h2>
    <p class={pace.short ? 'pace-line short' : 'pace-line'}>{sentenceOf(pace, page)}</p>
    <Drawing pace={pace} page={page} />
    <BurnUpKey
      done={page.say(words.lineDone)}
      needed={page.say(words.lineNeeded)}
      projected={page.say(words.lineProjected)}
    />
    <details class="by-day">
      <summary>{page.say(words.byDay)}</summary>
      <DataTable
        caption={page.say(words.byDay)}
        columns={columnsFor(page)}
        rows={pace.days}
        keyOf={({ day }) => day}
      />
    </details>
  </section>
);

export function sentenceOf(
  { phase, short, units, done, per_day, needed_per_day }: Pace,
  page: PageContext,
): string {
  if (units > 0 && done >= units) return page.say(words.paceAll);
  if (phase === 'before' || short === null) return page.say(words.paceBefore);
  if (phase === 'closed') return page.say(words.paceClosed, { short: page.number(short) });
  const rate = page.number(per_day ?? 0);
  if (short === 0) return page.say(words.paceEnough, { rate });
  return page.say(words.paceShort, {
    ...{ rate, short: page.number(short), needed: page.number(needed_per_day ?? 0) },
  });
}

const Drawing = ({ pace, page }: Props) => {
  const { units, early, days, elapsed_days, window_days, phase } = pace;
  const told = days.flatMap(({ done }) => (done === null ? [] : [done]));
  const isRunning = phase === 'open' && pace.short !== null;
  return (
    <BurnUp
      id="burn-up"
      title={page.say(words.burnUp)}
      about={page.say(words.burnUpAbout, {
        ...{ units: page.number(units), done: page.number(pace.done), needed: page.number(pace.needed_now) },
      })}
      whole={units}
      days={window_days}
      elapsed={elapsed_days}
      done={phase === 'before' ? [] : [early, ...told]}
      projected={isRunning ? units - (pace.short ?? 0) : null}
      labels={{
        whole: page.say(words.whole, { units: page.number(units) }),
        now: page.say(words.nowAt, { done: page.number(pace.done) }),
        first: days[0]?.day ?? '',
        last: days.at(-1)?.day ?? '',
      }}
    />
  );
};

const columnsFor = (page: PageContext): Column<PaceDay>[] => [
  { label: page.say(words.day), kind: 'time', header: true, cell: ({ day }) => day },
  {
    label: page.say(words.done),
    kind: 'num',
    cell: ({ done }) => (done === null ? <span class="muted">–</span> : page.number(done)),
  },
  { label: page.say(words.needed), kind: 'num', cell: ({ needed }) => page.number(needed) },
];
