/** The rest of a person's record beside a change: fetched when somebody asks, for a page of changes holds fifty of them. */
import type { ShownChange } from '../../../database/change-sets.ts';
import type { RegisteredTeacher } from '../../../database/teachers.ts';
import type { CellValue } from '../../../schemas/change.ts';
import { masked } from '../../../schemas/mask.ts';
import { type RecordField, recordFields } from '../../../schemas/sheets/teacher.ts';
import type { PageContext } from '../../page.ts';
import { CellText, labelOf } from '../../parts/cell-value.tsx';
import { Facts } from '../../parts/facts.tsx';
import type { OneChangeModel } from './one-change.ts';
import { words } from './words.ts';

interface Props {
  readonly change: ShownChange;
  /** The person as the registry has it; undefined when new, held outside the reader's scope, or not looked up. */
  readonly known: RegisteredTeacher | undefined;
  readonly page: PageContext;
}

const fieldsOf = (change: ShownChange): readonly RecordField[] =>
  recordFields.filter((field) => change.kind === 'add' || change.cells[field] === undefined);

const sayHowMany = ({ change, page }: Omit<Props, 'known'>): string =>
  page.say(change.kind === 'add' ? words.restOfAdded : words.rest, { count: fieldsOf(change).length });

/** Where the rest is: the page of the change, or with htmx its record in the place of this link. */
export const RestLink = ({ setId, change, known, page }: Props & { setId: string }) => {
  // Whom a transfer names may stand outside the reader's scope; everybody else is the unit's own.
  if (change.kind === 'transfer' && known === undefined) return null;
  const address = `/change-sets/${setId}/changes/${change.id}`;
  return (
    <a class="rest" href={address} hx-get={address} hx-target="this" hx-swap="outerHTML">
      {sayHowMany({ change, page })}
    </a>
  );
};

/** Everything that the row says or the registry holds and that the change doesn't show. */
export const Rest = ({
  change,
  known,
  isAsked,
  page,
}: Props & { /** Takes the focus of the link that it replaces. */ isAsked?: boolean }) => {
  const isNew = change.kind === 'add';
  const cellOf = (field: RecordField): CellValue =>
    isNew ? (change.cells[field]?.new ?? null) : (known?.record[field] ?? null);
  if (!isNew && known === undefined) return null;
  return (
    <details class="rest" open>
      <summary autofocus={isAsked}>{sayHowMany({ change, page })}</summary>
      <Facts
        facts={fieldsOf(change).map((field) => ({
          term: labelOf(field, page.language),
          value: <CellText field={field} value={masked(field, cellOf(field))} page={page} />,
        }))}
      />
    </details>
  );
};

/** What takes the place of the link. */
export const RestFragment = ({ change, known }: OneChangeModel, page: PageContext) => (
  <Rest change={change} known={known.get(change.teacher_id ?? '')} isAsked page={page} />
);
