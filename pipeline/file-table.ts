/** The table of a file as its sender typed it: texts, not values, for whoever mends a row. */
import type { ExamineContext } from '../schemas/examined.ts';
import type { FileTable, WantedRows } from '../schemas/file-table.ts';
import type { Row } from '../schemas/workbook.ts';
import { tableOf } from './examine.ts';
import { opened } from './opened.ts';
import { folded } from './text.ts';

/** Whether a row is asked for; blanks and widths of what is looked for don't matter. */
function wants(wanted: WantedRows): (row: Row) => boolean {
  if ('rows' in wanted) {
    const numbers = new Set(wanted.rows);
    return ({ number }) => numbers.has(number);
  }
  const sought = folded(wanted.holding);
  return ({ number, cells }) =>
    String(number) === sought || cells.some(({ text }) => folded(text).includes(sought));
}

function textsOf(row: Row, fieldAt: ReadonlyMap<number, string>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const { column, text } of row.cells) {
    const field = fieldAt.get(column);
    if (field !== undefined) texts[field] = text;
  }
  return texts;
}

/**
 * Some rows of the file's table, mended ones as they are now, in the order of the file; rows that it hasn't got are left out.
 * @throws RefusedFile as `examine` does
 */
export function fileTable(bytes: Uint8Array, context: ExamineContext, wanted: WantedRows): FileTable {
  const { table } = tableOf(opened(bytes, context), context);
  const fieldAt = new Map(Array.from(table.columns, ([field, column]) => [column, field]));
  const most = 'most' in wanted ? wanted.most : Number.POSITIVE_INFINITY;
  const rows = table.sheet.rows.slice(table.start).filter(wants(wanted)).slice(0, most);
  return {
    template: table.definition.id,
    sheet: table.sheet.name,
    columns: Object.fromEntries(table.columns),
    rows: rows.map((row) => ({ row: row.number, texts: textsOf(row, fieldAt) })),
  };
}
