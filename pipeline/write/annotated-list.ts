/** Writes the list of issues: each with its cell to go to, what was typed, how it was read, and what to do. */
import type { CellFormulaValue, Workbook } from 'exceljs';
import type { CellValue } from '../../schemas/change.ts';
import type { SheetDefinition } from '../../schemas/column.ts';
import type { Language } from '../../schemas/language.ts';
import { titleOf } from '../describe.ts';
import { markHeaders } from '../header-labels.ts';
import { columnLetters } from '../text.ts';
import type { Located } from './annotated-findings.ts';
import { isMarked, linkCell, listCell, markedCell } from './annotated-look.ts';
import { safeText } from './annotated-storage.ts';
import { listColumns, notCarried, severityLabels, wholeFile, worded } from './annotated-words.ts';
import { cellText } from './cell-text.ts';
import { heightOf, linesOf } from './lines.ts';
import { headerStyle, heights, titleStyle } from './template-look.ts';

export const LIST_SHEET = '问题清单';
/** More nobody reads; the page of the upload has them all. */
const MOST_LISTED = 5_000;
/** Title and header. */
const TOP_ROWS = 2;
const LINE_POINTS = 14;

export interface Listing {
  readonly definition: SheetDefinition;
  readonly language: Language;
  /** Name of the sheet that the cells are on. */
  readonly sheet: string;
  /** The raw text of a finding's cell. */
  readonly typed: (finding: Located) => string | undefined;
  /** What it was read as. */
  readonly read: (finding: Located) => CellValue | undefined;
}

const cellOf = ({ row, at }: Located): string | null =>
  row === null ? null : `${columnLetters((at ?? 1) - 1)}${row}`;

/**
 * A link that Excel, WPS and LibreOffice all follow; what exceljs writes for a link inside the workbook, LibreOffice takes
 * for another file. The name of the sheet stays inside a text of the formula.
 */
const linkTo = (sheet: string, cell: string): CellFormulaValue => {
  const place = `#'${sheet.replaceAll("'", "''")}'!${cell}`;
  return { formula: `HYPERLINK("${place.replaceAll('"', '""')}","${cell}")`, result: cell };
};

export function writeIssueList(workbook: Workbook, findings: readonly Located[], listing: Listing): void {
  const { definition, language } = listing;
  const sheet = workbook.addWorksheet(LIST_SHEET, {
    views: [{ state: 'frozen', ySplit: TOP_ROWS, showGridLines: false }],
  });
  sheet.columns = listColumns.map(([, width]) => ({ width }));
  sheet.getCell('A1').value = `${markHeaders.list.zh} ${markHeaders.list.en}`;
  sheet.getCell('A1').style = titleStyle;
  sheet.getRow(1).height = heights.title;
  const header = sheet.getRow(TOP_ROWS);
  header.height = heights.header;
  for (const [at, [{ zh, en }]] of listColumns.entries()) {
    header.getCell(at + 1).value = `${zh}\n${en}`;
    header.getCell(at + 1).style = headerStyle('always');
  }
  const shown = findings.slice(0, MOST_LISTED);
  for (const [index, finding] of shown.entries()) {
    const { issue } = finding;
    const { message, expected, fix } = worded(issue, language, definition);
    const label = issue.field === undefined ? undefined : definition.columns[issue.field]?.label[language];
    const cell = cellOf(finding);
    const readAs = issue.severity === 'note' ? cellText(listing.read(finding)) : '';
    const row = sheet.getRow(TOP_ROWS + 1 + index);
    const texts = [
      severityLabels[issue.severity][language],
      cell ?? (issue.row === null ? wholeFile : notCarried)[language],
      issue.row === null ? '' : String(issue.row),
      label ?? issue.column ?? '',
      titleOf(issue.rule, language),
      message,
      listing.typed(finding) ?? issue.value ?? '',
      ...[readAs, expected ?? '', fix ?? ''],
    ];
    const lines = texts.map((text, column) => linesOf(text, listColumns[column]?.[1] ?? 1));
    row.height = heightOf(Math.max(...lines), LINE_POINTS);
    for (const [at, text] of texts.entries()) {
      row.getCell(at + 1).value = text === '' ? null : safeText(text);
      row.getCell(at + 1).style = listCell;
    }
    if (isMarked(issue.severity))
      row.getCell(1).style = { ...markedCell[issue.severity], alignment: listCell.alignment ?? {} };
    if (cell === null) continue;
    row.getCell(2).value = linkTo(listing.sheet, cell);
    row.getCell(2).style = linkCell;
  }
  sheet.autoFilter = `A${TOP_ROWS}:${columnLetters(listColumns.length - 1)}${TOP_ROWS + Math.max(1, shown.length)}`;
  sheet.pageSetup = {
    ...{ paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    printTitlesRow: `${TOP_ROWS}:${TOP_ROWS}`,
  };
}
