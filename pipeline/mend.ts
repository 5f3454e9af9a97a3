/** Lays a person's edits over a workbook as it was sent. */
import type { Edit } from '../schemas/mending.ts';
import type { Cell, Row, Sheet, Workbook } from '../schemas/workbook.ts';

/** Column → text of the cells of one row; null when the row was taken out. */
type RowEdits = Map<number, string> | null;

/** The last word on each cell, by row; a row that was taken out says nothing more. */
function bySheet(edits: readonly Edit[]): Map<string, Map<number, RowEdits>> {
  const sheets = new Map<string, Map<number, RowEdits>>();
  for (const { sheet, row, column, text } of edits) {
    const rows = sheets.get(sheet) ?? new Map<number, RowEdits>();
    sheets.set(sheet, rows);
    if (column === null) {
      rows.set(row, null);
      continue;
    }
    const cells = rows.get(row);
    if (cells === undefined) rows.set(row, new Map([[column, text]]));
    else cells?.set(column, text);
  }
  return sheets;
}

function mendedCells(cells: readonly Cell[], edits: ReadonlyMap<number, string>): Cell[] {
  const kept = cells.filter(({ column }) => !edits.has(column));
  const typed = Array.from(edits, ([column, text]): Cell => ({ column, type: 'text', text }));
  return [...kept, ...typed.filter(({ text }) => text !== '')].toSorted((a, b) => a.column - b.column);
}

function mendedRow(row: Row, edits: RowEdits | undefined): Row[] {
  if (edits === null) return [];
  if (edits === undefined) return [row];
  const cells = mendedCells(row.cells, edits);
  return cells.length === 0 ? [] : [{ number: row.number, cells }];
}

function mendedSheet(sheet: Sheet, edits: ReadonlyMap<number, RowEdits> | undefined): Sheet {
  if (edits === undefined) return sheet;
  return { ...sheet, rows: sheet.rows.flatMap((row) => mendedRow(row, edits.get(row.number))) };
}

/**
 * The workbook as it is after the edits, in the order they were made: the last text of a cell counts. An edit of a row or
 * sheet that the file hasn't got changes nothing.
 */
export function mended(workbook: Workbook, edits: readonly Edit[]): Workbook {
  if (edits.length === 0) return workbook;
  const sheets = bySheet(edits);
  return { ...workbook, sheets: workbook.sheets.map((sheet) => mendedSheet(sheet, sheets.get(sheet.name))) };
}
