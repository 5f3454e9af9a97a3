/** Runs the rules and turns what they find into issues with their place in the file. */
import type { CheckedRow, ExamineContext, Examined } from '../../schemas/examined.ts';
import type { Issue } from '../../schemas/issue.ts';
import { type TeacherField, type TeacherRow, teacherFields } from '../../schemas/sheets/teacher.ts';
import { identityKey, type KnownTeacher, type Snapshot } from '../../schemas/snapshot.ts';
import { issueAt } from '../findings.ts';
import type { FileFinding, RegistryScope, RowScope, Rule } from '../rule.ts';
import { fileRules, registryRules, rowRules } from './all.ts';

/** Field → zero-based column, as far as the file has it. */
export type ColumnsOfFile = Examined['columns'];

/**
 * Checks one row by every row rule, in order; each rule sees the values that earlier ones set.
 * @returns the row's values after the rules
 */
export function runRowRules(
  scope: RowScope,
  place: { readonly sheet: string; readonly row: number },
  columns: ColumnsOfFile,
  issues: Issue[],
): TeacherRow {
  let seen = scope;
  for (const { id, severity, check } of rowRules) {
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
  rows: readonly CheckedRow[],
  context: ExamineContext,
  columns: ColumnsOfFile,
): Issue[] => fileRules.flatMap((rule) => issuesOf(rule, rule.check({ rows, context }), columns));

/** A person may have left several units; the record in service speaks for them, then the one of this unit. */
const weight = ({ record, unit_id }: KnownTeacher, snapshot: Snapshot): number =>
  (record.status === '在职' ? 2 : 0) + (unit_id === snapshot.unit_id ? 1 : 0);

function lookUp(snapshot: Snapshot): RegistryScope['teacherOf'] {
  const byIdentity = new Map<string, KnownTeacher>();
  const byId = new Map<string, KnownTeacher>();
  for (const teacher of snapshot.teachers) {
    byId.set(teacher.id, teacher);
    const key = identityKey(teacher.record);
    const known = byIdentity.get(key);
    if (known === undefined || weight(teacher, snapshot) > weight(known, snapshot))
      byIdentity.set(key, teacher);
  }
  return ({ values, stamp }) => {
    const known = values.id_number === null ? undefined : byIdentity.get(identityKey(values));
    return known ?? (stamp === null ? undefined : byId.get(stamp.teacher_id));
  };
}

/**
 * Checks all rows of a file against the part of the registry that concerns them.
 * @param columns field → column of the file, for the place of findings; without it every field counts as present
 */
export function runRegistryRules(
  rows: readonly CheckedRow[],
  snapshot: Snapshot,
  context: ExamineContext,
  columns?: ColumnsOfFile,
): Issue[] {
  const fields =
    columns === undefined ? teacherFields : teacherFields.filter((field: TeacherField) => field in columns);
  const scope = { rows, context, snapshot, fields, teacherOf: lookUp(snapshot) };
  return registryRules.flatMap((rule) => issuesOf(rule, rule.check(scope), columns ?? {}));
}
