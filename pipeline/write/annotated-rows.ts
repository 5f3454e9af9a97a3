/** Writes the table of an annotated workbook: our marks, the header, and every row as it was typed. */
import type { Cell as ExcelCell, Style, Worksheet } from 'exceljs';
import type { ColumnKind, SheetDefinition } from '../../schemas/column.ts';
import type { Issue } from '../../schemas/issue.ts';
import type { Language } from '../../schemas/language.ts';
import type { Cell, Row } from '../../schemas/workbook.ts';
import { markHeaders, STAMP_HEADER } from '../header-labels.ts';
import { type Layout, MARKS } from './annotated-columns.ts';
import type { RowFindings } from './annotated-findings.ts';
import { emptySummary, markedCell, rowNumberCell, summaryCell } from './annotated-look.ts';
import { putNote } from './annotated-notes.ts';
import { safeText, storedValue } from './annotated-storage.ts';
import { annotatedInstruction, lineText, noteText } from './annotated-words.ts';
import { heightOf, linesOf } from './lines.ts';
import { HEADER_ROW, inBoth, writeHeaderCell, writeLines } from './template-frame.ts';
import { cellStyle, columnStyle, fonts, headerStyle, heights } from './template-look.ts';

/** More notes slow every program that opens them; fill, summary and list stay. */
const MOST_NOTES = 2_000;
/** Of a summary. */
const MOST_LINES = 8;
const SUMMARY_WIDTH = 40;
/** Its letters are smaller than those that a column's width counts. */
const SUMMARY_LETTERS = 46;
const ROW_WIDTH = 14;
const LINE_POINTS = 13;
const OTHER_WIDTH = 14;
const STAMP_WIDTH = 12;

export interface TableRows {
  readonly definition: SheetDefinition;
  readonly language: Language;
  readonly layout: Layout;
  readonly kept: readonly Row[];
  /** By row of the annotated workbook. */
  readonly found: ReadonlyMap<number, RowFindings>;
  /** Whether the file tells no types (.csv). */
  readonly isUntyped: boolean;
}

/** Widths, title and header. */
export function writeColumns(
  sheet: Worksheet,
  unitName: string | null,
  { definition, layout }: Pick<TableRows, 'definition' | 'layout'>,
): void {
  sheet.columns = [
    { width: SUMMARY_WIDTH },
    { width: ROW_WIDTH },
    ...layout.columns.map(({ column }) => ({ width: column?.width ?? OTHER_WIDTH, style: columnStyle })),
    ...(layout.stamp === null ? [] : [{ width: STAMP_WIDTH, hidden: true, style: columnStyle }]),
  ];
  const title = inBoth(definition.title);
  writeLines(
    sheet,
    unitName === null ? title : `${unitName} · ${title}`,
    annotatedInstruction,
    layout.pinned,
  );
  const header = sheet.getRow(HEADER_ROW);
  for (const mark of ['issues', 'row'] as const) {
    const { zh, en } = markHeaders[mark];
    const cell = header.getCell(MARKS[mark]);
    cell.value = {
      richText: [
        { font: fonts.label, text: zh },
        { font: fonts.english, text: `\n${en}` },
      ],
    };
    cell.style = headerStyle('optional');
  }
  for (const { at, column, header: text } of layout.columns) {
    const cell = header.getCell(at);
    if (column !== undefined) writeHeaderCell(cell, column);
    else {
      cell.value = text === '' ? null : safeText(text);
      cell.style = headerStyle('optional');
    }
  }
  if (layout.stamp !== null) header.getCell(layout.stamp.at).value = STAMP_HEADER;
}

export function writeRows(sheet: Worksheet, table: TableRows): void {
  const { layout, kept, found, isUntyped } = table;
  const marks = new Marks(sheet, table);
  for (const [at, issues] of found.get(HEADER_ROW)?.byColumn ?? []) marks.put(HEADER_ROW, at, issues);
  for (const [index, { number, cells }] of kept.entries()) {
    const place = HEADER_ROW + 1 + index;
    const row = sheet.getRow(place);
    row.height = heights.row;
    row.getCell(MARKS.issues).style = emptySummary;
    row.getCell(MARKS.row).value = number;
    row.getCell(MARKS.row).style = rowNumberCell;
    const typed = new Map(cells.map((cell) => [cell.column, cell]));
    for (const { at, from, column } of layout.columns) {
      const cell = from === null ? undefined : typed.get(from);
      row.getCell(at).style = cellStyle;
      if (cell !== undefined) writeCell(row.getCell(at), cell, column?.kind, isUntyped);
    }
    const stamp = layout.stamp && typed.get(layout.stamp.from);
    if (layout.stamp && stamp) row.getCell(layout.stamp.at).value = safeText(stamp.text);
    const findings = found.get(place);
    if (findings !== undefined) marks.putAll(place, findings);
  }
}

function writeCell(target: ExcelCell, cell: Cell, kind: ColumnKind | undefined, isUntyped: boolean): void {
  const value = storedValue(cell, kind, isUntyped);
  target.value = value;
  // In format Text a date would show as a count of days.
  if (value instanceof Date) target.style = { ...cellStyle, numFmt: 'yyyy-mm-dd' };
}

const worst = (issues: readonly Issue[]) =>
  issues.some(({ severity }) => severity === 'error') ? 'error' : 'warning';

/** Marks cells with their findings; notes only as many as programs bear. */
class Marks {
  readonly #sheet: Worksheet;
  readonly #table: Pick<TableRows, 'definition' | 'language'>;
  #notes = 0;

  constructor(sheet: Worksheet, table: Pick<TableRows, 'definition' | 'language'>) {
    this.#sheet = sheet;
    this.#table = table;
  }

  putAll(place: number, { all, byColumn }: RowFindings): void {
    const { definition, language } = this.#table;
    const row = this.#sheet.getRow(place);
    const lines = all.slice(0, MOST_LINES).map((issue) => lineText(issue, language, definition));
    const text = [...lines, ...(all.length > MOST_LINES ? ['…'] : [])].join('\n');
    row.getCell(MARKS.issues).value = safeText(text);
    row.getCell(MARKS.issues).style = summaryCell[worst(all)];
    row.height = heightOf(linesOf(text, SUMMARY_LETTERS), LINE_POINTS, heights.row);
    for (const [at, issues] of byColumn) this.put(place, at, issues);
  }

  put(place: number, at: number, issues: readonly Issue[]): void {
    const { definition, language } = this.#table;
    const cell = this.#sheet.getRow(place).getCell(at);
    const { numFmt } = cell;
    const style: Partial<Style> = markedCell[worst(issues)];
    cell.style = numFmt === style.numFmt ? style : { ...style, numFmt };
    if (++this.#notes > MOST_NOTES) return;
    const text = issues.map((issue) => noteText(issue, language, definition)).join('\n');
    putNote(this.#sheet, cell, at, text);
  }
}
