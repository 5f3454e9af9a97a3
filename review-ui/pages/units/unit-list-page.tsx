/** Units found by a part of their name or code. */
import type { UnitFacts } from '../../../schemas/unit.ts';
import { unitKinds } from '../../../schemas/unit.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { UnitSearch } from './unit-page.tsx';
import { words } from './words.ts';

type FoundUnit = UnitFacts & { readonly teachers: number };

export interface UnitListModel {
  readonly units: readonly FoundUnit[];
  readonly total: number;
  readonly page: number;
  readonly search: string;
}

export const UnitListPage = ({ units, total, page: number, search }: UnitListModel, page: PageContext) => (
  <>
    <PageHead
      title={search === '' ? page.say(words.title) : page.say(words.found, { search })}
      beside={<span class="num muted">{page.number(total)}</span>}
    />
    <UnitSearch search={search} page={page} />
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
      href={(next) => addressOf('/units', { search, page: next > 1 ? next : undefined })}
    />
  </>
);

const columns = (page: PageContext): Column<FoundUnit>[] => [
  {
    label: page.say(words.name),
    header: true,
    cell: ({ id, name }) => <a href={`/units/${id}`}>{name}</a>,
  },
  { label: page.say(words.kind), cell: ({ kind }) => page.say(unitKinds[kind]) },
  { label: page.say(words.code), kind: 'id', cell: ({ code }) => code },
  { label: page.say(words.teachers), kind: 'num', cell: ({ teachers }) => page.number(teachers) },
];
