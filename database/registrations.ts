/** New teachers and new versions: the few statements that write the registry, whatever the number of people. */
import { sql } from 'kysely';
import type { ChangeKind } from '../schemas/change.ts';
import { recordFields, type TeacherRecord } from '../schemas/sheets/teacher.ts';
import { enrolmentsFollow } from './enrolment-moves.ts';
import type { Scoped } from './scope.ts';
import { seal } from './seal.ts';
import { columnExpressions, fromRow, recordsetColumns, toColumns } from './teacher-record.ts';

export const blankRecord = Object.fromEntries(recordFields.map((field) => [field, null])) as TeacherRecord;

/**
 * Adds teachers to a unit and answers their ids in order; `verified` when their school has just said that they are right.
 * One statement. The unique index refuses a person who is in service anywhere, with the server's error 23505.
 */
export async function addTeachers(
  tx: Scoped,
  unit: { unit_id: string; unit_path: string },
  records: readonly TeacherRecord[],
  verified: boolean,
): Promise<string[]> {
  const rows = records.map((record, position) => ({ position, ...toColumns(tx.keys, record) }));
  const columns = columnExpressions.map(([column]) => column).join(', ');
  const expressions = columnExpressions.map(([, expression]) => expression).join(', ');
  const result = await sql<{ id: string }>`
    insert into teachers (unit_id, unit_path, verified_at, ${sql.raw(columns)})
    select ${unit.unit_id}, ${unit.unit_path}, case when ${verified} then now() end, ${sql.raw(expressions)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (position int, ${sql.raw(recordsetColumns)})
    order by x.position returning id`.execute(tx.sql);
  return result.rows.map((row) => row.id);
}

/** A teacher as it stands, locked. */
export interface LockedTeacher {
  readonly id: string;
  readonly version: number;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly record: TeacherRecord;
}

/**
 * Locks teachers until the transaction ends, and answers their versions by id; those out of scope or unknown are left out. In
 * the order of ids, so that two who need the same teachers wait for each other instead of deadlocking. One statement.
 */
export async function lockVersions(tx: Scoped, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await locking(tx, ids).select(['id', 'version']).execute();
  return new Map(rows.map(({ id, version }) => [id, version]));
}

const locking = (tx: Scoped, ids: readonly string[]) =>
  tx.sql.selectFrom('teachers').where(sql<boolean>`id = any(${ids}::bigint[])`).orderBy('id').forUpdate();

/** {@link lockVersions}, with all that is known of them. */
export async function lockTeachers(
  tx: Scoped,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LockedTeacher>> {
  const rows = await locking(tx, ids).selectAll().execute();
  return new Map(
    rows.map((row) => {
      const { id, version, unit_id, unit_path } = row;
      return [id, { id, version, unit_id, unit_path, record: fromRow(tx.keys, { ...row }) }] as const;
    }),
  );
}

export interface NewVersion {
  readonly id: string;
  readonly version: number;
  readonly record: TeacherRecord;
}

/**
 * Writes the next version of locked teachers, at another unit where `to` is given. `verified` when their school has just said
 * that they are right. One statement, and those for the enrolments of whoever moves or leaves. A person who is in service elsewhere
 * is refused as by {@link addTeachers}.
 */
export async function updateTeachers(
  tx: Scoped,
  written: readonly NewVersion[],
  verified: boolean,
  to: { unit_id: string; unit_path: string } | null = null,
): Promise<void> {
  if (written.length === 0) return;
  const rows = written.map(({ id, version, record }) => ({ id, version, ...toColumns(tx.keys, record) }));
  const sets = columnExpressions.map(([column, expression]) => `${column} = ${expression}`).join(', ');
  await sql`update teachers t
    set ${sql.raw(sets)}, version = x.version, updated_at = now(),
      unit_id = coalesce(${to?.unit_id ?? null}, t.unit_id), unit_path = coalesce(${to?.unit_path ?? null}, t.unit_path),
      verified_at = case when ${verified} then now() else t.verified_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (id bigint, version int, ${sql.raw(recordsetColumns)})
    where t.id = x.id and t.version = x.version - 1`.execute(tx.sql);
  await enrolmentsFollow(tx, written, to);
}

/** Whether the server refused somebody who is in service under the same document already. */
export const isAlreadyInService = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'teachers_one_active';

export interface NewRevision {
  readonly teacher_id: string;
  readonly version: number;
  readonly kind: ChangeKind;
  readonly fields: readonly string[];
  readonly record: TeacherRecord;
  readonly upload_id: string | null;
  readonly change_id: string | null;
  readonly sheet: string | null;
  readonly row_number: number | null;
  readonly made_by: string | null;
}

/** Writes down who made which version of whom from what. One statement. */
export async function insertRevisions(
  tx: Scoped,
  unitId: string,
  revisions: readonly NewRevision[],
): Promise<void> {
  if (revisions.length === 0) return;
  const rows = revisions.map(({ record, ...rest }) => ({
    ...rest,
    ...{ name: record.name, stage: record.stage, status: record.status },
    sealed: seal(tx.keys, 'teacher', record).toString('base64'),
  }));
  await sql`insert into teacher_revisions (teacher_id, version, kind, fields, unit_id, sealed, upload_id, change_id,
      sheet, row_number, made_by, name, stage, status)
    select x.teacher_id, x.version, x.kind, array(select jsonb_array_elements_text(x.fields)), ${unitId},
      decode(x.sealed, 'base64'), x.upload_id, x.change_id, x.sheet, x.row_number, x.made_by,
      x.name, x.stage, x.status
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (teacher_id bigint, version int, kind text,
      fields jsonb, sealed text, upload_id bigint, change_id bigint, sheet text, row_number int, made_by bigint,
      name text, stage text, status text)`.execute(tx.sql);
}

/** Takes over teachers from outside an upload (a first load): each with version 1 as its history. */
export async function registerTeachers(
  tx: Scoped,
  unit: { unit_id: string; unit_path: string },
  records: readonly TeacherRecord[],
): Promise<string[]> {
  const ids = await addTeachers(tx, unit, records, false);
  const revisions = ids.map((teacher_id, index) => ({
    teacher_id,
    version: 1,
    kind: 'add' as const,
    fields: [],
    record: records[index] ?? blankRecord,
    upload_id: null,
    change_id: null,
    sheet: null,
    row_number: null,
    made_by: null,
  }));
  await insertRevisions(tx, unit.unit_id, revisions);
  return ids;
}
