/** Compares an examined file with the registry: what else is wrong, what changes, and how much of each. */
import type { Change } from '../schemas/change.ts';
import type { ExamineContext, TeacherFile, UploadCounts } from '../schemas/examined.ts';
import type { Issue } from '../schemas/issue.ts';
import { recordFields } from '../schemas/sheets/teacher.ts';
import { definitions } from '../schemas/sheets.ts';
import type { Snapshot } from '../schemas/snapshot.ts';
import { countsOf } from './counts.ts';
import { inReadingOrder } from './findings.ts';
import { withProbableDuplicates } from './probable-duplicates.ts';
import { reconcile } from './reconcile.ts';
import { withRepairs } from './repairs.ts';
import { runRegistryRules } from './rules/run.ts';

export interface Comparison {
  /** All findings, those of the file alone included, in reading order, with what may be put in their place. */
  readonly issues: Issue[];
  readonly changes: Change[];
  readonly counts: UploadCounts;
}

/** Pure: the same file, snapshot and context give the same result. */
export function compare(examined: TeacherFile, snapshot: Snapshot, context: ExamineContext): Comparison {
  const { rows, columns, template } = examined;
  const present = new Set(recordFields.filter((field) => field in columns));
  const changes = withProbableDuplicates(reconcile(rows, snapshot, present), rows, snapshot);
  const found = runRegistryRules(rows, snapshot, context, changes, columns);
  const told = inReadingOrder([...examined.issues, ...found], definitions[template]);
  const issues = withRepairs(told, { rows, snapshot, context, columns });
  return { issues, changes, counts: countsOf(rows.length, issues, changes) };
}
