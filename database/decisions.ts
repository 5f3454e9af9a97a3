/** The reviewer's word on a change set: change by change, cell by cell or in bulk, and closing it or sending it back. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import { type CellChoice, changeKinds, conflictFields, type Decision } from '../schemas/change.ts';
import type { Params } from '../schemas/language.ts';
import { type Problem, problem } from '../schemas/problem.ts';
import type { RecordField } from '../schemas/sheets/teacher.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import { changeById, decidedKinds, isLike, isSafe, uploadOfChangeSet } from './change-sets.ts';
import { appendEvent } from './events.ts';
import { facetsOf } from './facets.ts';
import { type Headcount, headcountOf } from './headcount.ts';
import { tell } from './notices.ts';
import { safeDigestOf, sampleOf } from './samples.ts';
import type { Scoped } from './scope.ts';
import { forgetTransfers } from './transfer-links.ts';
import { type LockedUpload, lockUpload, permit, transition } from './transition.ts';

/**
 * Which changes a decision is about: these, the low-risk ones not decided yet, all not decided yet, those that say the same
 * as one of them, or what was decided in one breath at a moment.
 */
export type Selection =
  | readonly string[]
  | 'safe'
  | 'all'
  | { readonly like: string }
  | { readonly batch: Date };

/** What the reviewer saw when deciding; whoever says nothing of it is only kept from overruling somebody else. */
export interface Seen {
  /** When the change was decided as it was shown, null for not at all. */
  readonly decided_at?: Date | null | undefined;
  /** Of the low-risk changes as they were shown. */
  readonly digest?: string | undefined;
}

/**
 * Approves, rejects or clears. Only while the set is in review and only by the unit right above. A selection by id must
 * name changes of this set that are decided here; anything else is `not-found` or `not-decidable`, what somebody else has
 * decided in the meantime is `already-decided`, and low-risk changes other than those shown are `stale`; then nothing is
 * done. Answers how many changes were touched.
 */
export async function decide(
  tx: Scoped,
  actor: Actor,
  changeSetId: string,
  selection: Selection,
  decision: Decision | 'clear',
  reason: string | null,
  seen: Seen = {},
): Promise<number> {
  const upload = await lockUpload(tx, await uploadOfChangeSet(tx, changeSetId));
  permit(upload, 'approve', actor);
  if (decision === 'reject' && !reason) throw problem('reason-missing');
  if (isNamed(selection)) await requireDecidable(tx, actor, changeSetId, selection, decision, seen);
  const bulk = selection === 'safe' && decision !== 'clear' ? await bulkOf(tx, changeSetId, seen.digest) : {};
  let update = tx.sql
    .updateTable('changes')
    .set(
      decision === 'clear'
        ? { decision: null, reason: null, decided_by: null, decided_at: null, carried: false, choices: null }
        : { decision, reason, decided_by: actor.account_id, decided_at: new Date(), carried: false },
    )
    .where('change_set_id', '=', changeSetId)
    .where('kind', 'in', decidedKinds);
  if (isNamed(selection)) update = update.where('id', 'in', selection);
  else if (decision !== 'clear') update = update.where('decision', 'is', null);
  if (selection === 'safe') update = update.where(isSafe(changeSetId));
  if (typeof selection === 'object' && 'like' in selection) {
    update = update.where(isLike(changeSetId, selection.like));
  }
  if (typeof selection === 'object' && 'batch' in selection) {
    update = update.where('decided_at', '=', selection.batch).where('carried', '=', false);
  }
  const touched = Number((await update.executeTakeFirst()).numUpdatedRows);
  await tellDecision(tx, actor, upload, {
    ...{ decision, selection: describe(selection), count: touched },
    ...bulk,
  });
  return touched;
}

const isNamed = (selection: Selection): selection is readonly string[] => Array.isArray(selection);

function describe(selection: Selection): string {
  if (typeof selection === 'string') return selection;
  if (isNamed(selection)) return 'each';
  return 'like' in selection ? 'like' : 'batch';
}

