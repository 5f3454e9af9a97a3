/** Histories: every version of a teacher, with who, when, from which file and row. */
import { sql } from 'kysely';
import type { ChangeKind } from '../schemas/change.ts';
import type { RecordWithHistory, ReplayedRevision } from '../schemas/replay.ts';
import type { RecordField, TeacherRecord } from '../schemas/sheets/teacher.ts';
import type { Database } from './connect.ts';
import { inScope, type Scoped } from './scope.ts';
import { open } from './seal.ts';
import { fromRow } from './teacher-record.ts';

export interface Revision {
  readonly version: number;
  readonly kind: ChangeKind;
  readonly fields: readonly RecordField[];
  /** Where the teacher was with this version. */
  readonly unit_id: string;
  readonly unit_name: string;
  readonly record: TeacherRecord;
  readonly upload_id: string | null;
  readonly receipt: string | null;
  /** For a version that an undo made: receipt of what it undid. */
  readonly undid: string | null;
  readonly sheet: string | null;
  readonly row_number: number | null;
  /** Who sent the file in, or asked for the undo. */
  readonly sent_by: string | null;
  /** Who approved it. */
  readonly made_by: string | null;
  readonly made_at: Date;
}

/** Every version of a teacher, newest first: who, when, from which upload and row. */
export async function historyOf(tx: Scoped, teacherId: string): Promise<Revision[]> {
  const rows = await tx.sql
    .selectFrom('teacher_revisions as r')
    .leftJoin('uploads', 'uploads.id', 'r.upload_id')
    .where('r.teacher_id', '=', teacherId)
    .select(['r.version', 'r.kind', 'r.fields', 'r.unit_id', 'r.sealed', 'r.upload_id'])
    .select([
      'uploads.receipt',
      sql<string>`unit_name(r.unit_id)`.as('unit_name'),
      sql<string | null>`account_label(coalesce(uploads.submitted_by, uploads.received_by))`.as('sent_by'),
      sql<string | null>`(select undone.receipt from uploads undone where undone.id = uploads.reverts)`.as(
        'undid',
      ),
      'r.sheet',
      'r.row_number',
      sql<string | null>`account_label(r.made_by)`.as('made_by'),
      'r.made_at',
    ])
    .orderBy('r.version', 'desc')
    .execute();
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    record: open<TeacherRecord>(tx.keys, 'teacher', sealed),
  }));
}

const portion = 500;

/** Every teacher within scope with all versions, oldest first, a portion at a time. */
export async function* recordsWithHistory(db: Database, scope: string): AsyncGenerator<RecordWithHistory> {
  for (let after = '0'; ; ) {
    const teachers = await inScope(db, scope, (tx) => recordsAfter(tx, after));
    yield* teachers;
    const last = teachers.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** Record and history of one portion are read in one statement, so that a version made in between is in both or in neither. */
async function recordsAfter(tx: Scoped, after: string): Promise<RecordWithHistory[]> {
  const { rows } = await sql<HistoryRow>`
    select t.*, h.revisions from (select * from teachers where id > ${after}
        and unit_path >= ${tx.scope} and unit_path < ${`${tx.scope}~`} order by id limit ${portion}) t
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('version', r.version, 'unit_id', r.unit_id::text, 'fields', r.fields,
        'sealed', encode(r.sealed, 'base64')) order by r.version), '[]') as revisions
      from teacher_revisions r where r.teacher_id = t.id) h
    order by t.id`.execute(tx.sql);
  return rows.map((row) => ({
    ...{ id: row.id, version: row.version, unit_id: row.unit_id, record: fromRow(tx.keys, row) },
    revisions: row.revisions.map(({ sealed, ...revision }) => ({
      ...revision,
      record: open<TeacherRecord>(tx.keys, 'teacher', Buffer.from(sealed, 'base64')),
    })),
  }));
}

interface HistoryRow extends Record<string, unknown> {
  readonly id: string;
  readonly version: number;
  readonly unit_id: string;
  readonly sealed: Buffer;
  readonly revisions: readonly (Omit<ReplayedRevision, 'record'> & { readonly sealed: string })[];
}
