/** Units found by words, kind, stage and state; closed ones only where they are asked for. */
import type { ListedUnit } from '../../../database/units.ts';
import { stagesUpward } from '../../../schemas/organisation-facts.ts';
import { schoolKinds, tierOfKind, tiers, type UnitKind, unitKinds } from '../../../schemas/unit.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Badge } from '../../parts/badge.tsx';
import { textOfCell } from '../../parts/cell-value.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { type Facet, Facets } from '../../parts/facets.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { UnitSearch } from './unit-page.tsx';
import { words } from './words.ts';

export interface UnitListModel {
  readonly units: readonly ListedUnit[];
  readonly total: number;
  readonly query: Filters & { readonly page: number };
}

interface Filters {
  readonly search?: string | undefined;
  readonly parent?: string | undefined;
  readonly kind?: UnitKind | undefined;
  readonly stage?: string | undefined;
  readonly state?: 'open' | 'closed' | 'any' | undefined;
}

/** Without a state in it the address would be that of the tree. */
const addressWith = ({ search, parent, kind, stage, state = 'open' }: Filters, page?: number): string =>
  addressOf('/units', { search, parent, kind, stage, state, page });

export const UnitListPage = ({ units, total, query }: UnitListModel, page: PageContext) => {
  const { page: number, search = '', ...filters } = query;
  return (
    <>
      <PageHead
        title={search === '' ? page.say(words.title) : page.say(words.found, { search })}
        beside={<span class="num muted">{page.number(total)}</span>}
      />
      <UnitSearch search={search} keep={filters} page={page} />
      <ListFacets query={query} page={page} />
      {units.length === 0 ? (
        <EmptyState icon="units" title={page.say(words.nothing)} />
      ) : (
        <DataTable
          caption={page.say(words.title)}
          columns={columns(page)}
          rows={units}
          keyOf={({ id }) => id}
        />
      )}
      <Pager
        page={page}
        current={number}
        pages={pagesOf(total)}
        href={(next) => addressWith(query, next > 1 ? next : undefined)}
      />
    </>
  );
};

const ListFacets = ({ query, page }: { query: Filters; page: PageContext }) => {
  const facet = (label: string, current: boolean, changed: Filters): Facet => ({
    ...{ label, current },
    href: addressWith({ ...query, ...changed }),
  });
  const all = page.say(words.all);
  // Only what can lie below the reader's own unit.
  const own = tiers.indexOf(page.actor?.tier ?? 'school');
  const kinds = (Object.keys(unitKinds) as UnitKind[]).filter(
    (kind) => tiers.indexOf(tierOfKind[kind]) > own,
  );
  const { state = 'open' } = query;
  return (
    <>
      <Facets
        page={page}
        label={page.say(words.kind)}
        facets={[
          facet(all, query.kind === undefined, { kind: undefined }),
          ...kinds.map((kind) => facet(page.say(unitKinds[kind]), query.kind === kind, { kind })),
        ]}
      />
      <Facets
        page={page}
        label={page.say(words.stage)}
        facets={[
          facet(all, query.stage === undefined, { stage: undefined }),
          ...stagesUpward.map((stage) =>
            facet(textOfCell('stage', stage, page), query.stage === stage, { stage }),
          ),
        ]}
      />
      <Facets
        page={page}
        label={page.say(words.state)}
        facets={(['open', 'closed', 'any'] as const).map((one) =>
          facet(page.say(words[one]), state === one, { state: one }),
        )}
      />
    </>
  );
};

/** Of those who are in service at the unit itself: an authority has none, and below it is another question. */
export const teachersColumn = (page: PageContext): Column<ListedUnit> => ({
  label: page.say(words.teachers),
  kind: 'num',
  cell: ({ kind, teachers }) => (tierOfKind[kind] === 'school' ? page.number(teachers) : null),
});

const columns = (page: PageContext): Column<ListedUnit>[] => [
  {
    label: page.say(words.name),
    header: true,
    cell: ({ id, name, closed_at }) => (
      <>
        <a href={`/units/${id}`}>{name}</a>{' '}
        {closed_at !== null && <Badge mood="bad">{page.say(words.closed)}</Badge>}
      </>
    ),
  },
  {
    label: page.say(words.kind),
    cell: ({ kind, school_kind }) =>
      page.say(schoolKinds.find(({ value }) => value === school_kind) ?? unitKinds[kind]),
  },
  { label: page.say(words.code), kind: 'id', cell: ({ code }) => code },
  teachersColumn(page),
];