/** What goes into the event of a bulk approval: of exactly which changes it was, and which of them were looked at. */
async function bulkOf(tx: Scoped, changeSetId: string, shown: string | undefined): Promise<Params> {
  const digest = await safeDigestOf(tx, changeSetId);
  if (shown !== undefined && shown !== digest) throw problem('stale');
  const sample = await sampleOf(tx, changeSetId);
  return { digest, sample: sample.map(({ id }) => id).join(' ') };
}

async function requireDecidable(
  tx: Scoped,
  actor: Actor,
  changeSetId: string,
  selection: readonly string[],
  decision: Decision | 'clear',
  { decided_at }: Seen,
): Promise<void> {
  const named = [...new Set(selection)];
  const rows = await tx.sql
    .selectFrom('changes')
    .where('change_set_id', '=', changeSetId)
    .where('id', 'in', named)
    .select(['kind', 'decision', 'decided_by', 'decided_at', 'carried'])
    .execute();
  if (rows.length !== named.length) throw problem('not-found');
  const other = rows.find((row) => !changeKinds[row.kind].decided);
  if (other) throw problem('not-decidable', { kind: other.kind });
  const moved = rows.find((row) =>
    decided_at === undefined
      ? decision !== 'clear' && row.decision !== null && !row.carried && row.decided_by !== actor.account_id
      : (row.decided_at?.getTime() ?? null) !== (decided_at?.getTime() ?? null),
  );
  if (moved) throw await alreadyDecided(tx, moved);
}

interface Moved {
  readonly decision: Decision | null;
  readonly decided_by: string | null;
}

/** Who was first, and what they said; nobody, where a decision was taken back. */
async function alreadyDecided(tx: Scoped, { decision, decided_by }: Moved): Promise<Problem> {
  if (decision === null || decided_by === null) return problem('decision-cleared');
  const { rows } = await sql<{ who: string | null }>`select account_label(${decided_by}) as who`.execute(
    tx.sql,
  );
  return problem('already-decided', { who: rows[0]?.who ?? '', decision });
}

/** What one cell of a conflict shall be, and what was chosen for it before as the reviewer saw it. */
export interface WantedCell {
  readonly field: RecordField;
  readonly choice: CellChoice;
  readonly seen?: CellChoice | null | undefined;
}

/**
 * Chooses the value of one cell of a conflict; with the last of its cells the change is approved, and exactly what was
 * chosen is what will be applied. Throws what {@link decide} does, and `not-found` for a cell that isn't in conflict.
 */
export async function choose(
  tx: Scoped,
  actor: Actor,
  changeSetId: string,
  changeId: string,
  { field, choice, seen }: WantedCell,
): Promise<void> {
  const upload = await lockUpload(tx, await uploadOfChangeSet(tx, changeSetId));
  permit(upload, 'approve', actor);
  const change = await changeById(tx, changeSetId, changeId);
  const fields = conflictFields(change.cells);
  if (!fields.includes(field)) throw problem('not-found');
  if (change.decision !== null && !change.carried) {
    const row = await tx.sql
      .selectFrom('changes')
      .where('id', '=', changeId)
      .select(['decision', 'decided_by'])
      .executeTakeFirstOrThrow();
    throw await alreadyDecided(tx, row);
  }
  if (seen !== undefined && (change.choices?.[field] ?? null) !== seen) throw problem('decision-cleared');
  const choices = { ...change.choices, [field]: choice };
  const isWhole = fields.every((one) => choices[one] !== undefined);
  await tx.sql
    .updateTable('changes')
    .set({
      choices: JSON.stringify(choices),
      ...{ reason: null, carried: false },
      ...(isWhole
        ? { decision: 'approve', decided_by: actor.account_id, decided_at: new Date() }
        : { decision: null, decided_by: null, decided_at: null }),
    })
    .where('change_set_id', '=', changeSetId)
    .where('id', '=', changeId)
    .execute();
  await tellDecision(tx, actor, upload, { decision: 'choose', selection: 'each', count: 1, field, choice });
}

const tellDecision = (tx: Scoped, actor: Actor, upload: LockedUpload, detail: Params): Promise<void> =>
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
  await forgetTransfers(tx, upload);
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
