/** What a submitted row form changes: cells with another text, a proposal that was taken, or the whole row gone. */
import type { FileRow, FileTable } from '../../../schemas/file-table.ts';
import type { Issue } from '../../../schemas/issue.ts';
import type { Edit } from '../../../schemas/mending.ts';
import { problem } from '../../../schemas/problem.ts';
import type { RowBody } from './inputs.ts';

/** A browser drops line ends from what a one-line field holds: that is no change by the person. */
const inOneLine = (text: string): string => text.replace(/[\r\n]/g, '');

/** The text that the form gives a field, or nothing where it says the same as before. */
function typed(body: RowBody, field: string, before: string): string | undefined {
  const replaced = body[`new.${field}`];
  if (replaced !== undefined) return replaced === '' ? undefined : String(replaced);
  const text = body[`cell.${field}`];
  return text === undefined || text === inOneLine(before) ? undefined : String(text);
}

function proposed(use: string, issues: readonly Issue[]): { column: number | null; text: string } {
  const [rule, field, index] = use.split('/');
  const issue = issues.find((one) => one.rule === rule && one.field === field);
  const repair = issue?.repairs?.[Number(index)];
  // The row may have been mended meanwhile, by somebody else or in another tab.
  if (repair === undefined) throw problem('stale');
  return { column: repair.column, text: repair.text };
}

/**
 * The edits of one form. Cells of columns that the file hasn't got can't be mended and are left out.
 * @param row undefined where it is none of the table: in the header only a proposal can be taken
 * @param issues findings of the row, for the proposals that they carry
 */
export function rowEdits(
  body: RowBody,
  { sheet, columns }: Pick<FileTable, 'sheet' | 'columns'>,
  row: FileRow | undefined,
  issues: readonly Issue[],
): Edit[] {
  const place = { sheet, row: body.row };
  const taken = typeof body.use === 'string' ? [{ ...place, ...proposed(body.use, issues) }] : [];
  if (row === undefined) {
    if (taken.length === 0) throw problem('no-such-cell', { cell: String(body.row) });
    return taken;
  }
  if (body.remove !== undefined) return [{ ...place, column: null, text: '' }];
  const edits = Object.entries(columns).flatMap(([field, column]) => {
    const text = typed(body, field, row.texts[field] ?? '');
    return text === undefined ? [] : [{ ...place, column, text }];
  });
  return [...edits, ...taken];
}
