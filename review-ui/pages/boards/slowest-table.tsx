/** The areas with the greatest share left, each with its reminder. */
import type { AreaProgress } from '../../../database/progress.ts';
import { undoneOf } from '../../../schemas/progress.ts';
import type { PageContext } from '../../page.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { boardAddress, listAddress } from './address.ts';
import { RemindArea } from './area-table.tsx';
import { percentOf } from './figures.ts';
import { words } from './words.ts';

export const SlowestTable = ({ areas, page }: { areas: readonly AreaProgress[]; page: PageContext }) => (
  <section aria-labelledby="slowest-heading" class="slowest">
    <h2 id="slowest-heading">{page.say(words.slowest, { count: areas.length })}</h2>
    <DataTable
      caption={page.say(words.slowest, { count: areas.length })}
      columns={columnsFor(page)}
      rows={areas}
      keyOf={({ id }) => id}
    />
  </section>
);

const columnsFor = (page: PageContext): Column<AreaProgress>[] => [
  {
    label: page.say(words.area),
    header: true,
    cell: ({ id, name }) => <a href={boardAddress(id)}>{name}</a>,
  },
  { label: page.say(words.done), kind: 'num', cell: (area) => percentOf(area) },
  {
    label: page.say(words.undone),
    kind: 'num',
    cell: (area) => (
      <a
        href={listAddress(area.id, { state: 'undone' })}
        aria-label={`${area.name} ${page.say(words.undone)} ${page.number(undoneOf(area))} / ${page.number(area.units)}`}
      >
        {page.number(undoneOf(area))} / {page.number(area.units)}
      </a>
    ),
  },
  { label: page.say(words.remind), cell: (area) => <RemindArea area={area} page={page} /> },
];
