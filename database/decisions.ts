/** The reviewer's word on a change set: change by change or in bulk, and closing it or sending it back. */
import type { Actor } from '../schemas/actor.ts';
import { changeKinds, type Decision } from '../schemas/change.ts';
import type { Params } from '../schemas/language.ts';
import { problem } from '../schemas/problem.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import { decidedKinds, facetsOf, isSafe, uploadOfChangeSet } from './change-sets.ts';
import { appendEvent } from './events.ts';
import { type Headcount, headcountOf } from './headcount.ts';
import { tell } from './notices.ts';
import type { Scoped } from './scope.ts';
import { type LockedUpload, lockUpload, permit, transition } from './transition.ts';

/** Which changes a decision is about: these, the low-risk ones not decided yet, or all not decided yet. */
export type Selection = readonly string[] | 'safe' | 'all';

/**
 * Approves, rejects or clears. Only while the set is in review and only by the unit right above. A selection by id must
 * name changes of this set that are decided here; anything else is `not-found` or `not-decidable`, and nothing is done.
 * Answers how many changes were touched.
 */
export async function decide(
  tx: Scoped,
  actor: Actor,
  changeSetId: string,
  selection: Selection,
  decision: Decision | 'clear',
  reason: string | null,
): Promise<number> {
  const upload = await lockUpload(tx, await uploadOfChangeSet(tx, changeSetId));
  permit(upload, 'approve', actor);
  if (decision === 'reject' && !reason) throw problem('reason-missing');
  if (typeof selection !== 'string') await requireDecidable(tx, changeSetId, selection);
  let update = tx.sql
    .updateTable('changes')
    .set(
      decision === 'clear'
        ? { decision: null, reason: null, decided_by: null, decided_at: null }
        : { decision, reason, decided_by: actor.account_id, decided_at: new Date() },
    )
    .where('change_set_id', '=', changeSetId)
    .where('kind', 'in', decidedKinds);
  if (typeof selection !== 'string') update = update.where('id', 'in', selection);
  else if (decision !== 'clear') update = update.where('decision', 'is', null);
  if (selection === 'safe') update = update.where(isSafe);
  const touched = Number((await update.executeTakeFirst()).numUpdatedRows);
  await tellDecision(tx, actor, upload, { decision, selection: describe(selection), count: touched });
  return touched;
}

const describe = (selection: Selection): string => (typeof selection === 'string' ? selection : 'each');

async function requireDecidable(tx: Scoped, changeSetId: string, ids: readonly string[]): Promise<void> {
  const named = [...new Set(ids)];
  const rows = await tx.sql
    .selectFrom('changes')
    .where('change_set_id', '=', changeSetId)
    .where('id', 'in', named)
    .select('kind')
    .execute();
  if (rows.length !== named.length) throw problem('not-found');
  const other = rows.find((row) => !changeKinds[row.kind].decided);
  if (other) throw problem('not-decidable', { kind: other.kind });
}

const tellDecision = (
  tx: Scoped,
  actor: Actor,
  upload: LockedUpload,
  detail: Record<string, string | number>,
): Promise<void> =>
  appendEvent(tx, {
    account_id: actor.account_id,
    unit_id: upload.unit_id,
    unit_path: upload.unit_path,
    subject: 'upload',
    subject_id: upload.id,
    action: 'decide',
    detail,
  });

/**
 * Closes the review: every change that is decided here has its decision. What was approved will now be applied.
 * @param judge says of the teachers who then leave what belongs into the event, or throws the problem that keeps the review open
 */
export async function approveChangeSet(
  tx: Scoped,
  actor: Actor,
  changeSetId: string,
  judge: (headcount: Headcount) => Params,
): Promise<UploadState> {
  const upload = await lockUpload(tx, await uploadOfChangeSet(tx, changeSetId));
  permit(upload, 'approve', actor);
  const facets = await facetsOf(tx, changeSetId);
  if (facets.undecided > 0) throw problem('undecided-changes', { count: facets.undecided });
  const detail = judge(await headcountOf(tx, upload.unit_id, facets.kinds));
  const reviewed = { reviewed_at: new Date(), reviewed_by: actor.account_id };
  return await transition(tx, upload, 'approve', actor, reviewed, detail);
}

/** Sends the file back to the school with a reason. */
export async function returnChangeSet(
  tx: Scoped,
  actor: Actor,
  changeSetId: string,
  reason: string | null,
): Promise<UploadState> {
  const upload = await lockUpload(tx, await uploadOfChangeSet(tx, changeSetId));
  permit(upload, 'return', actor);
  if (!reason) throw problem('reason-missing');
  const { id, receipt, unit_id, reverts } = upload;
  // Of an undo that was dropped the unit has not been told that it was asked for.
  if (reverts === null) {
    await tell(tx, [{ unit: unit_id, kind: 'upload-returned', params: { receipt }, href: `/uploads/${id}` }]);
  }
  return await transition(tx, upload, 'return', actor, {
    return_reason: reason,
    reviewed_at: new Date(),
    reviewed_by: actor.account_id,
  });
}
