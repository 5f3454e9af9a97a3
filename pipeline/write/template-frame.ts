/** What stands around the rows of a template: its title, its header, and how it comes out of a printer. */
import type { Cell, Workbook, Worksheet } from 'exceljs';
import type { Column } from '../../schemas/column.ts';
import type { Words } from '../../schemas/language.ts';
import { STAMP_SHEET } from '../stamp.ts';
import { columnLetters } from '../text.ts';
import { linesOf } from './lines.ts';
import { fonts, headerStyle, heights, instructionStyle, titleStyle } from './template-look.ts';
import { requirementMarks } from './template-words.ts';

/** Title, instruction, header. */
export const HEADER_ROW = 3;
/** Title and instruction are merged over the columns that a screen shows without scrolling, in characters. */
const SCREEN_WIDTH = 125;
const LINE_POINTS = 13;
/** Letters of the instruction are smaller than those that a column's width counts. */
const SMALLER = 1.15;

export const inBoth = ({ zh, en }: Words): string => `${zh} ${en}`;

/** Says who made a workbook, and when. */
export function signed(workbook: Workbook, at: Date): Workbook {
  workbook.creator = 'Muster 师册';
  workbook.created = at;
  workbook.modified = at;
  return workbook;
}

/** A sheet for a table whose header and first columns stay in sight. */
export const tableSheet = (workbook: Workbook, name: string, pinned: number): Worksheet =>
  workbook.addWorksheet(name, {
    properties: { defaultRowHeight: heights.row },
    views: [
      {
        ...{ state: 'frozen', xSplit: pinned, ySplit: HEADER_ROW },
        topLeftCell: `${columnLetters(pinned)}${HEADER_ROW + 1}`,
      },
    ],
  });

/** The last column that a screen shows without scrolling, counted from one. */
function lastOnScreen(sheet: Worksheet): number {
  let [count, width] = [0, 0];
  for (const column of sheet.columns) {
    width += column.width ?? 0;
    if (width > SCREEN_WIDTH) break;
    count++;
  }
  return count;
}

/** Title and instruction, beginning right of the pinned columns: repeated on every page in print, they would cut them off. */
export function writeLines(sheet: Worksheet, title: string, { zh, en }: Words, pinned: number): void {
  const first = pinned + 1;
  const last = Math.max(first, lastOnScreen(sheet));
  const width = sheet.columns.slice(pinned, last).reduce((sum, column) => sum + (column.width ?? 0), 0);
  const text = `${zh}\n${en}`;
  const lines = [
    [title, titleStyle, heights.title],
    [text, instructionStyle, Math.max(heights.instruction, LINE_POINTS * linesOf(text, width * SMALLER))],
  ] as const;
  for (const [index, [text, style, height]] of lines.entries()) {
    const row = sheet.getRow(index + 1);
    row.height = height;
    row.getCell(first).value = text;
    row.getCell(first).style = style;
    sheet.mergeCells(index + 1, first, index + 1, last);
  }
}

/** A column's header: its label, a mark where it must be filled, and the English below. */
export function writeHeaderCell(cell: Cell, { label, need }: Column): void {
  const mark = requirementMarks[need];
  cell.value = {
    richText: [
      { font: fonts.label, text: label.zh },
      ...(mark === '' ? [] : [{ font: fonts.mark, text: mark }]),
      { font: fonts.english, text: `\n${label.en}` },
    ],
  };
  cell.style = headerStyle(need);
}

interface Page {
  /** In the footer. */
  readonly title: string;
  readonly unit: string;
  readonly pinned: number;
  /** How many pages the columns may take side by side. */
  readonly pages: number;
}

/** A4 landscape; header and pinned columns on every page. */
export function setUpPage(sheet: Worksheet, { title, unit, pinned, pages }: Page): void {
  sheet.pageSetup = {
    ...{ paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: pages, fitToHeight: 0 },
    ...{ printTitlesRow: `${HEADER_ROW}:${HEADER_ROW}`, pageOrder: 'overThenDown' },
    printTitlesColumn: `A:${columnLetters(pinned - 1)}`,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
  };
  // In a footer an ampersand starts a code.
  sheet.headerFooter.oddFooter = `&L${unit.replaceAll('&', '&&')}&C${title}&R&P / &N`;
}

/** Puts the stamp on a sheet that no menu shows. */
export function writeStamp(workbook: Workbook, text: string): void {
  workbook.addWorksheet(STAMP_SHEET, { state: 'veryHidden' }).getCell('A1').value = text;
}
