/** Examines one file by itself: what is in it, as understood, and everything that can be said without the registry. */

import type { CheckedRow, ExamineContext, Examined, Progress } from '../schemas/examined.ts';
import type { Issue } from '../schemas/issue.ts';
import { RefusedFile } from '../schemas/refusal.ts';
import { definitions, type FieldValues, type TemplateId } from '../schemas/sheets.ts';
import type { RowStamp, Stamp } from '../schemas/stamp.ts';
import type { Row, Workbook } from '../schemas/workbook.ts';
import { RowReader } from './cells/row-reader.ts';
import { inReadingOrder, issueAt } from './findings.ts';
import { findTable, nearestTable, type Table } from './headers.ts';
import { opened } from './opened.ts';
import { RowSorter } from './rows.ts';
import { runFileRules, runRowRules } from './rules/run.ts';
import { readRowStamp, readStamp } from './stamp.ts';
import { structureChecks } from './structure.ts';
import { encodingFindings, headerFindings, otherSheets, unnamedColumns } from './surroundings.ts';

/** Rows between two reports of progress. */
const ROWS_PER_REPORT = 1000;

type OnProgress = (progress: Progress) => void;

/**
 * Reads and checks the bytes of a file. Pure: the same bytes and context give the same result.
 * @throws RefusedFile when the file can't be read, has no table of a known template, or is another unit's.
 */
export function examine(bytes: Uint8Array, context: ExamineContext, onProgress?: OnProgress): Examined {
  const onRows = onProgress && ((rows: number) => onProgress({ step: 'reading', rows }));
  return examineWorkbook(opened(bytes, context, onRows), context, onProgress);
}

/** {@link examine} for a workbook that has been read. */
export function examineWorkbook(
  workbook: Workbook,
  context: ExamineContext,
  onProgress?: OnProgress,
): Examined {
  const { table, stamp } = tableOf(workbook, context);
  const template = templateOf(table);
  const columns = Object.fromEntries(table.columns);
  const issues = [
    ...encodingFindings(workbook, table),
    ...otherSheets(workbook, table),
    ...headerFindings(table, stamp !== null),
    ...unnamedColumns(table),
  ];
  const rows = checkedRows(workbook, table, stamp, context, issues, onProgress);
  if (rows.length === 0) throw new RefusedFile('no-data');
  issues.push(...runFileRules(template, rows, context, columns));
  const examined = {
    template,
    format: workbook.format,
    ...(workbook.encoding === undefined ? {} : { encoding: workbook.encoding }),
    stamp,
    columns,
    rows,
    issues: inReadingOrder(issues, table.definition),
  };
  // Its rows have been read by that template's own columns.
  return examined as Examined;
}

/** Tables are looked for by the definitions of the templates alone. */
const templateOf = ({ definition }: Table): TemplateId => definition.id as TemplateId;

/**
 * The table that a workbook is read for, and its stamp.
 * @throws RefusedFile when there is none of a known template, or it is another unit's
 */
export function tableOf(workbook: Workbook, context: ExamineContext): { table: Table; stamp: Stamp | null } {
  const stamp = readStamp(workbook, context.stamp_key);
  const template = wantedTemplate(stamp, context);
  const wanted = template === null ? null : definitions[template];
  const { header_mappings = [] } = context;
  return { table: findTable(workbook, wanted, Object.values(definitions), header_mappings), stamp };
}

/**
 * {@link tableOf} for a workbook that may not be whole: what comes nearest to the template that is asked for.
 * @throws RefusedFile when it is another unit's or another template's by its stamp
 */
export function nearestTableOf(workbook: Workbook, context: ExamineContext): Table | undefined {
  const template = wantedTemplate(readStamp(workbook, context.stamp_key), context);
  const { header_mappings = [] } = context;
  return template === null ? undefined : nearestTable(workbook, definitions[template], header_mappings);
}

const isTemplate = (id: string): id is TemplateId => Object.hasOwn(definitions, id);

/** The template that sender and stamp agree on; null when neither says. */
function wantedTemplate(stamp: Stamp | null, { template, unit }: ExamineContext): TemplateId | null {
  if (stamp === null) return template;
  if (!isTemplate(stamp.template) || (template !== null && template !== stamp.template)) {
    const found = isTemplate(stamp.template) ? definitions[stamp.template].title.zh : stamp.template;
    throw new RefusedFile('wrong-template', { found, wanted: definitions[template ?? 'teacher'].title.zh });
  }
  if (unit !== null && stamp.unit_id !== unit.id) {
    throw new RefusedFile('other-unit', { found: stamp.unit_name, wanted: unit.name });
  }
  return stamp.template;
}

function checkedRows(
  workbook: Workbook,
  table: Table,
  stamp: Stamp | null,
  context: ExamineContext,
  issues: Issue[],
  onProgress?: OnProgress,
): CheckedRow<FieldValues>[] {
  const template = templateOf(table);
  const { name: sheet, rows: all } = table.sheet;
  const columns = Object.fromEntries(table.columns);
  const storage = { untyped: workbook.format === 'csv', from1904: workbook.from1904 === true };
  const reader = new RowReader(table, storage, issues);
  const sorter = new RowSorter(table);
  const rows: CheckedRow<FieldValues>[] = [];
  for (let i = table.start; i < all.length; i++) {
    const row = all[i];
    if (row === undefined) continue;
    const verdict = sorter.verdict(row);
    if (verdict?.check) {
      const place = { sheet, row: row.number, column: null, value: verdict.value };
      issues.push(issueAt(verdict.check, structureChecks[verdict.check].severity, place, verdict.params));
    }
    if (verdict !== undefined && !verdict.kept) continue;
    // The definition of the sheet is the type of the row; the compiler can't follow that through a table of parsers.
    const read = reader.read(row) as unknown as FieldValues;
    const { isBlank, rawText } = reader;
    const values = runRowRules(
      template,
      { values: read, isBlank, rawText, context },
      { sheet, row: row.number },
      columns,
      issues,
    );
    rows.push({ sheet, row: row.number, values, stamp: rowStamp(row, table, stamp, context) });
    requireFewer(issues, context.limits.findings, row.number);
    if (rows.length % ROWS_PER_REPORT === 0) onProgress?.({ step: 'checking', rows: rows.length });
  }
  onProgress?.({ step: 'checking', rows: rows.length });
  return rows;
}

/** Findings cost memory like rows do, and a row may have one in each of its cells. */
function requireFewer({ length }: readonly Issue[], limit: number, row: number): void {
  if (length > limit) throw new RefusedFile('too-many-findings', { limit, row });
}

function rowStamp(
  row: Row,
  { stampColumn }: Table,
  stamp: Stamp | null,
  context: ExamineContext,
): RowStamp | null {
  if (stamp === null || stampColumn === null) return null;
  const token = row.cells.find(({ column }) => column === stampColumn)?.text;
  return token === undefined ? null : readRowStamp(token, stamp, context.stamp_key);
}
