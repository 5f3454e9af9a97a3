/** Runs the rules and turns what they find into issues with their place in the file. */
import type { Change } from '../../schemas/change.ts';
import type { CheckedRow, ExamineContext, Examined } from '../../schemas/examined.ts';
import type { Issue } from '../../schemas/issue.ts';
import type { FieldValues, TemplateId } from '../../schemas/sheets.ts';
import type { Snapshot } from '../../schemas/snapshot.ts';
import { issueAt } from '../findings.ts';
import { matchRows } from '../matching.ts';
import type { FileFinding, RowScope, Rule } from '../rule.ts';
import { registryRules, rulesOf } from './all.ts';

/** Field → zero-based column, as far as the file has it. */
export type ColumnsOfFile = Examined['columns'];

/**
 * Checks one row by every row rule of its template, in order; each rule sees the values that earlier ones set.
 * @returns the row's values after the rules
 */
export function runRowRules(
  template: TemplateId,
  scope: RowScope,
  place: { readonly sheet: string; readonly row: number },
  columns: ColumnsOfFile,
  issues: Issue[],
): FieldValues {
  let seen = scope;
  for (const { id, severity, check } of rulesOf(template).row) {
    for (const { field, params, set } of check(seen)) {
      const column = field === undefined ? null : (columns[field] ?? null);
      const value = field === undefined ? undefined : scope.rawText(field);
      issues.push(issueAt(id, severity, { ...place, column, field, value }, params));
      if (set !== undefined) seen = { ...seen, values: { ...seen.values, ...set } };
    }
  }
  return seen.values;
}

function issuesOf(
  rule: Pick<Rule, 'id' | 'severity'>,
  findings: Iterable<FileFinding>,
  columns: ColumnsOfFile,
): Issue[] {
  return Array.from(findings, ({ row: { sheet, row, values }, field, params }) => {
    const column = field === undefined ? null : (columns[field] ?? null);
    const found = field === undefined ? null : values[field];
    const value = typeof found === 'string' ? found : undefined;
    return issueAt(rule.id, rule.severity, { sheet, row, column, field, value }, params);
  });
}

/** Checks all rows of a file together. */
export const runFileRules = (
  template: TemplateId,
  rows: readonly CheckedRow<FieldValues>[],
  context: ExamineContext,
  columns: ColumnsOfFile,
): Issue[] =>
  rulesOf(template).file.flatMap((rule) => issuesOf(rule, rule.check({ rows, context }), columns));

/**
 * Checks all rows of a file against the part of the registry that concerns them.
 * @param changes what reconciling the same rows with the same snapshot concludes
 * @param columns field → column of the file, for the place of findings
 */
export function runRegistryRules(
  rows: readonly CheckedRow[],
  snapshot: Snapshot,
  context: ExamineContext,
  changes: readonly Change[],
  columns: ColumnsOfFile,
): Issue[] {
  const teachers = new Map(matchRows(rows, snapshot).map(({ row, teacher }) => [row, teacher]));
  const concluded = new Map(changes.map((change) => [`${change.row}@${change.sheet}`, change]));
  const scope = {
    rows,
    context,
    snapshot,
    teacherOf: (row: CheckedRow) => teachers.get(row),
    changeOf: ({ row, sheet }: CheckedRow) => concluded.get(`${row}@${sheet}`),
  };
  return registryRules.flatMap((rule) => issuesOf(rule, rule.check(scope), columns));
}
