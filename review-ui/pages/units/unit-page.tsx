/** One unit: where it stands in the tree, what is known of it, and what lies below. */
import type { Completeness } from '../../../database/boards.ts';
import {
  type Organisation,
  type OrganisationField,
  organisationLabels,
} from '../../../schemas/organisation-facts.ts';
import { schoolKinds, tierOfKind, unitKinds, urbanRuralClasses } from '../../../schemas/unit.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { textOfCell } from '../../parts/cell-value.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { Figures } from '../../parts/figures.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { SearchForm } from '../../parts/search-form.tsx';
import { StandsOut } from '../change-sets/plausible.tsx';
import { UnitActions } from './unit-actions.tsx';
import { UnitHistory } from './unit-history.tsx';
import type { UnitModel } from './unit-model.ts';
import { words } from './words.ts';

export const UnitPage = (model: UnitModel, page: PageContext) => {
  const { unit, way, below, teachers } = model;
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
        beside={
          <>
            <Badge>{page.say(unitKinds[unit.kind])}</Badge>{' '}
            {unit.closed_at !== null && <Badge mood="bad">{page.say(words.closed)}</Badge>}
          </>
        }
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
      {unit.closed_at !== null && <ClosedNotice model={model} page={page} />}
      <UnitActions model={model} page={page} />
      <UnitFigures unit={unit} below={below} teachers={teachers} page={page} />
      <StandsOut count={teachers} judged={model.judged} page={page} />
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
            <a href={addressOf('/units', { state: 'open' })}>{page.say(words.list)}</a>
          </div>
          <Below below={below} page={page} />
        </section>
      )}
      <UnitHistory history={model.history} page={page} />
    </>
  );
};

const ClosedNotice = ({ model: { unit, history }, page }: { model: UnitModel; page: PageContext }) => {
  const day = unit.closed_at === null ? '' : page.day(unit.closed_at);
  const into = history.merged_into;
  const name = into?.name ?? page.say(words.elsewhere);
  return (
    <Notice
      tone="warning"
      title={
        into === null
          ? page.say(words.closedSince, { day })
          : page.say(words.mergedSince, { day, into: name })
      }
    >
      <p>
        {page.say(words.closedHint)} {into?.is_in_scope && <a href={`/units/${into.id}`}>{into.name}</a>}
      </p>
    </Notice>
  );
};

interface SearchProps {
  readonly search: string;
  readonly page: PageContext;
  /** What else narrows the list, and goes on doing so. */
  readonly keep?: Readonly<Record<string, string | undefined>>;
}

export const UnitSearch = ({ search, page, keep = {} }: SearchProps) => (
  <SearchForm
    action="/units"
    label={page.say(words.search)}
    placeholder={page.say(words.searchHint)}
    search={search}
    keep={keep}
    page={page}
  />
);

const UnitFigures = (props: Pick<UnitModel, 'unit' | 'below' | 'teachers'> & { page: PageContext }) => {
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

const factsOf = (unit: Organisation, page: PageContext): Fact[] => {
  const kind = schoolKinds.find(({ value }) => value === unit.school_kind);
  const list = unit.stages.map((stage) => textOfCell('stage', stage, page));
  const label = (field: OrganisationField) => page.say(organisationLabels[field]);
  const given: readonly (readonly [OrganisationField | 'aliases', string | null])[] = [
    ['school_kind', kind ? page.say(kind) : null],
    ['stages', list.length > 0 ? list.join('、') : null],
    ['sector', unit.sector],
    ['urban_rural_class', unit.urban_rural_class && page.say(urbanRuralClasses[unit.urban_rural_class])],
    ['licence_no', unit.stages.includes('幼儿园') ? (unit.licence_no ?? page.say(words.noLicence)) : null],
    ['township', unit.township],
    ['expected_headcount', unit.expected_headcount === null ? null : page.number(unit.expected_headcount)],
    ['aliases', unit.aliases.length > 0 ? unit.aliases.join('、') : null],
  ];
  return given.flatMap(([field, value]) =>
    value === null ? [] : [{ term: field === 'aliases' ? page.say(words.aliases) : label(field), value }],
  );
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
