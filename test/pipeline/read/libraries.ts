/** What other libraries say of the same workbook, in our terms, for the differential test. */
import * as XLSX from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { readXlsx } from 'hucre';
import { read } from './workbook.ts';

/** Cell texts by `sheet!row,column` (zero-based column); numbers and dates in the shape of our reader. */
export type Answers = Map<string, string>;

export type Library = 'exceljs' | 'SheetJS' | 'hucre';

/** A date without a time of day is a day. All libraries mean UTC; SheetJS cuts to milliseconds, so round to the second. */
export function textOfDate(date: Date): string {
  const rounded = new Date(Math.round(date.getTime() / 1000) * 1000);
  const [day = '', time = ''] = rounded.toISOString().split(/[T.]/);
  return time === '00:00:00' ? day : `${day} ${time}`;
}

export function textOf(value: unknown): string {
  if (value instanceof Date) return textOfDate(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value === null || value === undefined ? '' : String(value);
}

function put(answers: Answers, sheet: string, row: number, column: number, value: unknown): void {
  const text = textOf(value);
  if (text !== '') answers.set(`${sheet}!${row},${column}`, text);
}

export async function exceljsSays(bytes: Buffer): Promise<Answers> {
  const answers: Answers = new Map();
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Uint8Array.from(bytes).buffer);
  book.eachSheet((sheet) => {
    sheet.eachRow((row, number) => {
      row.eachCell((cell, column) => put(answers, sheet.name, number, column - 1, exceljsValue(cell.value)));
    });
  });
  return answers;
}

function exceljsValue(value: ExcelJS.CellValue): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('error' in value) return value.error;
  if ('hyperlink' in value) return value.text;
  if ('result' in value) return exceljsValue(value.result ?? null);
  return '';
}

export async function sheetjsSays(bytes: Buffer): Promise<Answers> {
  const answers: Answers = new Map();
  const book = XLSX.read(bytes, { type: 'buffer', dense: true, cellDates: true, UTC: true });
  for (const name of book.SheetNames) {
    const data = (book.Sheets[name] as XLSX.DenseWorkSheet | undefined)?.['!data'] ?? [];
    data.forEach((row, index) => {
      row?.forEach((cell, column) => {
        put(answers, name, index + 1, column, cell?.t === 'e' ? cell.w : cell?.v);
      });
    });
  }
  return answers;
}

export async function hucreSays(bytes: Buffer): Promise<Answers> {
  const answers: Answers = new Map();
  for (const sheet of (await readXlsx(bytes)).sheets) {
    sheet.rows.forEach((row, index) => {
      row.forEach((value, column) => {
        put(answers, sheet.name, index + 1, column, value);
      });
    });
  }
  return answers;
}

/** The same of our own reader. */
export function oursSays(bytes: Buffer): Answers {
  const answers: Answers = new Map();
  for (const sheet of read(bytes).sheets) {
    for (const { number, cells } of sheet.rows) {
      for (const { column, text } of cells) answers.set(`${sheet.name}!${number},${column}`, text);
    }
  }
  return answers;
}
