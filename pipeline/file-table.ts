/** The table of a file as its sender typed it: texts, not values, for whoever mends a row. */
import type { ExamineContext } from '../schemas/examined.ts';
import type { FileTable } from '../schemas/file-table.ts';
import { tableOf } from './examine.ts';
import { mended } from './mend.ts';
import { readWorkbook } from './read/read.ts';

/**
 * Some rows of the file's table, mended ones as they are now, in the order of the file; rows that it hasn't got are left out.
 * @param wanted row numbers as the spreadsheet shows them
 * @throws RefusedFile as `examine` does
 */
export function fileTable(bytes: Uint8Array, context: ExamineContext, wanted: readonly number[]): FileTable {
  const workbook = mended(readWorkbook(bytes, context.limits), context.edits ?? []);
  const { table } = tableOf(workbook, context);
  const asked = new Set(wanted);
  const fieldAt = new Map(Array.from(table.columns, ([field, column]) => [column, field]));
  const rows = table.sheet.rows.filter(({ number }) => asked.has(number));
  return {
    template: table.definition.id,
    sheet: table.sheet.name,
    columns: Object.fromEntries(table.columns),
    rows: rows.map(({ number, cells }) => ({
      row: number,
      texts: Object.fromEntries(
        cells.flatMap(({ column, text }) => {
          const field = fieldAt.get(column);
          return field === undefined ? [] : [[field, text]];
        }),
      ),
    })),
  };
}
