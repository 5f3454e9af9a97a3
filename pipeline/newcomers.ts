/** Picks the rows that speak of somebody whom the unit doesn't have, so that only files with such people cost a question more. */
import type { CheckedRow } from '../schemas/examined.ts';
import { identityKey, type Snapshot } from '../schemas/snapshot.ts';
import { personOf } from './matching.ts';

/** Rows with a document that none of the unit's own teachers has, in the order of the file. */
export function newcomers(rows: readonly CheckedRow[], { teachers, unit_id }: Snapshot): CheckedRow[] {
  const own = new Set<string>();
  for (const teacher of teachers) if (teacher.unit_id === unit_id) own.add(identityKey(teacher.record));
  return rows.filter((row) => {
    const person = personOf(row);
    return person !== undefined && !own.has(person);
  });
}
