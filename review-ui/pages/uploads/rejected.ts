/** What a reviewer did not let pass of a file, once the review has spoken. */
import { changesOf, countChanges, type ShownChange } from '../../../database/change-sets.ts';
import type { Scoped } from '../../../database/scope.ts';
import type { ShownUpload } from '../../../database/uploads.ts';

export interface RejectedChanges {
  readonly changes: readonly ShownChange[];
  readonly total: number;
}

/** Nothing while the review is under way: until it is closed or returned, each no may still be taken back. */
export const rejectedOf = (
  tx: Scoped,
  { state, change_set_id }: Pick<ShownUpload, 'state' | 'change_set_id'>,
  limit: number,
): Promise<RejectedChanges> =>
  change_set_id === null || state === 'submitted'
    ? Promise.resolve({ changes: [], total: 0 })
    : rejectedIn(tx, change_set_id, limit);

async function rejectedIn(tx: Scoped, setId: string, limit: number): Promise<RejectedChanges> {
  const rejected = { decision: 'reject' } as const;
  const changes = await changesOf(tx, setId, { ...rejected, limit });
  const isAll = changes.length < limit;
  return { changes, total: isAll ? changes.length : await countChanges(tx, setId, rejected) };
}
