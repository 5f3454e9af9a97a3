/** A workbook in the hands of a clerk: opened, its cells changed below their headings, and saved by a program that isn't ours. */
import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import type { Locator, Page } from 'playwright-core';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a click puts into the folder of downloads. */
export async function downloaded(page: Page, link: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The sheet that is seen, with its columns by the heading above them; rows count as the spreadsheet shows them. */
export interface OpenSheet {
  /** The row in which a cell says exactly this. */
  rowOf(text: string): number;
  textAt(row: number, heading: string): string;
  write(row: number, cells: Readonly<Record<string, string | null>>): void;
  /** Empties a row, as the key Delete does. */
  clear(row: number): void;
  /** What the drop-down of a cell offers. */
  choicesAt(row: number, heading: string): string[];
  saved(): Promise<Buffer>;
}

export async function openSheet(bytes: Buffer): Promise<OpenSheet> {
  const book = await openBook(bytes);
  const sheet = book.worksheets.find(({ state }) => state === 'visible');
  if (sheet === undefined) throw new Error('the workbook has no sheet to see');
  const rowOf = (isIt: (text: string) => boolean, what: string): number => {
    let found = 0;
    sheet.eachRow((row, number) => {
      row.eachCell((cell) => {
        if (found === 0 && isIt(cell.text)) found = number;
      });
    });
    if (found === 0) throw new Error(`no row says ${what}`);
    return found;
  };
  const columns = new Map<string, number>();
  const headings = sheet.getRow(rowOf((text) => text.startsWith('姓名'), '姓名'));
  headings.eachCell((cell, column) => {
    columns.set(cell.text.split('\n')[0]?.replace(/[*＊※\s]/g, '') ?? '', column);
  });
  const cellAt = (row: number, heading: string): ExcelJS.Cell => {
    const column = columns.get(heading);
    if (column === undefined) throw new Error(`no column is headed ${heading}`);
    return sheet.getCell(row, column);
  };
  return {
    rowOf: (text) => rowOf((one) => one === text, text),
    textAt: (row, heading) => cellAt(row, heading).text,
    write(row, cells) {
      for (const [heading, value] of Object.entries(cells)) cellAt(row, heading).value = value;
    },
    clear(row) {
      sheet.getRow(row).eachCell((cell) => {
        cell.value = null;
      });
    },
    choicesAt: (row, heading) => choicesOf(book, sheet, cellAt(row, heading)),
    saved: async () => Buffer.from(await book.xlsx.writeBuffer()),
  };
}

export async function openBook(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Uint8Array.from(bytes).buffer);
  return book;
}

/** Follows a list as spreadsheets do: a range, or a name that is made of what another cell of the row says. */
function choicesOf(book: ExcelJS.Workbook, sheet: ExcelJS.Worksheet, cell: ExcelJS.Cell): string[] {
  const formula = String(cell.dataValidation?.formulae[0] ?? '');
  const [, start, column] = /^INDIRECT\("(\w+)"&\$([A-Z]+)\d+\)$/.exec(formula) ?? [];
  const range =
    start === undefined
      ? formula
      : (book.definedNames.getRanges(`${start}${sheet.getCell(`${column}${cell.row}`).text}`).ranges[0] ??
        '');
  const [, name = '', letter, first, last] =
    /^'?(\w+)'?!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)$/.exec(range) ?? [];
  const lists = book.getWorksheet(name);
  if (lists === undefined) throw new Error(`no list stands behind ${cell.address}: ${formula}`);
  const count = Number(last) - Number(first) + 1;
  return Array.from({ length: count }, (_, at) => lists.getCell(`${letter}${Number(first) + at}`).text);
}
