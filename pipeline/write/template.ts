/** Writes a unit's own template: prefilled with its teachers, with drop-downs and notes, and stamped out of sight. */
import type { Workbook, Worksheet } from 'exceljs';
import type { CellValue } from '../../schemas/change.ts';
import type { Column, SheetDefinition } from '../../schemas/column.ts';
import type { RowStamp, Stamp } from '../../schemas/stamp.ts';
import type { UnitFacts } from '../../schemas/unit.ts';
import { STAMP_HEADER } from '../header-labels.ts';
import { rowStampText, STAMP_SHEET, stampText } from '../stamp.ts';
import { columnLetters } from '../text.ts';
import { cellText } from './cell-text.ts';
import { addValidations, markMissing, writeLists } from './template-checks.ts';
import { writeGuide } from './template-guide.ts';
import {
  cellStyle,
  columnStyle,
  fonts,
  headerStyle,
  heights,
  instructionStyle,
  titleStyle,
} from './template-look.ts';
import { instruction, requirementMarks } from './template-words.ts';

/** A row to fill in: what the registry holds, by field, and where it holds it. */
export interface TemplateRow {
  readonly record: Readonly<Partial<Record<string, CellValue>>>;
  readonly row_stamp: RowStamp;
}

export interface TemplateInput {
  readonly sheet: SheetDefinition;
  readonly unit: Pick<UnitFacts, 'name' | 'code'>;
  readonly stamp: Stamp;
  /** Key of the stamp's HMAC. */
  readonly key: Uint8Array;
  readonly rows: readonly TemplateRow[];
  /** Rows below the prefilled ones that have drop-downs. */
  readonly empty_rows?: number;
}

const HEADER_ROW = 3;
const EMPTY_ROWS = 500;
/** Title and instruction are merged over the columns that a screen shows without scrolling, in characters. */
const SCREEN_WIDTH = 125;
/** They begin in the second column: the first is repeated on every printed page, and would cut them off there. */
const TEXT_COLUMN = 2;

const columnsOf = (definition: SheetDefinition): [string, Column][] => Object.entries(definition.columns);

/**
 * The bytes of an .xlsx workbook. What it holds comes back through `readWorkbook` and `examine` without a finding, and
 * reconciles to nothing but verified teachers as long as the registry stands still.
 */
export async function writeTemplate(input: TemplateInput): Promise<Uint8Array> {
  // Takes a third of a second to load, and most processes never write a template.
  const { default: ExcelJS } = await import('exceljs');
  const workbook: Workbook = new ExcelJS.Workbook();
  workbook.creator = 'Muster 师册';
  workbook.created = new Date(input.stamp.registry_at);
  workbook.modified = workbook.created;
  const sheet = workbook.addWorksheet(input.sheet.title.zh, {
    properties: { defaultRowHeight: heights.row },
    views: [{ state: 'frozen', xSplit: 1, ySplit: HEADER_ROW, topLeftCell: `B${HEADER_ROW + 1}` }],
  });
  writeGuide(workbook, input.sheet);
  sheet.columns = [
    ...columnsOf(input.sheet).map(([key, { width }]) => ({ key, width, style: columnStyle })),
    { key: STAMP_HEADER, width: 12, hidden: true, style: columnStyle },
  ];
  writeTop(sheet, input);
  writeRows(sheet, input);
  const first = HEADER_ROW + 1;
  const range = { first, last: HEADER_ROW + input.rows.length + (input.empty_rows ?? EMPTY_ROWS) };
  addValidations(sheet, input.sheet, writeLists(workbook, input.sheet), range);
  markMissing(sheet, input.sheet, range);
  setUpPage(sheet, input);
  const stamped = workbook.addWorksheet(STAMP_SHEET, { state: 'veryHidden' });
  stamped.getCell('A1').value = stampText(input.stamp, input.key);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** The last column that a screen shows without scrolling, counted from one. */
function lastOnScreen(definition: SheetDefinition): number {
  let [count, width] = [0, 0];
  for (const [, column] of columnsOf(definition)) {
    width += column.width;
    if (width > SCREEN_WIDTH) break;
    count++;
  }
  return Math.max(TEXT_COLUMN, count);
}

function writeTop(sheet: Worksheet, { sheet: definition, unit }: TemplateInput): void {
  const across = lastOnScreen(definition);
  const lines = [
    [`${unit.name} · ${definition.title.zh} ${definition.title.en}`, titleStyle, heights.title],
    [`${instruction.zh}\n${instruction.en}`, instructionStyle, heights.instruction],
  ] as const;
  for (const [index, [text, style, height]] of lines.entries()) {
    const row = sheet.getRow(index + 1);
    row.height = height;
    row.getCell(TEXT_COLUMN).value = text;
    row.getCell(TEXT_COLUMN).style = style;
    sheet.mergeCells(index + 1, TEXT_COLUMN, index + 1, across);
  }
  const header = sheet.getRow(HEADER_ROW);
  header.height = heights.header;
  for (const [index, [, { label, need }]] of columnsOf(definition).entries()) {
    const cell = header.getCell(index + 1);
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
  header.getCell(STAMP_HEADER).value = STAMP_HEADER;
}

/** What is the same on every prefilled row. */
const ofEveryRow = (unit: TemplateInput['unit']): TemplateRow['record'] => ({
  school_code: unit.code,
  school_name: unit.name,
  action: '核实无误',
});

function writeRows(sheet: Worksheet, { sheet: definition, unit, rows, stamp, key }: TemplateInput): void {
  const columns = columnsOf(definition);
  const common = ofEveryRow(unit);
  for (const [index, { record, row_stamp }] of rows.entries()) {
    const row = sheet.getRow(HEADER_ROW + 1 + index);
    for (const [at, [field]] of columns.entries()) {
      const cell = row.getCell(at + 1);
      const text = cellText(Object.hasOwn(record, field) ? record[field] : common[field]);
      cell.value = text === '' ? null : text;
      cell.style = cellStyle;
    }
    row.getCell(STAMP_HEADER).value = rowStampText(row_stamp, stamp.unit_id, key);
  }
}

function setUpPage(sheet: Worksheet, { sheet: definition, unit, rows }: TemplateInput): void {
  const lastColumn = columnLetters(columnsOf(definition).length);
  // Sorting by these buttons takes the hidden column along.
  sheet.autoFilter = `A${HEADER_ROW}:${lastColumn}${HEADER_ROW + Math.max(1, rows.length)}`;
  sheet.pageSetup = {
    ...{ paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 2, fitToHeight: 0 },
    ...{ printTitlesRow: `${HEADER_ROW}:${HEADER_ROW}`, printTitlesColumn: 'A:A', pageOrder: 'overThenDown' },
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
  };
  // In a footer an ampersand starts a code.
  const name = unit.name.replaceAll('&', '&&');
  sheet.headerFooter.oddFooter = `&L${name}&C${definition.title.zh}&R&P / &N`;
}
