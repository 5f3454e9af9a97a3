/** Writes a unit's own template: prefilled with its teachers, with drop-downs and notes, and stamped out of sight. */
import type { Worksheet } from 'exceljs';
import type { CellValue } from '../../schemas/change.ts';
import type { Column, SheetDefinition } from '../../schemas/column.ts';
import type { RowStamp, Stamp } from '../../schemas/stamp.ts';
import type { UnitFacts } from '../../schemas/unit.ts';
import { STAMP_HEADER } from '../header-labels.ts';
import { rowStampText, stampText } from '../stamp.ts';
import { columnLetters } from '../text.ts';
import { cellText } from './cell-text.ts';
import {
  addValidations,
  markMissing,
  type OwnLists,
  ownLetters,
  writeLists,
  writeOwnLists,
} from './template-checks.ts';
import {
  HEADER_ROW,
  inBoth,
  setUpPage,
  signed,
  tableSheet,
  writeHeaderCell,
  writeLines,
  writeStamp,
} from './template-frame.ts';
import { writeGuide } from './template-guide.ts';
import { cellStyle, columnStyle } from './template-look.ts';
import { instructionOf } from './template-words.ts';

/** A row to fill in: what the registry holds, by field, and where it holds it. */
export interface TemplateRow {
  readonly record: Readonly<Partial<Record<string, CellValue>>>;
  /** Absent where rows are no teachers. */
  readonly row_stamp?: RowStamp;
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
  /** Lists that are this unit's own. */
  readonly own?: OwnLists;
}

const EMPTY_ROWS = 500;

const columnsOf = (definition: SheetDefinition): [string, Column][] => Object.entries(definition.columns);

/**
 * The bytes of an .xlsx workbook. What it holds comes back through `readWorkbook` and `examine` without a finding, and
 * reconciles to nothing but verified teachers as long as the registry stands still.
 */
export async function writeTemplate(input: TemplateInput): Promise<Uint8Array> {
  // Takes a third of a second to load, and most processes never write a template.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = signed(new ExcelJS.Workbook(), new Date(input.stamp.registry_at));
  const { sheet: definition, unit } = input;
  const sheet = tableSheet(workbook, definition.title.zh, 1);
  writeGuide(workbook, definition);
  const columns = columnsOf(definition);
  sheet.columns = [
    ...columns.map(([key, { width }]) => ({ key, width, style: columnStyle })),
    { key: STAMP_HEADER, width: 12, hidden: true, style: columnStyle },
  ];
  writeLines(sheet, `${unit.name} · ${inBoth(definition.title)}`, instructionOf(definition), 1);
  const header = sheet.getRow(HEADER_ROW);
  for (const [at, [, column]] of columns.entries()) writeHeaderCell(header.getCell(at + 1), column);
  header.getCell(STAMP_HEADER).value = STAMP_HEADER;
  writeRows(sheet, input);
  const first = HEADER_ROW + 1;
  const range = { first, last: HEADER_ROW + input.rows.length + (input.empty_rows ?? EMPTY_ROWS) };
  const letters = ownLetters(definition);
  const lists = new Map(writeLists(workbook, definition));
  const own = input.own === undefined ? [] : writeOwnLists(workbook, input.own, letters, first);
  for (const [field, formula] of own) lists.set(field, formula);
  addValidations(sheet, definition, lists, letters, range);
  markMissing(sheet, definition, letters, range);
  setUpPage(sheet, { title: definition.title.zh, unit: unit.name, pinned: 1, pages: 2 });
  // Sorting by these buttons takes the hidden column along.
  sheet.autoFilter = `A${HEADER_ROW}:${columnLetters(columns.length)}${HEADER_ROW + Math.max(1, input.rows.length)}`;
  writeStamp(workbook, stampText(input.stamp, input.key));
  return new Uint8Array(await workbook.xlsx.writeBuffer());
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
    if (row_stamp) row.getCell(STAMP_HEADER).value = rowStampText(row_stamp, stamp.unit_id, key);
  }
}
