/** Lookalikes: teachers of the registry who may be a newcomer under another document, found by short ranges of indexes. */
import type { LookalikeQuestion } from '../schemas/lookalike.ts';
import type { KnownTeacher } from '../schemas/snapshot.ts';
import type { Scoped } from './scope.ts';
import { fingerprint } from './seal.ts';
import { statement } from './statement.ts';
import { fromRow, plainFields } from './teacher-record.ts';

type Row = Omit<KnownTeacher, 'record'> & { readonly people: readonly number[]; readonly sealed: Buffer };

const resembling = statement<Row & Record<string, unknown>>(
  'lookalikes',
  `select people, ${['id', 'version', 'unit_id', 'sealed', ...plainFields].map((column) => `(teacher).${column}`).join(', ')},
    (select units.name from units where units.id = (teacher).unit_id) as unit_name
  from lookalike_teachers($1::json)`,
);

/** After every character: the end of the range of names with a beginning. */
const last = '\u{10ffff}';

/**
 * For each person asked about, by document, the teachers who share a phone, or the birth date and at least the beginning of
 * the name. At most some thirty each; whether they are alike is for the pipeline to say. One statement, and none where nobody is asked about.
 */
export async function lookalikesOf(
  tx: Scoped,
  questions: readonly LookalikeQuestion[],
): Promise<ReadonlyMap<string, readonly KnownTeacher[]>> {
  const found = new Map<string, KnownTeacher[]>();
  if (questions.length === 0) return found;
  const people = questions.map(({ name, birth_date, mobile, beginnings }, n) => ({
    ...{ n, name, birth_date },
    mobile_hash: mobile === null ? null : fingerprint(tx.keys, 'mobile', mobile).toString('base64'),
    beginnings: beginnings.filter(Boolean).map((from) => ({ from, to: from + last })),
  }));
  for (const row of await resembling(tx, [JSON.stringify(people)])) {
    const { id, version, unit_id, unit_name } = row;
    const teacher = { id, version, unit_id, unit_name, record: fromRow(tx.keys, row) };
    for (const n of row.people) {
      const document = questions[n]?.document ?? '';
      found.set(document, [...(found.get(document) ?? []), teacher]);
    }
  }
  return found;
}
