/** A change set apart from its changes: what is true of the whole of it, and what its reader may do. */
import { uploadOfChangeSet } from '../../../database/change-sets.ts';
import { isKeptApart } from '../../../database/duties.ts';
import { type Batch, batchesOf, type Facets, facetsOf } from '../../../database/facets.ts';
import { headcountOf } from '../../../database/headcount.ts';
import type { Scoped } from '../../../database/scope.ts';
import { type ShownUpload, uploadById } from '../../../database/uploads.ts';
import { abnormalShrinkage, type Shrinkage, type ShrinkagePolicy } from '../../../pipeline/shrinkage.ts';
import { type Actor, roleOf } from '../../../schemas/actor.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { lifecycleOf } from '../../../schemas/upload-lifecycle.ts';

export interface SetHead {
  readonly id: string;
  readonly upload: ShownUpload;
  readonly facets: Facets;
  /** Bulk decisions of this review that can be taken back. */
  readonly batches: readonly Batch[];
  /** What the reader may do to the whole set now. */
  readonly actions: readonly string[];
  /** It comes from the reader, so that a colleague has to review it. */
  readonly kept_apart: boolean;
  /** More teachers leave than is ordinary: the reviewer has to say that it is meant. Null: no more than that, or not in review. */
  readonly shrinkage: Shrinkage | null;
}

export const mayDecide = (head: Pick<SetHead, 'actions'>): boolean => head.actions.includes('approve');

export async function headOf(
  tx: Scoped,
  actor: Actor,
  id: string,
  policy: ShrinkagePolicy,
): Promise<SetHead> {
  const upload = await uploadById(tx, await uploadOfChangeSet(tx, id));
  const role = roleOf(actor, upload.unit_path);
  const facets = await facetsOf(tx, id);
  const shrinkage =
    upload.state === 'submitted'
      ? abnormalShrinkage(await headcountOf(tx, upload.unit_id, facets.kinds), policy)
      : null;
  const isBegun = facets.tallies.some(({ decision, carried }) => decision !== null && !carried);
  const batches = upload.state === 'submitted' && isBegun ? await batchesOf(tx, id) : [];
  const isReviewed = upload.state === 'submitted' && role === 'superior';
  const kept_apart = isReviewed && (await isKeptApart(tx, actor.account_id, upload.id));
  return {
    ...{ id, upload, facets, batches, shrinkage, kept_apart },
    actions: actions(lifecycleOf(upload), upload.state, role, kept_apart).map((row) => row.action),
  };
}
