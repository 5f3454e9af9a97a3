/** Undos: an upload without a file whose change set is the inverse of an applied one, made again whenever it went stale. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { UploadCounts } from '../schemas/examined.ts';
import { problem } from '../schemas/problem.ts';
import type { Inverse, RefusedCell } from '../schemas/revert.ts';
import { type UploadState, undoingStates } from '../schemas/upload-lifecycle.ts';
import { uploadOfChangeSet } from './change-sets.ts';
import type { Database } from './connect.ts';
import { appendEvent } from './events.ts';
import { requireOpen } from './organisations.ts';
import { nextReceipt } from './receiving.ts';
import { asSystem, type Scoped } from './scope.ts';
import { open, seal } from './seal.ts';
import { type LockedUpload, lockUpload, permit, transition } from './transition.ts';
import { isLarge, keepLargeVerdict, keepVerdicts } from './verdict.ts';

/** What an undo comes to, beside the changes it makes. */
export interface MadeRevert {
  readonly inverse: Inverse;
  readonly counts: UploadCounts;
}

/**
 * The applied upload of a change set, when the actor may ask for its undo now; locked until the transaction ends. Throws
 * `not-found`, `wrong-state`, `not-your-tier`, `unit-closed`, and `revert-under-way` while an earlier undo of it waits for its end.
 */
export async function lockRevertable(tx: Scoped, actor: Actor, changeSetId: string): Promise<LockedUpload> {
  const upload = await lockUpload(tx, await uploadOfChangeSet(tx, changeSetId));
  permit(upload, 'revert', actor);
  await requireOpen(tx, upload.unit_id);
  const other = (await undosOf(tx, upload.id)).find(({ state }) => undoingStates.includes(state));
  if (other) throw problem('revert-under-way', { receipt: other.receipt });
  return upload;
}

/**
 * Keeps the undo of `original`, locked by {@link lockRevertable}, straight in review with everything refused beside it.
 * Answers its upload. Throws `reason-missing` and, where nothing is left to undo, `nothing-to-revert`.
 */
export async function keepRevert(
  tx: Scoped,
  actor: Actor,
  original: LockedUpload,
  made: MadeRevert,
  reason: string | null,
): Promise<string> {
  if (!reason) throw problem('reason-missing');
  const { changes, refused } = made.inverse;
  if (changes.length === 0) throw problem('nothing-to-revert', { count: refused.length });
  const undo = await insertUndo(tx, actor, original, reason);
  const about = { unit_id: original.unit_id, unit_path: original.unit_path, subject: 'upload' };
  await appendEvent(tx, {
    ...{ account_id: actor.account_id, ...about, subject_id: undo.id },
    ...{ action: 'receive', detail: { reverts: original.id } },
  });
  await conclude(tx, await lockUpload(tx, undo.id), made);
  const detail = { receipt: undo.receipt, changes: changes.length, refused: refused.length };
  await transition(tx, original, 'revert', actor, {}, detail);
  return undo.id;
}

async function insertUndo(
  tx: Scoped,
  actor: Actor,
  { id, unit_id, unit_path }: LockedUpload,
  reason: string,
) {
  // Every upload has a fingerprint that no other of its unit has; where there is no file, it is that of the receipt.
  const { rows } = await sql<{ id: string; receipt: string }>`
    insert into uploads (receipt, unit_id, unit_path, template, campaign_id, file_name, size_bytes, sha256, state,
      received_by, submitted_at, submitted_by, reverts, revert_reason)
    select n.receipt, ${unit_id}, ${unit_path}, o.template, o.campaign_id, '撤销 ' || o.receipt, 0,
      sha256(convert_to(n.receipt, 'UTF8')), 'received', ${actor.account_id}, now(), ${actor.account_id}, o.id, ${reason}
    from uploads o, (select ${nextReceipt} as receipt) as n where o.id = ${id}
    returning id, receipt`.execute(tx.sql);
  const [undo] = rows;
  if (undo === undefined) throw new Error('an undo was not kept');
  return undo;
}

/** Into review with its changes; the decisions on what is the same as before stay. */
async function conclude(
  tx: Scoped,
  upload: LockedUpload,
  { inverse, counts }: MadeRevert,
): Promise<UploadState | null> {
  const examined = {
    template: 'teacher',
    format: null,
    stamp: null,
    columns: {},
    rows: [],
    issues: [],
  } as const;
  const result = { examined, issues: [], changes: inverse.changes, counts };
  const state = isLarge(result)
    ? await keepLargeVerdict(tx, upload, result)
    : (await keepVerdicts(tx, [{ upload, result }], 'any')).get(upload.id);
  const sealed = seal(tx.keys, 'change', inverse.refused);
  await tx.sql
    .insertInto('revert_refusals')
    .values({ upload_id: upload.id, cells: inverse.refused.length, sealed })
    .onConflict((same) => same.column('upload_id').doUpdateSet({ cells: inverse.refused.length, sealed }))
    .execute();
  return state ?? null;
}

/** Saves an undo that was made again. Answers null when the state had moved on. */
export const saveRevert = (db: Database, uploadId: string, made: MadeRevert): Promise<UploadState | null> =>
  asSystem(db, async (tx) => {
    const upload = await lockUpload(tx, uploadId);
    return upload.state === 'received' ? await conclude(tx, upload, made) : null;
  });

/** Cells that an undo leaves alone, as they were when it was last made. */
export async function refusedCellsOf(tx: Scoped, undoId: string): Promise<readonly RefusedCell[]> {
  const row = await tx.sql
    .selectFrom('revert_refusals')
    .where('upload_id', '=', undoId)
    .select('sealed')
    .executeTakeFirst();
  return row === undefined ? [] : open<RefusedCell[]>(tx.keys, 'change', row.sealed);
}

/** An upload as far as the other one of the two needs to name it. */
export interface RevertLink {
  readonly id: string;
  readonly receipt: string;
  readonly state: UploadState;
  readonly change_set_id: string | null;
}

const linked = (tx: Scoped) =>
  tx.sql.selectFrom('uploads').select(['id', 'receipt', 'state', 'change_set_id']);

/** Every undo that was asked for, the newest first. */
export const undosOf = (tx: Scoped, uploadId: string): Promise<RevertLink[]> =>
  linked(tx).where('reverts', '=', uploadId).orderBy('id', 'desc').execute();

/** What an undo undoes. */
export const undoneBy = (tx: Scoped, reverts: string): Promise<RevertLink> =>
  linked(tx).where('id', '=', reverts).executeTakeFirstOrThrow();

/** Which of these teachers the undone upload had added. */
export async function addedBy(
  tx: Scoped,
  uploadId: string,
  teacherIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ teacher_id: string }>`select teacher_id from teacher_revisions
    where teacher_id = any(${teacherIds}::bigint[]) and version = 1 and upload_id = ${uploadId}`.execute(
    tx.sql,
  );
  return new Set(rows.map((row) => row.teacher_id));
}
