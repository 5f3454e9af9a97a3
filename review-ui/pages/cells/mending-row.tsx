/** One row to mend: a form of its own, sent when a cell changes; columns of the page first, all others behind a toggle. */

import { describe } from '../../../pipeline/describe.ts';
import type { Column } from '../../../schemas/column.ts';
import type { TemplateId } from '../../../schemas/sheets.ts';
import { definitions } from '../../../schemas/sheets.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { rowFormId, rowId } from './cells-address.ts';
import type { MendableCell, MendableRow } from './cells-model.ts';
import { MendingCell } from './mending-cell.tsx';
import { words } from './words.ts';

interface Props {
  readonly uploadId: string;
  readonly template: TemplateId;
  readonly row: MendableRow;
  readonly columns: Readonly<Record<string, Column>>;
  /** Fields with a column of their own on the page. */
  readonly shown: readonly string[];
  readonly isDisabled: boolean;
  readonly page: PageContext;
}

const isFaulty = ({ issues }: MendableCell): boolean => issues.some(({ severity }) => severity === 'error');
const isTold = ({ issues }: MendableCell): boolean => issues.some(({ severity }) => severity !== 'note');

export const MendingRow = (props: Props) => {
  const { row, columns, shown, page } = props;
  const others = row.cells.filter(({ field }) => !shown.includes(field));
  return (
    <tr id={rowId(row.row)} class={row.cells.some(isFaulty) ? 'faulty' : undefined} data-mending-row>
      <th scope="row" data-label={page.say(words.rowHead)}>
        <RowHead {...props} />
      </th>
      {shown.map((field) => (
        <td key={field} data-label={columns[field] && page.say(columns[field].label)}>
          <Cells {...props} cells={row.cells.filter((cell) => cell.field === field)} />
        </td>
      ))}
      <td data-label={page.say(words.otherCells)}>
        <Cells {...props} cells={others.filter(isTold)} isLabelled />
        <details>
          <summary>{page.say(words.otherCells)}</summary>
          <div class="other-cells">
            <Cells {...props} cells={others.filter((cell) => !isTold(cell))} isLabelled />
          </div>
        </details>
      </td>
    </tr>
  );
};

const Cells = ({
  cells,
  isLabelled = false,
  columns,
  row,
  ...props
}: Props & { cells: readonly MendableCell[]; isLabelled?: boolean }) => (
  <>
    {cells.map((cell) => {
      const column = columns[cell.field];
      return column === undefined ? null : (
        <MendingCell key={cell.field} {...props} {...{ cell, column, isLabelled }} row={row.row} />
      );
    })}
  </>
);

/** The first button of the form is the one that a bare Enter presses, so it must be the harmless one. */
const RowHead = ({ uploadId, template, row, shown, isDisabled, page }: Props) => (
  <form
    id={rowFormId(row.row)}
    class="row-form"
    method="post"
    action={`/uploads/${uploadId}/cells`}
    hx-post={`/uploads/${uploadId}/cells`}
    hx-trigger={`submit, change from:#${rowId(row.row)}`}
    hx-target={`#${rowId(row.row)}`}
    hx-swap="outerMorph"
    hx-sync="#mending:queue all"
  >
    <CsrfField page={page} />
    <input type="hidden" name="row" value={row.row} />
    <input type="hidden" name="shown" value={shown.join(' ')} />
    <input type="hidden" name="back" value={`${page.here}#${rowId(row.row)}`} />
    <span class="row-number num">{row.row}</span> <span class="row-name">{row.name}</span>
    {!isDisabled && (
      <span class="row-actions">
        <button type="submit" class="quiet check-row">
          {page.say(words.checkRow)}
        </button>
        <Button
          kind="quiet"
          icon="cross"
          name="remove"
          value="1"
          label={page.say(words.removeOf, { row: row.row, name: row.name })}
        >
          {page.say(words.remove)}
        </Button>
      </span>
    )}
    {row.issues
      .filter(({ severity }) => severity !== 'note')
      .map((issue) => (
        <p key={issue.rule} class={`told ${issue.severity}`}>
          {describe(issue, page.language, definitions[template]).message}
        </p>
      ))}
  </form>
);
