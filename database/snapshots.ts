/** Snapshots: the registry as far as a check compares with it. */
import { sql } from 'kysely';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { baseKey, identityKey, type KnownTeacher, type Snapshot } from '../schemas/snapshot.ts';
import type { RowStamp } from '../schemas/stamp.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';
import { statement } from './statement.ts';
import { fromRow, identityHash, plainFields } from './teacher-record.ts';

type SnapshotRow = Omit<KnownTeacher, 'record'> & { readonly sealed: Buffer } & Record<string, unknown>;

// Three ways to a teacher, each by its own index, and only then the records, by theirs. Said by `or` or as joins, the planner
// may walk the whole registry: it guesses low how much of it a scope covers.
const concerned = statement<SnapshotRow>(
  'snapshot',
  `select id, version, unit_id, sealed, ${plainFields.join(', ')},
    (select units.name from units where units.id = teachers.unit_id) as unit_name
  from teachers where id = any(array(
    select id from teachers where unit_id = any($1::bigint[]) and status = '在职'
    union select id from teachers where identity_hash = any($2::bytea[])
    union select id from teachers where id = any($3::bigint[])))`,
);

/** What one file asks of the registry. */
export interface SnapshotQuestion {
  readonly unit_id: string;
  /** The documents that it names. */
  readonly named: readonly { readonly id_type: string | null; readonly id_number: string | null }[];
  readonly stamps: readonly RowStamp[];
}

/**
 * The registry as far as each file is concerned: its unit's own teachers in service, everyone the file names by document
 * or stamp wherever they are, and the records that stamped rows were prefilled from when they have changed since.
 * One statement whatever the size of the registry, and a second one where such records are wanted; several for a huge file.
 */
export async function snapshotsFor(tx: Scoped, questions: readonly SnapshotQuestion[]): Promise<Snapshot[]> {
  const documents = questions.flatMap(({ named }) => named.filter((one) => one.id_number !== null));
  const stamps = questions.flatMap((question) => question.stamps);
  const units = questions.map((question) => question.unit_id);
  const teachers =
    documents.length > mostAtOnce
      ? await inPortions(tx, units, documents, stamps)
      : await concernedBy(tx, units, documents, stamps);
  const versions = new Map(teachers.map((teacher) => [teacher.id, teacher.version]));
  const outdated = stamps.filter((stamp) => versions.get(stamp.teacher_id) !== stamp.version);
  const bases = await recordsAt(tx, outdated);
  if (questions.length === 1) return questions.map(({ unit_id }) => ({ unit_id, teachers, bases }));
  const concern = concernOf(teachers);
  return questions.map((question) => ({ unit_id: question.unit_id, teachers: concern(question), bases }));
}

type Documents = SnapshotQuestion['named'];

async function concernedBy(
  tx: Scoped,
  units: readonly string[],
  documents: Documents,
  stamps: readonly RowStamp[],
): Promise<KnownTeacher[]> {
  const rows = await concerned(tx, [
    units,
    documents.map((one) => identityHash(tx.keys, one)),
    stamps.map((stamp) => stamp.teacher_id),
  ]);
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    unit_id: row.unit_id,
    unit_name: row.unit_name,
    record: fromRow(tx.keys, row),
  }));
}

/** A statement that asks for more teachers than this would hold up everybody else's. */
const mostAtOnce = 5_000;
const perPortion = 1_000;

/** The same teachers, a portion at a time, so that neither memory nor whoever else is served feels how many there are. */
async function inPortions(
  tx: Scoped,
  units: readonly string[],
  documents: Documents,
  stamps: readonly RowStamp[],
): Promise<KnownTeacher[]> {
  const found = new Map<string, KnownTeacher>();
  for (let at = 0; at < Math.max(documents.length, stamps.length); at += perPortion) {
    const portion = [documents.slice(at, at + perPortion), stamps.slice(at, at + perPortion)] as const;
    for (const teacher of await concernedBy(tx, [], ...portion)) found.set(teacher.id, teacher);
  }
  // Most of the unit's own are named by its file; the others are looked for by their ids.
  const own = await ownIds(tx, units);
  const rest = own.filter((id) => !found.has(id)).map((teacher_id) => ({ teacher_id, version: 0 }));
  for (let at = 0; at < rest.length; at += perPortion) {
    for (const teacher of await concernedBy(tx, [], [], rest.slice(at, at + perPortion)))
      found.set(teacher.id, teacher);
  }
  return [...found.values()];
}

async function ownIds(tx: Scoped, units: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from teachers where unit_id = any(${units}::bigint[]) and status = '在职'`.execute(tx.sql);
  return rows.map(({ id }) => id);
}

/** {@link snapshotsFor} for one file. */
export async function snapshotFor(
  tx: Scoped,
  unit_id: string,
  named: SnapshotQuestion['named'],
  stamps: readonly RowStamp[],
): Promise<Snapshot> {
  const [snapshot] = await snapshotsFor(tx, [{ unit_id, named, stamps }]);
  if (snapshot === undefined) throw new Error('no snapshot was made');
  return snapshot;
}

/** Says in memory what the statement says in SQL, to part its answer among several files. */
function concernOf(teachers: readonly KnownTeacher[]): (question: SnapshotQuestion) => KnownTeacher[] {
  const byUnit = new Map<string, KnownTeacher[]>();
  const byDocument = new Map<string, KnownTeacher[]>();
  const byId = new Map<string, KnownTeacher>();
  for (const teacher of teachers) {
    if (teacher.record.status === '在职') put(byUnit, teacher.unit_id, teacher);
    put(byDocument, identityKey(teacher.record), teacher);
    byId.set(teacher.id, teacher);
  }
  return ({ unit_id, named, stamps }) => {
    const found = new Set(byUnit.get(unit_id));
    for (const one of named) for (const teacher of byDocument.get(identityKey(one)) ?? []) found.add(teacher);
    for (const { teacher_id } of stamps) {
      const teacher = byId.get(teacher_id);
      if (teacher !== undefined) found.add(teacher);
    }
    return [...found];
  };
}

function put<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

async function recordsAt(tx: Scoped, stamps: readonly RowStamp[]): Promise<Map<string, TeacherRecord>> {
  if (stamps.length === 0) return new Map();
  const { rows } = await sql<{ teacher_id: string; version: number; sealed: Buffer }>`
    select r.teacher_id, r.version, r.sealed
    from unnest(${stamps.map((s) => s.teacher_id)}::bigint[], ${stamps.map((s) => s.version)}::int[]) as s (teacher_id, version)
    join teacher_revisions r using (teacher_id, version)`.execute(tx.sql);
  return new Map(rows.map((row) => [baseKey(row), open<TeacherRecord>(tx.keys, 'teacher', row.sealed)]));
}
