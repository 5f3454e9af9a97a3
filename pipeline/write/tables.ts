/** Writes plain tables as a workbook, a sheet each, or one of them as .csv: text cells only, so no digit is lost. */
import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvLine } from './csv.ts';
import { contentTypes, rootRelations, workbookRelations, workbookXml } from './roster-package.ts';
import { listSheet, type SheetColumn, type SheetValue } from './roster-sheet.ts';
import { styles, stylesXml } from './roster-styles.ts';
import { closing, coverOpening, textCell } from './sheet-parts.ts';
import { type ZipPart, zipped } from './zip.ts';

export interface Table {
  /** Unique in the workbook; of more than 31 characters the first are taken. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetValue[])[];
}

/** What stands before the tables of a file that must not wander, and around each printed page of it. */
export interface Marked {
  readonly title: string;
  readonly mark?: string;
  readonly facts?: readonly (readonly [string, string])[];
}

const longestName_chars = 31;
/** What a sheet's name may not hold (ECMA-376 part 1, 18.2.19). */
const sheetName = (name: string): string => name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, longestName_chars);

function frontSheet({ title, mark, facts = [] }: Marked): string {
  const lines = facts.map(
    ([label, value], at) =>
      `<row r="${at + 2}">${textCell('A', at + 2, styles.label, label)}${textCell('B', at + 2, styles.plain, value)}</row>`,
  );
  const head = `<row r="1" ht="30" customHeight="1">${textCell('A', 1, styles.title, title)}</row>`;
  return coverOpening([18, 60]) + head + lines.join('') + closing('', mark);
}

function* parts(tables: readonly Table[], marked: Marked): Generator<ZipPart> {
  const { mark } = marked;
  const lists = tables.map(({ name, columns, rows }) => ({
    ...{ name: sheetName(name), hasHeader: true },
    content: listSheet(columns, [rows], () => mark),
  }));
  const front = { name: '说明', hasHeader: false, content: [frontSheet(marked)] };
  const sheets = (mark === undefined ? lists : [front, ...lists]).map((sheet, at) => ({
    ...sheet,
    part: `xl/worksheets/sheet${at + 1}.xml`,
  }));
  yield { name: '_rels/.rels', content: [rootRelations] };
  yield { name: 'xl/styles.xml', content: [stylesXml] };
  for (const { part, content } of sheets) yield { name: part, content };
  yield { name: 'xl/workbook.xml', content: [workbookXml(sheets)] };
  yield { name: 'xl/_rels/workbook.xml.rels', content: [workbookRelations(sheets)] };
  yield { name: '[Content_Types].xml', content: [contentTypes(sheets)] };
}

/** Writes a workbook to `out` and ends it. The same tables give the same bytes. */
export const writeTablesXlsx = (out: Writable, tables: readonly Table[], marked: Marked): Promise<void> =>
  pipeline(Readable.from(zipped(parts(tables, marked), 1)), out);

function* lines({ columns, rows }: Table): Generator<string> {
  yield `\ufeff${csvLine(columns.map(({ label }) => label.zh))}`;
  for (const row of rows) yield csvLine(row.map(String));
}

/** Writes one table as .csv to `out` and ends it: UTF-8 with BOM, by which Excel knows it. */
export const writeTableCsv = (out: Writable, table: Table): Promise<void> =>
  pipeline(Readable.from(lines(table)), out);

/** SHA-256 of the texts of a table in their order, hexadecimal. */
export function tableDigest({ rows }: Pick<Table, 'rows'>): string {
  const digest = createHash('sha256');
  for (const row of rows) digest.update(`${row.join('\u001f')}\u001e`, 'utf8');
  return digest.digest('hex');
}
