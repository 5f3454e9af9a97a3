/** Says which teacher of the registry each row of a file speaks of: by identity document first, then by the row's stamp. */
import type { CheckedRow } from '../schemas/examined.ts';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { baseKey, identityKey, type KnownTeacher, type Snapshot } from '../schemas/snapshot.ts';
import { nameKey } from './text.ts';

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

/** A row with what its document says, looked up once. */
interface Reading {
  readonly row: CheckedRow;
  readonly person: string | undefined;
  /** The teacher of the row's document. */
  readonly named: KnownTeacher | undefined;
}

const hasStampOf = ({ row, named }: Reading): boolean =>
  named !== undefined && row.stamp?.teacher_id === named.id;

/** One row for each person: the first in the file, unless a later one carries the stamp of that very teacher. */
function speakersOf(readings: readonly Reading[]): ReadonlySet<Reading> {
  const found = new Map<string, Reading>();
  for (const reading of readings) {
    if (reading.person === undefined) continue;
    const earlier = found.get(reading.person);
    if (earlier === undefined || (hasStampOf(reading) && !hasStampOf(earlier)))
      found.set(reading.person, reading);
  }
  return new Set(found.values());
}

/** Whether something of the person is left: a row that was typed over with somebody else keeps its stamp too. */
function isSamePerson({ values: { name, birth_date } }: CheckedRow, record: TeacherRecord): boolean {
  if (birth_date !== null && birth_date === record.birth_date) return true;
  return name !== null && record.name !== null && nameKey(name) === nameKey(record.name);
}

/**
 * The rows that a stamp alone ties to their teacher: the document was changed or can't be read. A teacher whom several
 * rows claim belongs to none of them, for which one it was would be a guess.
 */
function claims(
  readings: readonly Reading[],
  speakers: ReadonlySet<Reading>,
  { teachers, bases }: Snapshot,
): Map<CheckedRow, KnownTeacher> {
  const claiming = readings.filter(
    (reading) =>
      reading.row.stamp !== null &&
      reading.named === undefined &&
      (reading.person === undefined || speakers.has(reading)),
  );
  if (claiming.length === 0) return new Map();
  const byId = new Map(teachers.map((teacher) => [teacher.id, teacher]));
  for (const { named } of readings) if (named !== undefined) byId.delete(named.id);
  const claimants = new Map<KnownTeacher, CheckedRow[]>();
  for (const { row } of claiming) {
    const teacher = row.stamp === null ? undefined : byId.get(row.stamp.teacher_id);
    if (row.stamp === null || teacher === undefined) continue;
    const base = bases.get(baseKey(row.stamp)) ?? teacher.record;
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
  const known = byDocument(snapshot);
  const readings = rows.toSorted(inFileOrder).map((row): Reading => {
    const person = personOf(row);
    return { row, person, named: person === undefined ? undefined : known.get(person) };
  });
  const speakers = speakersOf(readings);
  const claimed = claims(readings, speakers, snapshot);
  return readings.map((reading) => ({
    row: reading.row,
    teacher: reading.named ?? claimed.get(reading.row),
    isRepeated: reading.person !== undefined && !speakers.has(reading),
  }));
}
