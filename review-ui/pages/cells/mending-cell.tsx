/** One cell to mend: its text in a field, what is wrong with it below, and what may stand there at a click. */

import type { Column } from '../../../schemas/column.ts';
import type { Issue } from '../../../schemas/issue.ts';
import type { TemplateId } from '../../../schemas/sheets.ts';
import type { PageContext } from '../../page.ts';
import { cellId, rowFormId } from './cells-address.ts';
import type { MendableCell } from './cells-model.ts';
import { Told } from './told.tsx';
import { words } from './words.ts';

export interface MendingCellProps {
  readonly uploadId: string;
  readonly template: TemplateId;
  readonly row: number;
  readonly cell: MendableCell;
  readonly column: Column;
  /** Whether the cell's label is shown beside it: in a column of its own the heading says it. */
  readonly isLabelled?: boolean;
  readonly isDisabled: boolean;
  readonly page: PageContext;
}

const worst = (issues: readonly Issue[]): Issue['severity'] | undefined =>
  (['error', 'warning'] as const).find((severity) => issues.some((issue) => issue.severity === severity));

export const MendingCell = (props: MendingCellProps) => {
  const { row, cell, column, isLabelled, page } = props;
  const { field, issues } = cell;
  const told = issues.filter(({ severity }) => severity !== 'note');
  return (
    <div class={`mending-cell ${worst(issues) ?? ''}`}>
      {isLabelled && <label for={cellId(row, field)}>{page.say(column.label)}</label>}
      <Field {...props} />
      {told.length > 0 && (
        <div id={`${cellId(row, field)}-about`} class="cell-issues">
          {told.map((issue) => (
            <Told key={issue.rule} issue={issue} formId={rowFormId(row)} {...props} />
          ))}
        </div>
      )}
    </div>
  );
};

/** A cell whose number is hidden is replaced as a whole: its field is blank, and a blank one changes nothing. */
const Field = ({ row, cell, column, isLabelled, isDisabled, page }: MendingCellProps) => {
  const { field, text, hidden, issues } = cell;
  const hasList = column.choices.length > 0 || column.kind === 'yes_no';
  return (
    <input
      id={cellId(row, field)}
      name={`${hidden ? 'new' : 'cell'}.${field}`}
      form={rowFormId(row)}
      value={hidden ? '' : text}
      placeholder={hidden ? text : undefined}
      title={hidden ? page.say(words.hidden) : undefined}
      list={hasList ? `list-${field}` : undefined}
      class={column.personal ? 'mono' : undefined}
      autocomplete="off"
      spellcheck={false}
      disabled={isDisabled}
      data-column={field}
      aria-label={isLabelled ? undefined : `${page.say(words.rowOf, { row })} ${page.say(column.label)}`}
      aria-invalid={worst(issues) === 'error' ? 'true' : undefined}
      aria-describedby={worst(issues) === undefined ? undefined : `${cellId(row, field)}-about`}
    />
  );
};
