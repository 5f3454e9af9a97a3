/** Asks what columns are that nobody knows: one choice for each, none made beforehand, since nothing is guessed. */
import { columnLetters } from '../../../pipeline/text.ts';
import type { UnknownColumn } from '../../../schemas/file-columns.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { inputName, notOurs } from './answers.ts';
import type { ColumnsModel, MissingField } from './columns-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: ColumnsModel;
  readonly page: PageContext;
}

export const ColumnsForm = ({ model: { upload, unknown, missing }, page }: Props) => (
  <form class="columns-form" method="post" action={`/uploads/${upload.id}/columns`}>
    <CsrfField page={page} />
    <p>{page.say(words.about)}</p>
    <DataTable
      caption={page.say(words.title)}
      columns={columnsFor(missing, page)}
      rows={unknown}
      keyOf={inputName}
    />
    <Button kind="primary" icon="check">
      {page.say(words.confirm)}
    </Button>
  </form>
);

const lettersOf = ({ columns }: UnknownColumn): string => columns.map(columnLetters).join('、');

const columnsFor = (missing: readonly MissingField[], page: PageContext): Column<UnknownColumn>[] => [
  { label: page.say(words.column), kind: 'id', cell: lettersOf },
  { label: page.say(words.header), header: true, cell: ({ label }) => label },
  {
    label: page.say(words.examples),
    kind: 'wide',
    cell: ({ examples }) =>
      examples.length === 0 ? (
        <span class="muted">{page.say(words.noExamples)}</span>
      ) : (
        <ul class="examples">
          {examples.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      ),
  },
  {
    label: page.say(words.meaning),
    cell: (column) => <Meaning column={column} missing={missing} page={page} />,
  },
];

interface MeaningProps {
  readonly column: UnknownColumn;
  readonly missing: readonly MissingField[];
  readonly page: PageContext;
}

const Meaning = ({ column, missing, page }: MeaningProps) => (
  <select
    name={inputName(column)}
    aria-label={page.say(words.meaningOf, { columns: lettersOf(column), label: column.label })}
  >
    <option value="">{page.say(words.choose)}</option>
    <Fields label={page.say(words.required)} fields={missing.filter(isRequired)} page={page} />
    <Fields label={page.say(words.others)} fields={missing.filter((one) => !isRequired(one))} page={page} />
    <option value={notOurs}>{page.say(words.notOurs)}</option>
  </select>
);

const isRequired = (one: MissingField): boolean => one.isRequired;

const Fields = ({
  label,
  fields,
  page,
}: {
  label: string;
  fields: readonly MissingField[];
  page: PageContext;
}) =>
  fields.length === 0 ? null : (
    <optgroup label={label}>
      {fields.map((one) => (
        <option key={one.field} value={one.field}>
          {page.say(one.label)}
        </option>
      ))}
    </optgroup>
  );
