/** Writes plain tables as a workbook, a sheet each, or the first of them as .csv: text cells only, so no digit is lost. */
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvLine } from './csv.ts';
import { contentTypes, rootRelations, workbookRelations, workbookXml } from './roster-package.ts';
import { listSheet, type SheetColumn, type SheetValue } from './roster-sheet.ts';
import { stylesXml } from './roster-styles.ts';
import { type ZipPart, zipped } from './zip.ts';

export interface Table {
  /** Unique in the workbook; of more than 31 characters the first are taken. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetValue[])[];
}

const longestName_chars = 31;
/** What a sheet's name may not hold (ECMA-376 part 1, 18.2.19). */
const sheetName = (name: string): string => name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, longestName_chars);

function* parts(tables: readonly Table[]): Generator<ZipPart> {
  const sheets = tables.map(({ name }, at) => ({
    ...{ name: sheetName(name), part: `xl/worksheets/sheet${at + 1}.xml`, hasHeader: true },
  }));
  yield { name: '_rels/.rels', content: [rootRelations] };
  yield { name: 'xl/styles.xml', content: [stylesXml] };
  for (const [at, { part }] of sheets.entries()) {
    const table = tables[at];
    if (table !== undefined) yield { name: part, content: listSheet(table.columns, table.rows) };
  }
  yield { name: 'xl/workbook.xml', content: [workbookXml(sheets)] };
  yield { name: 'xl/_rels/workbook.xml.rels', content: [workbookRelations(sheets)] };
  yield { name: '[Content_Types].xml', content: [contentTypes(sheets)] };
}

/** Writes a workbook to `out` and ends it. The same tables give the same bytes. */
export const writeTablesXlsx = (out: Writable, tables: readonly Table[]): Promise<void> =>
  pipeline(Readable.from(zipped(parts(tables), 1)), out);

function* lines({ columns, rows }: Table): Generator<string> {
  yield `\ufeff${csvLine(columns.map(({ label }) => label.zh))}`;
  for (const row of rows) yield csvLine(row.map(String));
}

/** Writes one table as .csv to `out` and ends it: UTF-8 with BOM, by which Excel knows it. */
export const writeTableCsv = (out: Writable, table: Table): Promise<void> =>
  pipeline(Readable.from(lines(table)), out);
