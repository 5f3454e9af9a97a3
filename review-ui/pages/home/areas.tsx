/** How far each area has come: one row each, and all of them together. */
import type { Completeness } from '../../../database/boards.ts';
import type { PageContext } from '../../page.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { words } from './words.ts';

type Figures = Pick<Completeness, 'units' | 'applied' | 'in_review' | 'working' | 'silent' | 'teachers'>;
interface Line extends Figures {
  /** Null for the total. */
  readonly id: string | null;
  readonly name: string;
}

export const Areas = ({ areas, page }: { areas: readonly Completeness[]; page: PageContext }) => (
  <section aria-labelledby="areas-title">
    <h2 id="areas-title">{page.say(words.completeness)}</h2>
    {areas.length === 0 ? (
      <EmptyState icon="units" title={page.say(words.completenessEmpty)} />
    ) : (
      <DataTable
        caption={page.say(words.completeness)}
        columns={columnsFor(page)}
        rows={[totalOf(areas, page.say(words.total)), ...areas]}
        keyOf={(line: Line) => line.id ?? 'total'}
      />
    )}
  </section>
);

const columnsFor = (page: PageContext): Column<Line>[] => {
  const number = (key: keyof Figures, label: string): Column<Line> => ({
    label,
    kind: 'num',
    // An area where nobody sends in files is no zero to worry about.
    cell: (line) => (line.units === 0 ? <span class="muted">–</span> : page.number(line[key])),
  });
  return [
    {
      label: page.say(words.area),
      header: true,
      cell: ({ id, name }) => (id === null ? <strong>{name}</strong> : <a href={`/units/${id}`}>{name}</a>),
    },
    {
      label: page.say(words.share),
      cell: (line) =>
        line.units === 0 ? (
          <span class="muted">–</span>
        ) : (
          <ProgressBar page={page} label={page.say(words.applied)} value={line.applied} of={line.units} />
        ),
    },
    number('in_review', page.say(words.inReview)),
    number('working', page.say(words.working)),
    number('silent', page.say(words.silentUnits)),
    number('teachers', page.say(words.teachers)),
  ];
};

const totalOf = (areas: readonly Completeness[], name: string): Line => {
  const sum = (key: keyof Figures) => areas.reduce((total, area) => total + area[key], 0);
  return {
    ...{ id: null, name, units: sum('units'), applied: sum('applied'), in_review: sum('in_review') },
    ...{ working: sum('working'), silent: sum('silent'), teachers: sum('teachers') },
  };
};
