/** Changes one by one, each with its set's head: on a page of their own, or as rows that were just decided. */
import { changesByIds, type ShownChange } from '../../../database/change-sets.ts';
import type { Scoped } from '../../../database/scope.ts';
import type { ShrinkagePolicy } from '../../../pipeline/shrinkage.ts';
import { type Actor, roleOf } from '../../../schemas/actor.ts';
import { problem } from '../../../schemas/problem.ts';
import { type Beside, besideOf, concernedIds } from './set-beside.ts';
import { headOf, type SetHead } from './set-head.ts';

/** Whom a newcomer resembles is for those above to judge: by a phone and a birth date a school could look for strangers. */
export const asSeenBy =
  (actor: Actor, { upload }: SetHead) =>
  (change: ShownChange): ShownChange => {
    const { alike: _, ...rest } = change;
    return roleOf(actor, upload.unit_path) === 'owner' ? rest : change;
  };

export interface OneChangeModel extends SetHead, Beside {
  readonly change: ShownChange;
}

/** One change with its set's head: a row that was just decided, or a change on a page of its own. */
export async function oneChange(
  tx: Scoped,
  actor: Actor,
  id: string,
  changeId: string,
  policy: ShrinkagePolicy,
): Promise<OneChangeModel> {
  const [one] = await someChanges(tx, actor, id, [changeId], policy);
  if (one === undefined) throw problem('not-found');
  return one;
}

/** {@link oneChange} for several of one set. */
export async function someChanges(
  tx: Scoped,
  actor: Actor,
  id: string,
  changeIds: readonly string[],
  policy: ShrinkagePolicy,
): Promise<OneChangeModel[]> {
  const head = await headOf(tx, actor, id, policy);
  const changes = (await changesByIds(tx, id, changeIds)).map(asSeenBy(actor, head));
  const beside = await besideOf(tx, head, changes, concernedIds);
  return changes.map((change) => ({ ...head, ...beside, change }));
}
