/** Workbooks that people of the calendar make by themselves. */
import ExcelJS from 'exceljs';
import { enrolmentSheet } from '../../../schemas/sheets/enrolment.ts';

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
