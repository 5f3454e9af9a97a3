/** Who stood in service at a moment of the past, and where; clearly not the registry of today. */
import type { PastTeacher } from '../../../database/past-rosters.ts';
import { masked } from '../../../schemas/mask.ts';
import type { Moment } from '../../../schemas/moment.ts';
import { stages } from '../../../schemas/subject.ts';
import { pagesOf } from '../../inputs.ts';
import { dayOfMoment, isNow, shownMoment } from '../../moment.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { Choice } from './choice.tsx';
import { Post } from './post.tsx';
import { words } from './words.ts';

export interface PastRosterModel {
  readonly teachers: readonly PastTeacher[];
  readonly total: number;
  readonly moment: Moment;
  /** Whose roster it is. */
  readonly unit: { readonly id: string; readonly name: string };
  readonly query: {
    readonly page: number;
    readonly name?: string | undefined;
    readonly stage?: string | undefined;
  };
}

export const PastRosterPage = (model: PastRosterModel, page: PageContext) => {
  const { moment, unit, query, total, teachers } = model;
  const as_of = moment.text;
  const today = addressOf('/teachers', { unit: unit.id });
  const here = (number: number) =>
    addressOf('/teachers', { ...query, unit: unit.id, as_of, page: number > 1 ? number : undefined });
  return (
    <>
      <PageHead
        title={`${unit.name} · ${page.say(words.pastTitle)}`}
        beside={<span class="num muted">{page.say(words.found, { total: page.number(total) })}</span>}
        about={page.say(words.asOf, { moment: shownMoment(moment, page) })}
        actions={
          <>
            <LinkButton href={addressOf('/exports/roster.xlsx', { unit: unit.id, as_of })} icon="download">
              {page.say(words.exportPast)}
            </LinkButton>
            <LinkButton href={addressOf('/teachers/compare', { unit: unit.id, from: as_of })}>
              {page.say(words.compareWithNow)}
            </LinkButton>
          </>
        }
      />
      {!isNow(moment, page) && (
        <Notice tone="warning" title={page.say(words.past, { moment: shownMoment(moment, page) })}>
          <p>
            {page.say(words.pastAbout)} <a href={today}>{page.say(words.today)}</a>
          </p>
        </Notice>
      )}
      <Search model={model} page={page} />
      {teachers.length === 0 ? (
        <EmptyState icon="teachers" title={page.say(words.nonePast)}>
          {page.say(words.nonePastAbout)}
        </EmptyState>
      ) : (
        <DataTable
          caption={page.say(words.asOf, { moment: shownMoment(moment, page) })}
          columns={columns(page, as_of)}
          rows={teachers}
          keyOf={({ id }) => id}
        />
      )}
      <Pager page={page} current={query.page} pages={pagesOf(total)} href={here} />
    </>
  );
};

const Search = ({ model: { unit, moment, query }, page }: { model: PastRosterModel; page: PageContext }) => (
  <form method="get" action="/teachers" class="search-form">
    <input type="hidden" name="unit" value={unit.id} />
    <Field for="as_of" label={page.say(words.showAsOf)}>
      <input
        id="as_of"
        type="date"
        name="as_of"
        value={dayOfMoment(moment, page)}
        max={page.day(page.now)}
        required
      />
    </Field>
    <Field for="name" label={page.say(words.name)}>
      <input id="name" name="name" value={query.name ?? ''} maxLength={50} />
    </Field>
    <Choice name="stage" label={page.say(words.stage)} options={stages} chosen={query.stage} page={page} />
    <Button icon="search">{page.say(words.search)}</Button>
  </form>
);

const columns = (page: PageContext, as_of: string): Column<PastTeacher>[] => [
  {
    label: page.say(words.name),
    header: true,
    cell: ({ id, record }) => <a href={addressOf(`/teachers/${id}`, { as_of })}>{record.name}</a>,
  },
  {
    label: page.say(words.idNumber),
    kind: 'id',
    cell: ({ record }) => masked('id_number', record.id_number),
  },
  {
    label: page.say(words.unit),
    cell: ({ unit_id, unit_name }) => <a href={`/units/${unit_id}`}>{unit_name}</a>,
  },
  { label: page.say(words.post), cell: ({ record }) => <Post record={record} page={page} /> },
  {
    label: page.say(words.heldSince),
    kind: 'time',
    cell: ({ version, made_at }) => `${page.time(made_at)} · ${page.say(words.version, { version })}`,
  },
];
