/** An applied set as its undo needs it: what it wrote, what was written since, and how things stand now. */
import { sql } from 'kysely';
import type { AppliedSet, LaterVersion, WrittenVersion } from '../schemas/revert.ts';
import type { RecordField, TeacherRecord } from '../schemas/sheets/teacher.ts';
import { identityKey, type KnownTeacher } from '../schemas/snapshot.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';
import { identityHash } from './teacher-record.ts';
import { teachersByIds } from './teachers.ts';

interface RevisionRow {
  readonly teacher_id: string;
  readonly version: number;
  readonly fields: readonly RecordField[];
  readonly sealed: Buffer;
  /** Of the version before it. */
  readonly before: Buffer | null;
}

/**
 * Everything that the undo of an applied upload depends on, in four statements whatever its size. To be asked across all
 * units: whether a document is in use elsewhere is nobody's secret here, and nothing of whoever uses it is told.
 */
export async function appliedSetOf(tx: Scoped, uploadId: string): Promise<AppliedSet> {
  const rows = await writtenBy(tx, uploadId);
  const teachers = await teachersByIds(
    tx,
    rows.map((row) => row.teacher_id),
  );
  const later = await laterVersions(tx, rows);
  const { unit_id } = await tx.sql
    .selectFrom('uploads')
    .where('id', '=', uploadId)
    .select('unit_id')
    .executeTakeFirstOrThrow();
  const written = rows.map((row): WrittenVersion => {
    const teacher = teachers.get(row.teacher_id);
    return {
      ...{ teacher_id: row.teacher_id, fields: row.fields },
      before: row.before === null ? null : open<TeacherRecord>(tx.keys, 'teacher', row.before),
      after: open<TeacherRecord>(tx.keys, 'teacher', row.sealed),
      now: teacher?.unit_id === unit_id ? teacher : null,
      later: later.get(row.teacher_id) ?? [],
    };
  });
  return { written, holders: await holdersOf(tx, written) };
}

/** By way of the changes of its set: revisions are not found by upload, of which few are ever undone. */
async function writtenBy(tx: Scoped, uploadId: string): Promise<RevisionRow[]> {
  const { rows } = await sql<RevisionRow>`
    select r.teacher_id, r.version, r.fields, r.sealed, b.sealed as before
    from changes c join teacher_revisions r on r.change_id = c.id
    left join teacher_revisions b on b.teacher_id = r.teacher_id and b.version = r.version - 1
    where c.change_set_id = (select change_set_id from uploads where id = ${uploadId}) and c.decision = 'approve'
    order by c.position`.execute(tx.sql);
  return rows;
}

async function laterVersions(tx: Scoped, rows: readonly RevisionRow[]): Promise<Map<string, LaterVersion[]>> {
  const found = await sql<LaterVersion & { teacher_id: string }>`
    select l.teacher_id, l.fields, u.receipt
    from unnest(${rows.map((row) => row.teacher_id)}::bigint[], ${rows.map((row) => row.version)}::int[]) as w (teacher_id, version)
    join teacher_revisions l on l.teacher_id = w.teacher_id and l.version > w.version
    left join uploads u on u.id = l.upload_id
    order by l.teacher_id, l.version desc`.execute(tx.sql);
  const later = new Map<string, LaterVersion[]>();
  for (const { teacher_id, fields, receipt } of found.rows) {
    const list = later.get(teacher_id);
    if (list === undefined) later.set(teacher_id, [{ fields, receipt }]);
    else list.push({ fields, receipt });
  }
  return later;
}

type Document = Pick<TeacherRecord, 'id_type' | 'id_number'>;

/** Under every document that an undo may bring back, its type and its number each as they were or as they are. */
async function holdersOf(tx: Scoped, written: readonly WrittenVersion[]): Promise<Map<string, string>> {
  const documents = written.flatMap(({ before, now }) =>
    before === null || now === null ? [] : mixedDocuments(before, now),
  );
  const keys = new Map(
    documents.map((one) => [identityHash(tx.keys, one).toString('hex'), identityKey(one)]),
  );
  const hashes = [...keys.keys()].map((hash) => Buffer.from(hash, 'hex'));
  const { rows } = await sql<{ id: string; hash: string }>`
    select id, encode(identity_hash, 'hex') as hash from teachers
    where status = '在职' and identity_hash = any(${hashes}::bytea[])`.execute(tx.sql);
  return new Map(rows.map(({ id, hash }) => [keys.get(hash) ?? '', id]));
}

function mixedDocuments(before: TeacherRecord, { record }: KnownTeacher): Document[] {
  const isSame = identityKey(before) === identityKey(record);
  if (isSame && before.status === record.status) return [];
  return [before, record].flatMap(({ id_type }) =>
    [before, record].map(({ id_number }) => ({ id_type, id_number })),
  );
}
