/** Reads .xls (BIFF8, [MS-XLS]): only what a cell holds, counted and bounded like any other file. */
import { RefusedFile } from '../../schemas/refusal.ts';
import type { ReadLimits, Sheet, Workbook } from '../../schemas/workbook.ts';
import { ids, type ListedSheet, Records, requireWholeWorkbook } from './biff.ts';
import { sharedStringsAt, shortStringAt, stringAt } from './biff-strings.ts';
import { Budget } from './budget.ts';
import { workbookStreamOf } from './compound.ts';
import { isDateFormat } from './numbers.ts';
import { type CellGlobals, rowsOf } from './xls-cells.ts';

interface Globals extends CellGlobals {
  readonly sheets: readonly (ListedSheet & { readonly name: string })[];
}

/** @throws RefusedFile, and nothing else, whatever the bytes are */
export function readXls(
  bytes: Uint8Array,
  limits: ReadLimits,
  onRows?: (rowsRead: number) => void,
): Workbook {
  const stream = workbookStreamOf(bytes);
  requireWholeWorkbook(stream);
  const globals = globalsOf(stream, limits);
  const budget = new Budget(limits, onRows);
  const sheets = globals.sheets.map(({ name, hidden, position }): Sheet => {
    const records = new Records(stream, position);
    return { name, hidden, rows: rowsOf(records, globals, budget) };
  });
  budget.finish();
  return { format: 'xls', ...(globals.from1904 ? { from1904: true } : {}), sheets };
}

function globalsOf(stream: Uint8Array, limits: ReadLimits): Globals {
  const records = new Records(stream);
  const sheets: (ListedSheet & { name: string })[] = [];
  const formats = new Map<number, string>();
  const formatOfStyle: number[] = [];
  let strings: string[] = [];
  let from1904 = false;
  while (records.next() && records.id !== ids.eof) {
    if (records.id === ids.date_mode) from1904 = records.u16(0) === 1;
    else if (records.id === ids.format) formats.set(records.u16(0), stringAt(records, 2));
    else if (records.id === ids.xf) formatOfStyle.push(records.u16(2));
    else if (records.id === ids.strings) strings = sharedStringsAt(records, limits.unpacked_bytes);
    else if (records.id === ids.bound_sheet) {
      const [position, state] = [records.u32(0), records.u8(4)];
      sheets.push({ position, hidden: (state & 3) !== 0, name: shortStringAt(records, 6) });
    }
    if (sheets.length > limits.sheets) throw new RefusedFile('too-many-sheets', { limit: limits.sheets });
  }
  const dateStyles = formatOfStyle.map((format) => isDateFormat(format, formats.get(format)));
  return { sheets, strings, dateStyles, from1904 };
}
