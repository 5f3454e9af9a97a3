/** The cells of one sheet of an old workbook: one small reader for each kind of record that holds a cell ([MS-XLS] 2.4). */
import type { Cell, CellType, Row } from '../../schemas/workbook.ts';
import { damagedWorkbook, ids, type Records } from './biff.ts';
import { stringAt } from './biff-strings.ts';
import type { Budget } from './budget.ts';
import { makeCell } from './cell.ts';
import { dateOf, decimalOf } from './numbers.ts';

/** What the cells of all sheets need from their workbook. */
export interface CellGlobals {
  readonly strings: readonly string[];
  /** By index of a cell's format: does it show dates? */
  readonly dateStyles: readonly boolean[];
  readonly from1904: boolean;
}

type Value = readonly [type: CellType, text: string];

/** [MS-XLS] 2.5.10 */
const errorTexts: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
};

const truthOf = (value: number): Value => ['boolean', value === 0 ? 'FALSE' : 'TRUE'];
const errorOf = (code: number): Value => ['error', errorTexts[code] ?? '#ERR!'];

function numberOf(value: number, style: number, { dateStyles, from1904 }: CellGlobals): Value {
  const decimal = decimalOf(String(value));
  if (decimal === undefined) throw damagedWorkbook();
  const date = dateStyles[style] ? dateOf(value, from1904) : undefined;
  return date === undefined ? ['number', decimal] : ['date', date];
}

const scratch = new DataView(new ArrayBuffer(8));
/** A number in four bytes (2.5.217): an integer or the upper half of a float, either of them perhaps a hundredfold. */
function rkValue(rk: number): number {
  let value = rk >> 2;
  if ((rk & 2) === 0) {
    scratch.setUint32(0, rk & 0xfffffffc);
    scratch.setUint32(4, 0);
    value = scratch.getFloat64(0);
  }
  return (rk & 1) === 0 ? value : value / 100;
}

function sharedString(index: number, { strings }: CellGlobals): Value {
  const text = strings[index];
  if (text === undefined) throw damagedWorkbook();
  return ['text', text];
}

/** A formula with the value that it had when the file was saved. */
function formulaOf(records: Records, globals: CellGlobals): Value {
  if (records.u16(12) !== 0xffff) return numberOf(records.f64(6), records.u16(4), globals);
  const [kind, value] = [records.u8(6), records.u8(8)];
  if (kind === 1) return truthOf(value);
  if (kind === 2) return errorOf(value);
  return ['text', kind === 0 ? formulaText(records) : ''];
}

/** Its text stands in a record of its own; between the two the sheet may keep what the formula shares with others. */
function formulaText(records: Records): string {
  while (records.next()) {
    if (records.id === ids.string) return stringAt(records, 0);
    if (records.id === ids.formula || records.id === ids.eof) break;
  }
  throw damagedWorkbook();
}

type ReadCell = (records: Records, globals: CellGlobals) => Value;

/** Records that hold one cell: after row, column and style, six bytes in all, its value. */
const single: ReadonlyMap<number, ReadCell> = new Map<number, ReadCell>([
  [ids.label_sst, (records, globals) => sharedString(records.u32(6), globals)],
  [ids.label, (records) => ['text', stringAt(records, 6)]],
  [ids.rich_string, (records) => ['text', stringAt(records, 6)]],
  [ids.number, (records, globals) => numberOf(records.f64(6), records.u16(4), globals)],
  [ids.rk, (records, globals) => numberOf(rkValue(records.u32(6)), records.u16(4), globals)],
  [ids.bool_or_error, (records) => (records.u8(7) === 1 ? errorOf : truthOf)(records.u8(6))],
  [ids.formula, formulaOf],
]);

/** Cells by row and column, each once. */
class Grid {
  readonly #rows = new Map<number, Map<number, Cell>>();
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** @throws RefusedFile `damaged` for a cell that stands twice: choosing would be guessing */
  put(row: number, column: number, [type, text]: Value, isFormula: boolean): void {
    if (text === '' && !isFormula) return;
    this.#budget.takeCell(column, row + 1, text);
    const cells = this.#rows.get(row) ?? new Map<number, Cell>();
    this.#rows.set(row, cells);
    if (cells.has(column)) throw damagedWorkbook();
    cells.set(column, makeCell(column, type, text, isFormula));
  }

  rows(): Row[] {
    return [...this.#rows]
      .toSorted(([a], [b]) => a - b)
      .map(([row, cells]) => {
        this.#budget.takeRow();
        return { number: row + 1, cells: [...cells.values()].toSorted((a, b) => a.column - b.column) };
      });
  }
}

const WORKSHEET = 0x0010;
const PAIR_BYTES = 6;

/**
 * Rows with content in the order of the sheet; a page that is no worksheet, such as a chart, has none.
 * @param records before the first record of the sheet
 */
export function rowsOf(records: Records, globals: CellGlobals, budget: Budget): Row[] {
  if (!records.next() || records.u16(2) !== WORKSHEET) return [];
  const grid = new Grid(budget);
  for (let depth = 1; depth > 0 && records.next(); ) {
    if (records.id === ids.bof) depth++;
    else if (records.id === ids.eof) depth--;
    else if (depth === 1) readRecord(records, globals, grid);
  }
  return grid.rows();
}

function readRecord(records: Records, globals: CellGlobals, grid: Grid): void {
  const read = single.get(records.id);
  if (read !== undefined) {
    // The cursor moves on where a value takes more than one record.
    const [row, column, isFormula] = [records.u16(0), records.u16(2), records.id === ids.formula];
    grid.put(row, column, read(records, globals), isFormula);
  } else if (records.id === ids.many_rk) {
    // Several numbers side by side: row, first column, then pairs of style and value, and the last column.
    const [row, first] = [records.u16(0), records.u16(2)];
    const count = Math.floor((records.length - 6) / PAIR_BYTES);
    for (let n = 0; n < count; n++) {
      const at = 4 + n * PAIR_BYTES;
      const value = numberOf(rkValue(records.u32(at + 2)), records.u16(at), globals);
      grid.put(row, first + n, value, false);
    }
  }
}
