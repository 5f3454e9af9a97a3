/** The same person may stand in one row of a file only; every occurrence is named, not just the second. */
import type { CheckedRow } from '../../schemas/examined.ts';
import type { FieldValues } from '../../schemas/sheets.ts';
import { identityKey } from '../../schemas/snapshot.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

type Named = CheckedRow<Pick<FieldValues, 'id_type' | 'id_number'>>;

/** A message names no more rows than this. */
const MOST_NAMED = 20;

/** The other rows of the same person, without looking through all of them when there are thousands. */
function others(rows: readonly Named[], row: Named): string {
  const named: number[] = [];
  for (const other of rows) {
    if (named.length === MOST_NAMED) return `${named.join('、')}……`;
    if (other !== row) named.push(other.row);
  }
  return named.join('、');
}

export const duplicateInFile = rule({
  id: 'duplicate-in-file',
  severity: 'error',
  scope: 'file',
  reads: ['id_type', 'id_number'],
  title: words('同一人重复出现', 'The same person twice'),
  message: words('与第 {rows} 行是同一人', 'Same person as in row {rows}'),
  expected: words('每人只占一行', 'One row for each person'),
  fix: words(
    '请保留一行，删除其余；如号码填错请改正。',
    'Keep one row and delete the rest, or mend the wrong number.',
  ),
  *check({ rows }) {
    const byPerson = new Map<string, Named[]>();
    for (const row of rows) {
      const { id_type, id_number } = row.values;
      if (id_type === null || id_number === null) continue;
      const key = identityKey({ id_type, id_number });
      const known = byPerson.get(key);
      if (known === undefined) byPerson.set(key, [row]);
      else known.push(row);
    }
    for (const same of byPerson.values()) {
      if (same.length === 1) continue;
      for (const row of same) yield { row, field: 'id_number', params: { rows: others(same, row) } };
    }
  },
});
