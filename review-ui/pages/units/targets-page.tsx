/** Choosing another unit: the one that takes over, or the one that it moves below. */
import type { ListedUnit } from '../../../database/units.ts';
import { unitKinds } from '../../../schemas/unit.ts';
import { CsrfField } from '../../csrf-field.tsx';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { SearchForm } from '../../parts/search-form.tsx';
import { teachersColumn } from './unit-list-page.tsx';
import { words } from './words.ts';

export interface TargetsModel {
  readonly unit: { readonly id: string; readonly name: string; readonly version: number };
  /** What is done, and what it will do in numbers. */
  readonly title: string;
  readonly about: string;
  readonly verb: 'merge' | 'move';
  readonly targets: readonly ListedUnit[];
  readonly total: number;
  readonly query: { readonly page: number; readonly search?: string | undefined };
}

export const TargetsPage = (model: TargetsModel, page: PageContext) => {
  const { unit, title, about, verb, targets, total, query } = model;
  const here = verb === 'merge' ? `/units/${unit.id}/merge-into` : `/units/${unit.id}/move`;
  return (
    <>
      <Crumbs
        page={page}
        crumbs={[{ label: unit.name, href: `/units/${unit.id}` }, { label: page.say(words[verb]) }]}
      />
      <PageHead title={title} about={about} />
      <SearchForm
        action={here}
        label={page.say(words.search)}
        placeholder={page.say(words.searchHint)}
        search={query.search}
        page={page}
      />
      {targets.length === 0 ? (
        <EmptyState icon="units" title={page.say(verb === 'merge' ? words.nothing : words.noTargets)} />
      ) : (
        <DataTable caption={title} columns={columns(model, page)} rows={targets} keyOf={({ id }) => id} />
      )}
      <Pager
        page={page}
        current={query.page}
        pages={pagesOf(total)}
        href={(next) => addressOf(here, { search: query.search, page: next > 1 ? next : undefined })}
      />
    </>
  );
};

const columns = ({ unit, verb }: TargetsModel, page: PageContext): Column<ListedUnit>[] => [
  { label: page.say(words.name), header: true, cell: ({ id, name }) => <a href={`/units/${id}`}>{name}</a> },
  { label: page.say(words.kind), cell: ({ kind }) => page.say(unitKinds[kind]) },
  { label: page.say(words.code), kind: 'id', cell: ({ code }) => code },
  ...(verb === 'merge' ? [teachersColumn(page)] : []),
  {
    label: page.say(words[verb]),
    cell: ({ id, name }) =>
      verb === 'merge' ? (
        <LinkButton
          href={addressOf(`/units/${id}/merge`, { from: unit.id })}
          label={`${page.say(words.takeOver)}：${name}`}
        >
          {page.say(words.takeOver)}
        </LinkButton>
      ) : (
        <form method="post" action={`/units/${unit.id}/move`}>
          <CsrfField page={page} />
          <input type="hidden" name="version" value={unit.version} />
          <input type="hidden" name="parent" value={id} />
          <Button label={`${page.say(words.moveHere)}：${name}`}>{page.say(words.moveHere)}</Button>
        </form>
      ),
  },
];
