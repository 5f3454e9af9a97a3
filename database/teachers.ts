/** Teachers: reading the registry within a scope. */
import { sql } from 'kysely';
import { problem } from '../schemas/problem.ts';
import type { KnownTeacher } from '../schemas/snapshot.ts';
import { countHeads, unitsOfPage } from './headcount.ts';
import type { Scoped } from './scope.ts';
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
  if (ids.length === 0) return new Map();
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
