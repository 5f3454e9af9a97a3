/** Writes a file again for its sender: the template around the rows as they were typed, with every finding at its cell. */
import type { CellValue } from '../../schemas/change.ts';
import { mostRowsAnnotated } from '../../schemas/desk.ts';
import type { Examined } from '../../schemas/examined.ts';
import type { Issue } from '../../schemas/issue.ts';
import type { Language } from '../../schemas/language.ts';
import { RefusedFile } from '../../schemas/refusal.ts';
import type { ReadLimits, Row, Sheet, Workbook } from '../../schemas/workbook.ts';
import type { Table } from '../headers.ts';
import { RowSorter } from '../rows.ts';
import { STAMP_SHEET } from '../stamp.ts';
import { columnLetters } from '../text.ts';
import { type Layout, layoutOf, MARKS } from './annotated-columns.ts';
import { byRow, inOrder, type Located, located } from './annotated-findings.ts';
import { LIST_SHEET, type Listing, writeIssueList } from './annotated-list.ts';
import { carriedSheets, nameFor, writeCarried } from './annotated-others.ts';
import { writeColumns, writeRows } from './annotated-rows.ts';
import { safeText } from './annotated-storage.ts';
import { addValidations, LISTS_SHEET, markMissing, writeLists } from './template-checks.ts';
import { HEADER_ROW, setUpPage, signed, tableSheet, writeStamp } from './template-frame.ts';
import { writeGuide } from './template-guide.ts';
import { guideTitle } from './template-words.ts';

export interface AnnotatedInput {
  /** As {@link opened}. */
  readonly workbook: Workbook;
  readonly table: Table;
  /** Its rows as they were understood. */
  readonly rows: Examined['rows'];
  readonly issues: readonly Issue[];
  readonly language: Language;
  /** Null where a file is checked without a registry. */
  readonly unit_name: string | null;
  readonly limits: Pick<ReadLimits, 'columns'>;
  readonly at: Date;
}

/** So many rows of a template's columns; a file of a hundred columns has fewer rows. */
const MOST_CELLS = 25 * mostRowsAnnotated;
/** Below the rows, for people still to be added. */
const EMPTY_ROWS = 200;

/**
 * The bytes of an .xlsx workbook. Sent back as it is, it is read as the file was: see `unmarked` and `storedValue`.
 * @throws RefusedFile `too-many-rows` or `too-many-columns` beyond what can be written in the time and memory of a reader
 */
export async function writeAnnotated(input: AnnotatedInput): Promise<Uint8Array> {
  const { workbook: file, table, issues } = input;
  const { definition } = table;
  const layout = layoutOf(table);
  const kept = keptRows(table);
  const carried = carriedSheets(file, table, issues);
  const lastColumn = MARKS.row + layout.columns.length + 1;
  requireBearable(kept.length, layout.columns.length, carried);
  if (lastColumn > input.limits.columns) {
    throw new RefusedFile('too-many-columns', { limit: input.limits.columns });
  }
  const { default: ExcelJS } = await import('exceljs');
  const workbook = signed(new ExcelJS.Workbook(), input.at);
  workbook.properties.date1904 = file.from1904 === true;
  const taken = new Set([LIST_SHEET, guideTitle.zh, LISTS_SHEET, STAMP_SHEET]);
  const name = nameFor(file.format === 'csv' ? definition.title.zh : table.sheet.name, taken);
  const sheet = tableSheet(workbook, name, layout.pinned);
  const places = new Map(kept.map(({ number }, index) => [number, HEADER_ROW + 1 + index]));
  const findings = inOrder(located(issues, table, layout, places));
  writeColumns(sheet, input.unit_name, { definition, layout });
  writeRows(sheet, {
    ...{ definition, layout, kept, language: input.language },
    ...{ found: byRow(findings), isUntyped: file.format === 'csv' },
  });
  writeIssueList(workbook, findings, {
    definition,
    language: input.language,
    sheet: name,
    ...readings(input, layout),
  });
  for (const each of carried) writeCarried(workbook, each, taken);
  writeGuide(workbook, definition);
  const last = HEADER_ROW + kept.length;
  const all = { first: HEADER_ROW + 1, last: last + EMPTY_ROWS };
  addValidations(sheet, definition, writeLists(workbook, definition), layout.letters, all);
  markMissing(sheet, definition, layout.letters, { first: last + 1, last: all.last });
  setUpPage(sheet, {
    title: definition.title.zh,
    unit: input.unit_name ?? '',
    pinned: layout.pinned,
    pages: 2,
  });
  sheet.autoFilter = `A${HEADER_ROW}:${columnLetters(lastColumn - 1)}${Math.max(last, HEADER_ROW + 1)}`;
  const stamp = file.sheets.find((each) => each.name === STAMP_SHEET)?.rows[0]?.cells[0]?.text;
  if (stamp !== undefined) writeStamp(workbook, safeText(stamp));
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** Every column of the table is written in each of its rows; of other sheets only the cells that they have. */
function requireBearable(tableRows: number, columns: number, others: readonly Sheet[]): void {
  let rows = tableRows;
  let cells = tableRows * columns;
  for (const sheet of others) {
    rows += sheet.rows.length;
    for (const row of sheet.rows) cells += row.cells.length;
  }
  if (rows > mostRowsAnnotated || cells > MOST_CELLS) {
    throw new RefusedFile('too-many-rows', { limit: mostRowsAnnotated });
  }
}

/** All rows below the header but those that repeat it: our header has other words, so they would pass for people. */
function keptRows(table: Table): Row[] {
  const sorter = new RowSorter(table);
  return table.sheet.rows
    .slice(table.start)
    .filter((row) => sorter.verdict(row)?.check !== 'repeated-header-dropped');
}

/** What was typed at a finding, and what it was read as. */
function readings({ table, rows }: AnnotatedInput, layout: Layout): Pick<Listing, 'typed' | 'read'> {
  const typed = new Map(table.sheet.rows.map((row) => [row.number, row.cells]));
  const read = new Map(rows.map((row) => [row.row, row.values as Readonly<Record<string, CellValue>>]));
  const fromOf = new Map(layout.columns.map(({ at, from }) => [at, from]));
  return {
    typed: ({ issue, at }: Located) => {
      const from = at === null ? undefined : fromOf.get(at);
      return typed.get(issue.row ?? 0)?.find(({ column }) => column === from)?.text;
    },
    read: ({ issue }: Located) =>
      issue.field === undefined ? undefined : read.get(issue.row ?? 0)?.[issue.field],
  };
}
