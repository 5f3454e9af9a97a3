/** Change sets by hand: what no simple file comes to, in review at once. */
import { randomUUID } from 'node:crypto';
import { saveCheck } from '../../database/checks.ts';
import type { Database } from '../../database/connect.ts';
import { countsOf } from '../../pipeline/counts.ts';
import type { Change } from '../../schemas/change.ts';
import type { Issue } from '../../schemas/issue.ts';
import { identityNumberOf } from './people.ts';
import { type Place, sendIn } from './registry.ts';
import { submit, uploadNow } from './working.ts';

/** A change of the n-th teacher, whose id the registry gave. */
export const changeOfTeacher = (n: number, teacher_id: string, changed: Partial<Change>): Change => ({
  ...{ kind: 'change', risk: 4, name: `张试${n}`, id_number: identityNumberOf(n), id_type: '居民身份证' },
  ...{ teacher_id, base_version: 1, sheet: '教师', row: n + 3, cells: {} },
  ...changed,
});

/** Keeps these changes as the verdict on a file of the place. Answers the upload and its set. */
export async function keepChanges(
  db: Database,
  place: Place,
  changes: readonly Change[],
  issues: readonly Issue[] = [],
): Promise<{ id: string; set: string }> {
  const id = await sendIn(db, place, Buffer.from(randomUUID()));
  const read = { template: 'teacher', format: 'xlsx' } as const;
  const examined = { ...read, stamp: null, columns: {}, rows: [], issues: [] };
  await saveCheck(db, id, { examined, issues, changes, counts: countsOf(changes.length, issues, changes) });
  await submit(db, place, id);
  return { id, set: (await uploadNow(db, id)).change_set_id ?? '' };
}
