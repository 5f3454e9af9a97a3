/** Retention: files whose time is over are deleted; their record, what was decided on them and the audit trail stay. */
import { type SqlBool, sql } from 'kysely';
import { formSenders } from '../schemas/form.ts';
import { hasEnded } from '../schemas/lifecycle.ts';
import type { RetentionPolicy } from '../schemas/retention.ts';
import { formLifecycle, undoingStates, uploadLifecycle, uploadStates } from '../schemas/upload-lifecycle.ts';
import type { Database } from './connect.ts';
import { moveExport } from './exports.ts';
import { asSystem, type Scoped } from './scope.ts';

/** Files deleted in one transaction. */
const batch = 100;

export interface Overdue {
  readonly uploads: number;
  readonly exports: number;
  /** Of the files together, as they were sent or written. */
  readonly size_bytes: number;
}

/** What {@link forgetOverdue} would delete by now. */
export const overdueFiles = (db: Database, policy: RetentionPolicy): Promise<Overdue> =>
  asSystem(db, async (tx) => {
    const { rows } = await sql<Overdue>`
      select u.uploads, x.exports, (u.size + x.size)::float8 as size_bytes
      from (select count(*)::int as uploads, coalesce(sum(size_bytes), 0) as size from uploads u
          where ${overdueUpload(policy.uploads_days)}) u,
        (select count(*)::int as exports, coalesce(sum(size_bytes), 0) as size from exports x
          where ${overdueExport(policy.exports_days)}) x`.execute(tx.sql);
    return rows[0] ?? { uploads: 0, exports: 0, size_bytes: 0 };
  });

/**
 * Deletes what is overdue, a hundred files at a time, with an event for each. Whoever works on one of them at the moment keeps it
 * until the next time. Answers how many; ended by `stop`, it goes on where it is called again.
 */
export async function forgetOverdue(
  db: Database,
  policy: RetentionPolicy,
  stop?: AbortSignal,
): Promise<Omit<Overdue, 'size_bytes'>> {
  return {
    uploads: await inBatches((after) => asSystem(db, (tx) => forgetUploads(tx, policy, after)), stop),
    exports: await inBatches((after) => asSystem(db, (tx) => forgetExports(tx, policy, after)), stop),
  };
}

/** In the order of ids, so that what was left out is not met again. */
async function inBatches(some: (after: string) => Promise<string[]>, stop?: AbortSignal): Promise<number> {
  let total = 0;
  for (let after = '0'; stop?.aborted !== true; ) {
    const ids = await some(after);
    total += ids.length;
    const last = ids.at(-1);
    if (last === undefined) break;
    after = last;
  }
  return total;
}

const over = (moment: ReturnType<typeof sql>, days: number) =>
  sql<SqlBool>`${days} > 0 and ${moment} < now() - make_interval(days => ${days})`;

const endedStates = {
  file: uploadStates.filter((state) => hasEnded(uploadLifecycle, state)),
  form: uploadStates.filter((state) => hasEnded(formLifecycle, state)),
};

/** Of `uploads u`: at its end, and no undo of it under way. An undo has no file. */
const overdueUpload = (
  days: number,
) => sql<SqlBool>`u.file_deleted_at is null and u.reverts is null and u.owes is null
  and u.state = any(case when u.template = any(${Object.keys(formSenders)}::text[]) then ${endedStates.form}::text[]
    else ${endedStates.file}::text[] end)
  and ${over(sql`greatest(u.received_at, u.reviewed_at, u.applied_at)`, days)}
  and not exists (select from uploads undo where undo.reverts = u.id and undo.state = any(${[...undoingStates]}::text[]))`;

/** Of `exports x`. */
const overdueExport = (days: number) =>
  sql<SqlBool>`x.state = 'ready' and ${over(sql`coalesce(x.snapshot_at, x.asked_at)`, days)}`;

async function forgetUploads(
  tx: Scoped,
  { uploads_days }: RetentionPolicy,
  after: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select u.id from uploads u where u.id > ${after} and ${overdueUpload(uploads_days)}
    order by u.id limit ${batch} for no key update skip locked`.execute(tx.sql);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  await sql`insert into events (account_id, unit_id, unit_path, subject, subject_id, action, detail)
    select null, u.unit_id, u.unit_path, 'upload', u.id, 'delete-file', jsonb_build_object('days', ${uploads_days}::int)
    from forget_files(${ids}::bigint[]) as gone (id) join uploads u using (id) order by u.id`.execute(tx.sql);
  return ids;
}

async function forgetExports(
  tx: Scoped,
  { exports_days }: RetentionPolicy,
  after: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select x.id from exports x where x.id > ${after} and ${overdueExport(exports_days)}
    order by x.id limit ${batch} for no key update skip locked`.execute(tx.sql);
  const ids = rows.map(({ id }) => id);
  for (const id of ids) {
    await moveExport(tx, id, 'expire', 'system', { deleted_at: sql`now()` }, { days: exports_days });
  }
  if (ids.length > 0) await tx.sql.deleteFrom('export_parts').where('export_id', 'in', ids).execute();
  return ids;
}
