/** One unit: where it stands in the tree, what is known of it, and what lies below. */
import type { Completeness } from '../../../database/boards.ts';
import {
  schoolKinds,
  tierOfKind,
  type UnitFacts,
  unitKinds,
  urbanRuralClasses,
} from '../../../schemas/unit.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { textOfCell } from '../../parts/cell-value.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { Field } from '../../parts/field.tsx';
import { Figures } from '../../parts/figures.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import type { UnitModel } from './unit-model.ts';
import { words } from './words.ts';

export const UnitPage = ({ unit, way, below, teachers }: UnitModel, page: PageContext) => {
  const isCollecting = tierOfKind[unit.kind] === 'school';
  return (
    <>
      <Crumbs
        page={page}
        crumbs={way.map(({ id, name }, index) => ({
          label: name,
          href: index === way.length - 1 ? undefined : `/units/${id}`,
        }))}
      />
      <PageHead
        title={unit.name}
        beside={<Badge>{page.say(unitKinds[unit.kind])}</Badge>}
        about={unit.code !== null && <span class="mono">{unit.code}</span>}
        actions={
          <>
            <LinkButton href={addressOf('/uploads', { unit: unit.id })} kind="quiet" icon="upload">
              {page.say(words.seeUploads)}
            </LinkButton>
            <LinkButton href={addressOf('/teachers', { unit: unit.id })} icon="teachers">
              {page.say(words.seeTeachers)}
            </LinkButton>
          </>
        }
      />
      <UnitFigures unit={unit} below={below} teachers={teachers} page={page} />
      {isCollecting ? (
        <section>
          <h2>{page.say(words.facts)}</h2>
          <Facts facts={factsOf(unit, page)} />
        </section>
      ) : (
        <section>
          <div class="section-head">
            <h2>{page.say(words.below)}</h2>
            <UnitSearch page={page} search="" />
          </div>
          <Below below={below} page={page} />
        </section>
      )}
    </>
  );
};

export const UnitSearch = ({ search, page }: { search: string; page: PageContext }) => (
  <form method="get" action="/units" class="search-form">
    <Field for="search" label={page.say(words.search)}>
      <input
        id="search"
        name="search"
        value={search}
        maxLength={50}
        placeholder={page.say(words.searchHint)}
      />
    </Field>
    <Button icon="search">{page.say(words.find)}</Button>
  </form>
);

const UnitFigures = (props: Omit<UnitModel, 'way'> & { page: PageContext }) => {
  const { unit, below, teachers, page } = props;
  const total = (key: 'units' | 'applied' | 'verified') => below.reduce((sum, one) => sum + one[key], 0);
  const people = {
    label: page.say(words.teachers),
    value: teachers,
    href: addressOf('/teachers', { unit: unit.id, status: '在职' }),
  };
  if (tierOfKind[unit.kind] === 'school') return <Figures page={page} figures={[people]} />;
  return (
    <Figures
      page={page}
      figures={[
        { label: page.say(words.collecting), value: total('units') },
        { label: page.say(words.applied), value: total('applied') },
        people,
        { label: page.say(words.verified), value: total('verified') },
      ]}
    />
  );
};

const factsOf = (unit: UnitFacts, page: PageContext): Fact[] => {
  const kind = schoolKinds.find(({ value }) => value === unit.school_kind);
  const list = unit.stages.map((stage) => textOfCell('stage', stage, page));
  return [
    ...(kind ? [{ term: page.say(words.schoolKind), value: page.say(kind) }] : []),
    ...(list.length > 0 ? [{ term: page.say(words.stages), value: list.join('、') }] : []),
    ...(unit.sector ? [{ term: page.say(words.sector), value: unit.sector }] : []),
    ...(unit.urban_rural_class
      ? [{ term: page.say(words.urbanRural), value: page.say(urbanRuralClasses[unit.urban_rural_class]) }]
      : []),
    ...(unit.stages.includes('幼儿园')
      ? [{ term: page.say(words.licence), value: unit.licence_no ?? page.say(words.noLicence) }]
      : []),
  ];
};

const Below = ({ below, page }: { below: readonly Completeness[]; page: PageContext }) =>
  below.length === 0 ? (
    <EmptyState icon="units" title={page.say(words.none)}>
      {page.say(words.noneAbout)}
    </EmptyState>
  ) : (
    <DataTable caption={page.say(words.below)} columns={columns(page)} rows={below} keyOf={({ id }) => id} />
  );

const columns = (page: PageContext): Column<Completeness>[] => [
  {
    label: page.say(words.name),
    header: true,
    cell: ({ id, name }) => <a href={`/units/${id}`}>{name}</a>,
  },
  { label: page.say(words.kind), cell: ({ kind }) => page.say(unitKinds[kind]) },
  {
    label: page.say(words.code),
    kind: 'id',
    cell: ({ code }) => code,
  },
  { label: page.say(words.collecting), kind: 'num', cell: ({ units }) => page.number(units) },
  { label: page.say(words.applied), kind: 'num', cell: ({ applied }) => page.number(applied) },
  { label: page.say(words.teachers), kind: 'num', cell: ({ teachers }) => page.number(teachers) },
];
