/** Decides how a cell is stored when a file is written again: as text, unless text would hide what is wrong with it. */
import type { CellErrorValue, CellValue as ExcelValue } from 'exceljs';
import type { ColumnKind } from '../../schemas/column.ts';
import type { Cell, CellType } from '../../schemas/workbook.ts';
import { cleaned, narrow } from '../text.ts';

/** Cells of a kind whose verdict hangs on how they were stored: as text they would pass, or pass for something else. */
const storageMatters: Readonly<Partial<Record<ColumnKind, readonly CellType[]>>> = {
  identity_number: ['number', 'date'],
  certificate: ['number', 'date'],
  month: ['number'],
};

/** In a file without types a month such as 2022.1 may have been a number; as a number it stays in doubt. */
const TRIMMED_MONTH = /^\d{4}\.1$/;

const errorValues: readonly string[] = ['#N/A', '#REF!', '#NAME?', '#DIV/0!', '#NULL!', '#VALUE!', '#NUM!'];
const isErrorValue = (text: string): text is CellErrorValue['error'] => errorValues.includes(text);

/** What XML can't hold, what exceljs leaves out, and what a reader takes for one of them (ECMA-376 part 1, 22.9.2.19). */
const NEEDS_CODE = /\p{Cc}|[\ufffe\uffff]|_(?=x[\dA-Fa-f]{4}_)/gu;

const coded = (character: string): string =>
  character === '\n' || character === '\t'
    ? character
    : `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** The text as exceljs must be given it for all of it to arrive. */
export const safeText = (text: string): string => text.replace(NEEDS_CODE, coded);

/** `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`, as readers give dates. */
const instantOf = (text: string): Date =>
  new Date(`${text.replace(' ', 'T')}${text.includes(' ') ? 'Z' : ''}`);

/**
 * The value to store. Read again, it gets the verdict that the cell got; it is never a formula.
 * @param kind of the column it stands in; undefined for one that is not read
 */
export function storedValue(cell: Cell, kind: ColumnKind | undefined, isUntyped: boolean): ExcelValue {
  const { type, text } = cell;
  if (type === 'error') return { error: isErrorValue(text) ? text : '#VALUE!' };
  const matters = kind !== undefined && storageMatters[kind]?.includes(type) === true;
  if (matters && type === 'number') return Number(text);
  if (matters && type === 'date') return instantOf(text);
  if (isUntyped && kind === 'month' && TRIMMED_MONTH.test(narrow(cleaned(text)))) {
    return Number(narrow(cleaned(text)));
  }
  return safeText(text);
}
