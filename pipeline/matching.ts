/** Says which teacher of the registry each row of a file speaks of: by identity document first, then by the row's stamp. */
import type { CheckedRow } from '../schemas/examined.ts';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { baseKey, identityKey, type KnownTeacher, type Snapshot } from '../schemas/snapshot.ts';
import { folded } from './text.ts';

export interface Match {
  readonly row: CheckedRow;
  /** Undefined for a person whom the registry has not seen. */
  readonly teacher: KnownTeacher | undefined;
  /** Whether another row speaks for the same person; the file has an error then. */
  readonly isRepeated: boolean;
}

/** The person a row names by document; nothing while type or number can't be read. */
export const personOf = ({ values }: CheckedRow): string | undefined =>
  values.id_type === null || values.id_number === null ? undefined : identityKey(values);

/** Registry ids are whole numbers as text; a later record has the greater one. */
const isLater = (id: string, than: string): boolean =>
  id.length === than.length ? id > than : id.length > than.length;

/** A person may have left several units: the record in service speaks, then this unit's own, then the latest. */
function speaksBefore(one: KnownTeacher, other: KnownTeacher, unitId: string): boolean {
  const weight = ({ record, unit_id }: KnownTeacher): number =>
    (record.status === '在职' ? 2 : 0) + (unit_id === unitId ? 1 : 0);
  return weight(one) === weight(other) ? isLater(one.id, other.id) : weight(one) > weight(other);
}

function byDocument({ teachers, unit_id }: Snapshot): Map<string, KnownTeacher> {
  const found = new Map<string, KnownTeacher>();
  for (const teacher of teachers) {
    const key = identityKey(teacher.record);
    const known = found.get(key);
    if (known === undefined || speaksBefore(teacher, known, unit_id)) found.set(key, teacher);
  }
  return found;
}

const inFileOrder = (a: CheckedRow, b: CheckedRow): number =>
  a.sheet === b.sheet ? a.row - b.row : a.sheet < b.sheet ? -1 : 1;

/** One row for each person: the first in the file, unless a later one carries the stamp of that very teacher. */
function speakers(
  rows: readonly CheckedRow[],
  known: ReadonlyMap<string, KnownTeacher>,
): Map<string, CheckedRow> {
  const found = new Map<string, CheckedRow>();
  for (const row of rows) {
    const person = personOf(row);
    if (person === undefined) continue;
    const earlier = found.get(person);
    const id = known.get(person)?.id;
    const isOwn = id !== undefined && row.stamp?.teacher_id === id && earlier?.stamp?.teacher_id !== id;
    if (earlier === undefined || isOwn) found.set(person, row);
  }
  return found;
}

const withoutDots = (name: string): string => folded(name).replaceAll('\u00b7', '');

/** Whether something of the person is left: a row that was typed over with somebody else keeps its stamp too. */
function isSamePerson({ values: { name, birth_date } }: CheckedRow, record: TeacherRecord): boolean {
  if (birth_date !== null && birth_date === record.birth_date) return true;
  return name !== null && record.name !== null && withoutDots(name) === withoutDots(record.name);
}

/**
 * The rows that a stamp alone ties to their teacher: the document was changed or can't be read. A teacher whom several
 * rows claim belongs to none of them, for which one it was would be a guess.
 */
function claims(
  rows: readonly CheckedRow[],
  snapshot: Snapshot,
  known: ReadonlyMap<string, KnownTeacher>,
  speaking: ReadonlyMap<string, CheckedRow>,
): Map<CheckedRow, KnownTeacher> {
  const byId = new Map(snapshot.teachers.map((teacher) => [teacher.id, teacher]));
  for (const person of speaking.keys()) byId.delete(known.get(person)?.id ?? '');
  const claimants = new Map<KnownTeacher, CheckedRow[]>();
  for (const row of rows) {
    const person = personOf(row);
    const teacher = row.stamp === null ? undefined : byId.get(row.stamp.teacher_id);
    if (row.stamp === null || teacher === undefined) continue;
    if (person !== undefined && (known.has(person) || speaking.get(person) !== row)) continue;
    const base = snapshot.bases.get(baseKey(row.stamp)) ?? teacher.record;
    if (!isSamePerson(row, teacher.record) && !isSamePerson(row, base)) continue;
    const others = claimants.get(teacher);
    if (others === undefined) claimants.set(teacher, [row]);
    else others.push(row);
  }
  const found = new Map<CheckedRow, KnownTeacher>();
  for (const [teacher, [row, ...others]] of claimants) {
    if (row !== undefined && others.length === 0) found.set(row, teacher);
  }
  return found;
}

/** Every row of the file, in file order whatever the order they are given in, with the teacher it speaks of. Linear time. */
export function matchRows(rows: readonly CheckedRow[], snapshot: Snapshot): Match[] {
  const inOrder = rows.toSorted(inFileOrder);
  const known = byDocument(snapshot);
  const speaking = speakers(inOrder, known);
  const claimed = claims(inOrder, snapshot, known, speaking);
  return inOrder.map((row) => {
    const person = personOf(row);
    return {
      row,
      teacher: (person === undefined ? undefined : known.get(person)) ?? claimed.get(row),
      isRepeated: person !== undefined && speaking.get(person) !== row,
    };
  });
}
