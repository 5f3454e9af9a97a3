/** Compares an examined file with the registry: what else is wrong, what changes, and how much of each. */
import { type Change, type ChangeKind, isLowRisk } from '../schemas/change.ts';
import type { ExamineContext, TeacherFile, UploadCounts } from '../schemas/examined.ts';
import type { Issue, Severity } from '../schemas/issue.ts';
import { recordFields } from '../schemas/sheets/teacher.ts';
import { definitions } from '../schemas/sheets.ts';
import type { Snapshot } from '../schemas/snapshot.ts';
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

/** How many of each key there are. */
function tally<K extends string>(keys: Iterable<K>): (key: K) => number {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return (key) => counts.get(key) ?? 0;
}

function countsOf(rows: number, issues: readonly Issue[], changes: readonly Change[]): UploadCounts {
  const found = tally<Severity>(issues.map(({ severity }) => severity));
  const concluded = tally<ChangeKind>(changes.map(({ kind }) => kind));
  return {
    rows,
    errors: found('error'),
    warnings: found('warning'),
    notes: found('note'),
    added: concluded('add'),
    changed: concluded('change'),
    verified: concluded('verify'),
    missing: concluded('missing'),
    departed: concluded('depart'),
    transferred: concluded('transfer'),
    conflicts: concluded('conflict'),
    risky: changes.filter((change) => !isLowRisk(change)).length,
  };
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
