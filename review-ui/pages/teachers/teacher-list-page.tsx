/** The registry within the reader's scope, found by name, stage and status; by a whole number only through a form that posts. */
import type { RegisteredTeacher } from '../../../database/teachers.ts';
import { masked } from '../../../schemas/mask.ts';
import { stages } from '../../../schemas/subject.ts';
import { statuses } from '../../../schemas/teacher-choices.ts';
import { CsrfField } from '../../csrf-field.tsx';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { CellText } from '../../parts/cell-value.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Field } from '../../parts/field.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { Choice } from './choice.tsx';
import { PastForm } from './past-form.tsx';
import { Post } from './post.tsx';
import { words } from './words.ts';

export interface TeacherListModel {
  readonly teachers: readonly RegisteredTeacher[];
  readonly total: number;
  /** There are more than `total`. */
  readonly is_more: boolean;
  readonly query: {
    readonly page: number;
    readonly name?: string | undefined;
    readonly stage?: string | undefined;
    readonly status?: string | undefined;
    readonly unit?: string | undefined;
  };
  /** The unit whose people alone are listed. */
  readonly unit: { readonly id: string; readonly name: string } | null;
}

export const TeacherListPage = (model: TeacherListModel, page: PageContext) => (
  <>
    <PageHead
      title={model.unit === null ? page.say(words.title) : `${model.unit.name} · ${page.say(words.title)}`}
      beside={
        <span class="num muted">
          {page.say(model.is_more ? words.foundMore : words.found, { total: page.number(model.total) })}
        </span>
      }
      about={page.say(words.about)}
    />
    <Search model={model} page={page} />
    {model.teachers.length === 0 ? (
      <EmptyState icon="teachers" title={page.say(words.none)}>
        {page.say(words.noneAbout)}
      </EmptyState>
    ) : (
      <DataTable
        caption={page.say(words.caption)}
        columns={columns(page)}
        rows={model.teachers}
        keyOf={(teacher) => teacher.id}
      />
    )}
    <Pager
      page={page}
      current={model.query.page}
      pages={pagesOf(model.total)}
      href={(number) => addressOf('/teachers', { ...model.query, page: number > 1 ? number : undefined })}
    />
  </>
);

const Search = ({ model: { query }, page }: { model: TeacherListModel; page: PageContext }) => (
  <div class="searches">
    <form method="get" action="/teachers" class="search-form">
      {query.unit && <input type="hidden" name="unit" value={query.unit} />}
      <Field for="name" label={page.say(words.name)}>
        <input id="name" name="name" value={query.name ?? ''} maxLength={50} />
      </Field>
      <Choice name="stage" label={page.say(words.stage)} options={stages} chosen={query.stage} page={page} />
      <Choice
        name="status"
        label={page.say(words.status)}
        options={statuses}
        chosen={query.status}
        page={page}
      />
      <Button icon="search">{page.say(words.search)}</Button>
      {(query.name || query.stage || query.status) && (
        <a href={addressOf('/teachers', { unit: query.unit })}>{page.say(words.clear)}</a>
      )}
    </form>
    <details class="by-number">
      <summary>{page.say(words.byNumber)}</summary>
      <form method="post" action="/teachers/search" class="search-form" autocomplete="off">
        <CsrfField page={page} />
        <Field for="id_number" label={page.say(words.number)} hint={page.say(words.numberHint)}>
          <input
            id="id_number"
            name="id_number"
            class="mono"
            required
            maxLength={30}
            aria-describedby="id_number-hint"
          />
        </Field>
        <Button icon="search">{page.say(words.search)}</Button>
      </form>
    </details>
    <PastForm unit={query.unit} page={page} />
  </div>
);

const columns = (page: PageContext): Column<RegisteredTeacher>[] => [
  {
    label: page.say(words.name),
    header: true,
    cell: ({ id, record }) => <a href={`/teachers/${id}`}>{record.name}</a>,
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
  {
    label: page.say(words.post),
    cell: ({ record }) => <Post record={record} page={page} />,
  },
  {
    label: page.say(words.status),
    cell: ({ record }) => (
      <Badge mood={record.status === '在职' ? 'good' : 'quiet'}>
        <CellText field="status" value={record.status} page={page} />
      </Badge>
    ),
  },
  {
    label: page.say(words.verifiedAt),
    kind: 'time',
    cell: ({ verified_at }) => verified_at && page.day(verified_at),
  },
];
