/** Workbooks that people of the calendar make by themselves, and what they read in those that they take away. */
import ExcelJS from 'exceljs';
import { readWorkbook } from '../../../pipeline/read/read.ts';
import { enrolmentSheet } from '../../../schemas/sheets/enrolment.ts';
import { expertSheet } from '../../../schemas/sheets/expert.ts';
import { openBook } from '../clerk.ts';

type Cells<F extends string> = Readonly<Partial<Record<F, string>>>;

async function fileOf<F extends string>(
  columns: Readonly<Record<F, { readonly label: { readonly zh: string } }>>,
  rows: readonly Cells<F>[],
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Sheet1');
  const fields = Object.keys(columns) as F[];
  sheet.addRow(fields.map((field) => columns[field].label.zh));
  for (const row of rows) sheet.addRow(fields.map((field) => row[field] ?? null));
  return Buffer.from(await book.xlsx.writeBuffer());
}

const usual = { project: '2022年“互联网+教师专业发展”', id_type: '居民身份证' } as const;

/** Template B as somebody types it who has no template. */
export const enrolmentFile = (rows: readonly Cells<keyof typeof enrolmentSheet.columns>[]): Promise<Buffer> =>
  fileOf(
    enrolmentSheet.columns,
    rows.map((row) => ({ school_code: '2137000001', ...usual, ...row })),
  );

/** Template E likewise. */
export const expertFile = (rows: readonly Cells<keyof typeof expertSheet.columns>[]): Promise<Buffer> =>
  fileOf(
    expertSheet.columns,
    rows.map((row) => ({
      ...{ ...usual, project: `${usual.project}${row.stage}` },
      ...{ title: '高级', mobile: '13900000000', ...row },
    })),
  );

export type Table = readonly (readonly string[])[];

/** Every sheet as a reader of spreadsheets sees it, and as our own does: throws where they differ. */
export async function tablesIn(bytes: Buffer): Promise<ReadonlyMap<string, Table>> {
  const tables = new Map<string, string[][]>();
  for (const sheet of (await openBook(bytes)).worksheets) {
    const rows: string[][] = [];
    sheet.eachRow((row) => {
      const cells = Array.from({ length: row.cellCount }, (_, at) => row.getCell(at + 1).text);
      rows.push(cells.slice(0, cells.findLastIndex((text) => text !== '') + 1));
    });
    tables.set(
      sheet.name,
      rows.filter((cells) => cells.length > 0),
    );
  }
  for (const [name, rows] of tablesByUs(bytes)) {
    if (JSON.stringify(rows) !== JSON.stringify(tables.get(name)))
      throw new Error(`${name} is read in two ways`);
  }
  return tables;
}

export const tablesByUs = (bytes: Buffer): ReadonlyMap<string, Table> =>
  new Map(
    readWorkbook(bytes).sheets.map(({ name, rows }) => [
      name,
      rows.map(({ cells }) => {
        const texts: string[] = [];
        for (const { column, text } of cells) texts[column] = text;
        return Array.from(texts, (text) => text ?? '');
      }),
    ]),
  );

/** Rows below a line of headings, each cell under the Chinese one; what a row lacks is blank. */
export type Records = readonly Readonly<Record<string, string>>[];

export function recordsOf(table: Table | undefined): Records {
  const [head = [], ...rows] = table ?? [];
  const names = head.map((text) => text.split('\n')[0] ?? '');
  return rows.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])));
}

export const csvIn = (bytes: Buffer): Records => recordsOf([...tablesByUs(bytes).values()][0]);

export function countedBy(rows: Records, keyOf: (row: Records[number]) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[keyOf(row)] = (counts[keyOf(row)] ?? 0) + 1;
  return counts;
}
