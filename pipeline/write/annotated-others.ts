/** Brings back the sheets that were not read though they hold data, as texts, so that nothing of a file gets lost on the way. */
import type { Workbook as ExcelWorkbook } from 'exceljs';
import type { Issue } from '../../schemas/issue.ts';
import type { Sheet, Workbook } from '../../schemas/workbook.ts';
import type { Table } from '../headers.ts';
import { safeText } from './annotated-storage.ts';
import { columnStyle } from './template-look.ts';

const toldOf: readonly string[] = ['extra-sheet', 'hidden-sheet'];

/** The sheets that a finding speaks of; lists of choices and guides are the template's own. */
export function carriedSheets(workbook: Workbook, table: Table, issues: readonly Issue[]): Sheet[] {
  const named = new Set(issues.filter(({ rule }) => toldOf.includes(rule)).map(({ sheet }) => sheet));
  return workbook.sheets.filter((sheet) => sheet !== table.sheet && named.has(sheet.name));
}

/** A spreadsheet's own rules for the name of a sheet. */
const LONGEST_NAME = 31;
const FORBIDDEN = /[*?:\\/[\]]|\p{Cc}/gu;

/** The name, or what comes nearest to it that a spreadsheet allows and no other sheet has; from now on taken. */
export function nameFor(wanted: string, taken: Set<string>): string {
  const legal =
    wanted
      .replace(FORBIDDEN, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || '-';
  const lower = new Set(Array.from(taken, (name) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : ` (${number})`;
    const name = legal.slice(0, LONGEST_NAME - suffix.length) + suffix;
    if (lower.has(name.toLowerCase()) || name.toLowerCase() === 'history') continue;
    taken.add(name);
    return name;
  }
}

export function writeCarried(
  workbook: ExcelWorkbook,
  { name, hidden, rows }: Sheet,
  taken: Set<string>,
): void {
  const sheet = workbook.addWorksheet(nameFor(name, taken), { state: hidden ? 'hidden' : 'visible' });
  for (const { number, cells } of rows) {
    const row = sheet.getRow(number);
    for (const { column, text } of cells) {
      row.getCell(column + 1).value = safeText(text);
      row.getCell(column + 1).style = columnStyle;
    }
  }
}
