/** The workbook that a simulated school sends in. */
import { type RecordField, teacherFields, teacherSheet } from '../../schemas/sheets/teacher.ts';
import { textOf } from '../demo.ts';
import { columnLetter, type DropDown, type WrittenCell, type WrittenSheet } from '../spreadsheet/sheet.ts';
import { xlsxOf } from '../spreadsheet/workbook.ts';
import type { FileStyle } from './file-style.ts';
import type { SimulatedRow } from './row.ts';
import type { SimulatedUnit } from './unit.ts';

const { columns } = teacherSheet;
const widths = teacherFields.map((field) => columns[field].width);
/** Lists short enough to stand in the sheet itself: a formula holds 255 characters. */
const dropDowns: readonly DropDown[] = teacherFields.flatMap((field, column) => {
  const { kind, choices } = columns[field];
  const values = kind === 'yes_no' ? ['是', '否'] : choices.map(({ value }) => value);
  const source = `"${values.join(',')}"`;
  return values.length > 0 && source.length <= 255 ? [{ column, source }] : [];
});

const plainHeader = teacherFields.map((field) => columns[field].label.zh);
const starredHeader = teacherFields.map(
  (field) => (columns[field].need === 'always' ? '*' : '') + columns[field].label.zh,
);

const dayMs = 86_400_000;
const epoch = Date.UTC(1899, 11, 30);
const serialOf = (day: string): number => (Date.parse(`${day}T00:00:00Z`) - epoch) / dayMs;

/** A day or a month as the style writes it; every form is understood without a word. */
function dateCell(value: string, dates: FileStyle['dates']): WrittenCell {
  const [year = '', month = '', day] = value.split('-');
  if (dates === 'iso') return value;
  if (dates === 'serial' && day !== undefined) return { serial: serialOf(value) };
  if (dates === 'chinese') {
    return `${year}年${Number(month)}月${day === undefined ? '' : `${Number(day)}日`}`;
  }
  return day === undefined ? `${year}/${Number(month)}` : `${year}/${Number(month)}/${Number(day)}`;
}

function plainCell(value: string | boolean | null, isDate: boolean, dates: FileStyle['dates']): WrittenCell {
  if (typeof value !== 'string') return value === null ? null : textOf(value);
  return isDate ? dateCell(value, dates) : value;
}

/** The cells of a unit's row in the order of the sheet's columns. */
export function cellsOf(unit: SimulatedUnit, row: SimulatedRow): WrittenCell[] {
  const { record, action, cells } = row;
  const transient = { school_code: unit.official_code, school_name: unit.name, action };
  return teacherFields.map((field): WrittenCell => {
    const written = cells[field];
    if (written !== undefined) return written;
    const value =
      field in transient ? transient[field as keyof typeof transient] : record[field as RecordField];
    return plainCell(value, field === 'birth_date' || field === 'work_start', unit.style.dates);
  });
}

/** Row of the spreadsheet that the unit's first teacher stands in. */
export const firstDataRow = (style: FileStyle): number => style.titleRows + 2;

const titles = (unit: SimulatedUnit): WrittenCell[][] =>
  [[`${unit.name}教师信息采集表`], ['填报说明：请核对每位教师的信息，未变动的选择“核实无误”。']].slice(
    0,
    unit.style.titleRows,
  );

function sheetOf(unit: SimulatedUnit): WrittenSheet {
  const { style } = unit;
  const rows: (readonly WrittenCell[])[] = [...titles(unit), style.star ? starredHeader : plainHeader];
  for (const row of unit.rows) rows.push(cellsOf(unit, row));
  rows.push(...unit.footer);
  const last = columnLetter(teacherFields.length - 1);
  return {
    name: style.sheetName,
    rows,
    headerRows: style.titleRows + 1,
    merges: titles(unit).map((_, index) => `A${index + 1}:${last}${index + 1}`),
    widths,
    dropDowns: style.hasDropDowns ? dropDowns : [],
    blankRows: style.blankRows,
  };
}

/** The bytes of the unit's .xlsx file; the same for the same unit. */
export const workbookOf = (unit: SimulatedUnit): Uint8Array => xlsxOf([sheetOf(unit)], unit.style.writer);
