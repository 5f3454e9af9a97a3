/** Counts of a check: one number for each severity and each kind of change. */
import { type Change, type ChangeKind, isLowRisk, isUnanswered } from '../schemas/change.ts';
import type { UploadCounts } from '../schemas/examined.ts';
import type { Issue, Severity } from '../schemas/issue.ts';

/** How many of each key there are. */
function tally<K extends string>(keys: Iterable<K>): (key: K) => number {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return (key) => counts.get(key) ?? 0;
}

/** A row of a sheet; null for what is about none. */
const placeOf = ({ sheet, row }: Pick<Change, 'sheet' | 'row'>): string | null =>
  sheet === null || row === null ? null : JSON.stringify([sheet, row]);

/** What a list shows of a check: rows, findings by severity, changes by kind. */
export function countsOf(rows: number, issues: readonly Issue[], changes: readonly Change[]): UploadCounts {
  const found = tally<Severity>(issues.map(({ severity }) => severity));
  const concluded = tally<ChangeKind>(changes.map(({ kind }) => kind));
  const warned = new Set(issues.filter(({ severity }) => severity === 'warning').map(placeOf));
  warned.delete(null);
  return {
    rows,
    errors: found('error'),
    warnings: found('warning'),
    notes: found('note'),
    added: concluded('add'),
    changed: concluded('change'),
    verified: concluded('verify'),
    missing: concluded('missing'),
    unanswered: changes.filter(isUnanswered).length,
    departed: concluded('depart'),
    transferred: concluded('transfer'),
    conflicts: concluded('conflict'),
    risky: changes.filter((change) => !isLowRisk(change) || warned.has(placeOf(change))).length,
  };
}
