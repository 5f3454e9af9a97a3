/** Units that owe their file, those that sent nothing first. */
import type { SilentUnit } from '../../../database/boards.ts';
import type { PageContext } from '../../page.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { common } from '../../words.ts';
import { StateBadge } from '../uploads/state-badge.tsx';
import { words } from './words.ts';

interface Props {
  readonly units: readonly SilentUnit[];
  readonly total: number;
  readonly page: PageContext;
}

export const Silent = ({ units, total, page }: Props) => (
  <section aria-labelledby="silent-title">
    <h2 id="silent-title">
      {page.say(words.silent)} <span class="count">{page.number(total)}</span>
    </h2>
    {units.length === 0 ? (
      <EmptyState icon="check" title={page.say(words.silentNone)} />
    ) : (
      <DataTable
        caption={page.say(words.silent)}
        columns={columnsFor(page)}
        rows={units}
        keyOf={(unit) => unit.id}
      />
    )}
    {total > units.length && (
      <p class="muted">{page.say(words.andMore, { count: page.number(total - units.length) })}</p>
    )}
  </section>
);

const columnsFor = (page: PageContext): Column<SilentUnit>[] => [
  {
    label: page.say(common.unit),
    kind: 'wide',
    header: true,
    cell: (unit) => <a href={`/units/${unit.id}`}>{unit.name}</a>,
  },
  { label: page.say(words.teachers), kind: 'num', cell: (unit) => page.number(unit.teachers) },
  {
    label: page.say(words.newest),
    cell: ({ state }) =>
      state === null ? page.say(words.nothingSent) : <StateBadge state={state} page={page} />,
  },
];
