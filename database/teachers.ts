/** Teachers: reading the registry within a scope, and the snapshot that a check compares with. */
import { sql } from 'kysely';
import { problem } from '../schemas/problem.ts';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { baseKey, identityKey, type KnownTeacher, type Snapshot } from '../schemas/snapshot.ts';
import type { RowStamp } from '../schemas/stamp.ts';
import { countHeads, unitsOfPage } from './headcount.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';
import { statement } from './statement.ts';
import { fromRow, identityHash, plainFields } from './teacher-record.ts';

const columns = [
  'teachers.id',
  'teachers.version',
  'teachers.unit_id',
  'teachers.sealed',
  'teachers.verified_at',
  'teachers.updated_at',
  'teachers.created_at',
  ...plainFields.map((field) => `teachers.${field}` as 'teachers.name'),
] as const;

export interface RegisteredTeacher extends KnownTeacher {
  readonly verified_at: Date | null;
  readonly updated_at: Date;
  /** When it came into the registry. */
  readonly created_at: Date;
}

const within = (scope: string) =>
  sql<boolean>`teachers.unit_path >= ${scope} and teachers.unit_path < ${`${scope}~`}`;

const registered = (tx: Scoped) =>
  tx.sql
    .selectFrom('teachers')
    .innerJoin('units', 'units.id', 'teachers.unit_id')
    .where(within(tx.scope))
    .select([...columns, 'units.name as unit_name']);

type Row = Awaited<ReturnType<ReturnType<typeof registered>['executeTakeFirstOrThrow']>>;

const toTeacher = (tx: Scoped, row: Row): RegisteredTeacher => ({
  id: row.id,
  version: row.version,
  unit_id: row.unit_id,
  unit_name: row.unit_name,
  verified_at: row.verified_at,
  updated_at: row.updated_at,
  created_at: row.created_at,
  record: fromRow(tx.keys, row),
});

/** One teacher, or null when nobody within scope has this id. */
export async function findTeacher(tx: Scoped, id: string): Promise<RegisteredTeacher | null> {
  const row = await registered(tx).where('teachers.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toTeacher(tx, row);
}

/** One teacher within scope. Throws `not-found`. */
export async function teacherById(tx: Scoped, id: string): Promise<RegisteredTeacher> {
  const teacher = await findTeacher(tx, id);
  if (teacher === null) throw problem('not-found');
  return teacher;
}

/** Those of these teachers that lie within scope, by id. */
export async function teachersByIds(
  tx: Scoped,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RegisteredTeacher>> {
  const rows = await registered(tx).where(sql<boolean>`teachers.id = any(${ids}::bigint[])`).execute();
  return new Map(rows.map((row) => [row.id, toTeacher(tx, row)]));
}

/** The unit's teachers in service, by name; what its template is prefilled with. */
export async function teachersInService(tx: Scoped, unitId: string): Promise<RegisteredTeacher[]> {
  const rows = await registered(tx)
    .where('teachers.unit_id', '=', unitId)
    .where('teachers.status', '=', '在职')
    .orderBy('teachers.id')
    .execute();
  return rows.map((row) => toTeacher(tx, row));
}

export interface TeacherFilter {
  readonly unit_path?: string;
  readonly name?: string;
  /** A whole document number, found by its fingerprint. */
  readonly id_number?: string;
  readonly stage?: string;
  readonly status?: string;
  readonly limit: number;
  readonly offset?: number;
}

export interface TeacherList {
  readonly teachers: readonly RegisteredTeacher[];
  readonly total: number;
  /** There are more than `total`: of a common name not all are counted. */
  readonly is_more: boolean;
}

/** People of one name who are counted; further ones are found by more of the name. */
const mostNamed = 1000;

/** Teachers within scope that match, by unit, with how many there are. */
export function listTeachers(tx: Scoped, filter: TeacherFilter): Promise<TeacherList> {
  if (filter.id_number) return teachersByNumber(tx, filter.id_number, filter);
  return filter.name ? teachersByName(tx, filter.name, filter) : teachersByUnit(tx, filter);
}

async function teachersByNumber(tx: Scoped, id_number: string, filter: TeacherFilter): Promise<TeacherList> {
  const hashes = ['居民身份证', '港澳台居民居住证', '外国人永久居留身份证', '护照'].map((id_type) =>
    identityHash(tx.keys, { id_type, id_number }),
  );
  const rows = await registered(tx)
    .where('teachers.identity_hash', 'in', hashes)
    .orderBy('teachers.unit_path')
    .orderBy('teachers.id')
    .execute();
  const { offset = 0, limit } = filter;
  const teachers = rows.slice(offset, offset + limit).map((row) => toTeacher(tx, row));
  return { teachers, total: rows.length, is_more: false };
}

async function teachersByName(tx: Scoped, name: string, filter: TeacherFilter): Promise<TeacherList> {
  const { unit_path: area = tx.scope, stage = null, status = null, offset = 0, limit } = filter;
  const { rows } = await sql<{ id: string }>`
    select teachers_named(${name}, ${area}, ${stage}, ${status}, ${mostNamed + 1}) as id`.execute(tx.sql);
  const ids = rows.slice(0, mostNamed).map(({ id }) => id);
  const shown = ids.slice(offset, offset + limit);
  const teachers = await teachersByIds(tx, shown);
  return {
    teachers: shown.flatMap((id) => teachers.get(id) ?? []),
    ...{ total: ids.length, is_more: rows.length > mostNamed },
  };
}

/** Counted by the headcounts; a page far down, or of few among many, is found by them too. */
async function teachersByUnit(tx: Scoped, filter: TeacherFilter): Promise<TeacherList> {
  const { unit_path: area = tx.scope, stage, status, offset = 0, limit } = filter;
  const wanted = { area, stage, status };
  const total = await countHeads(tx, wanted);
  if (offset >= total) return { teachers: [], total, is_more: false };
  const isNear = stage === undefined && status === undefined && offset <= 20 * limit;
  const place = isNear ? { units: null, skipped: 0 } : await unitsOfPage(tx, wanted, offset, limit);
  // The planner takes an area for a few rows and would rather fetch and sort all of them than keep to the order of the index.
  await sql`select set_config(${place.units ? 'enable_bitmapscan' : 'enable_sort'}, 'off', true)`.execute(
    tx.sql,
  );
  // Without a join: with one, it would walk all units.
  let query = tx.sql
    .selectFrom('teachers')
    .where(within(tx.scope))
    .where(within(area))
    .select([
      ...columns,
      sql<string>`(select name from units where units.id = teachers.unit_id)`.as('unit_name'),
    ]);
  if (place.units) query = query.where(sql<boolean>`teachers.unit_id = any(${place.units}::bigint[])`);
  if (stage) query = query.where('teachers.stage', '=', stage);
  if (status) query = query.where('teachers.status', '=', status);
  const rows = await query
    .orderBy('teachers.unit_path')
    .orderBy('teachers.id')
    .limit(limit)
    .offset(offset - place.skipped)
    .execute();
  return { teachers: rows.map((row) => toTeacher(tx, row)), total, is_more: false };
}

type SnapshotRow = Pick<Row, 'id' | 'version' | 'unit_id' | 'unit_name' | 'sealed'> & Record<string, unknown>;

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
