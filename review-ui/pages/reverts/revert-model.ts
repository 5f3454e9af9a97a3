/** What an undo would do, and what a set's page says of undos: gathered within the reader's scope. */
import { appliedSetOf } from '../../../database/applied-set.ts';
import type { ShownChange } from '../../../database/change-sets.ts';
import type { Database } from '../../../database/connect.ts';
import {
  addedBy,
  lockRevertable,
  type RevertLink,
  refusedCellsOf,
  undoneBy,
  undosOf,
} from '../../../database/reverts.ts';
import { asSystem, inScope, type Scoped } from '../../../database/scope.ts';
import type { ShownUpload } from '../../../database/uploads.ts';
import { inverseOf } from '../../../pipeline/inverse.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Inverse, RefusedCell } from '../../../schemas/revert.ts';

/** The undo of an applied set as it would be made now. Throws what forbids to ask for it. */
export async function plannedUndo(db: Database, actor: Actor, setId: string): Promise<Inverse> {
  const { id } = await inScope(db, actor.unit_path, (tx) => lockRevertable(tx, actor, setId));
  return inverseOf(await asSystem(db, (tx) => appliedSetOf(tx, id)));
}

export interface RevertSizes {
  readonly teachers: number;
  readonly cells: number;
  readonly departing: number;
}

export const sizesOf = ({ changes }: Inverse): RevertSizes => ({
  teachers: changes.length,
  cells: changes.reduce((sum, { cells }) => sum + Object.keys(cells).length, 0),
  departing: changes.filter(({ kind }) => kind === 'depart').length,
});

/** What a set has to do with undos. */
export interface RevertSide {
  /** For an undo: the upload that it undoes, and what it leaves alone. */
  readonly undoes: { readonly link: RevertLink; readonly refused: readonly RefusedCell[] } | null;
  /** Every undo of this one that was asked for, the newest first. */
  readonly undos: readonly RevertLink[];
}

export async function revertSide(tx: Scoped, { id, reverts }: ShownUpload): Promise<RevertSide> {
  const undos = await undosOf(tx, id);
  if (reverts === null) return { undoes: null, undos };
  return { undoes: { link: await undoneBy(tx, reverts), refused: await refusedCellsOf(tx, id) }, undos };
}

/** Of the people of these changes, those whose addition is undone. */
export async function undoneAdditions(
  tx: Scoped,
  { reverts }: ShownUpload,
  changes: readonly ShownChange[],
): Promise<ReadonlySet<string>> {
  if (reverts === null) return new Set();
  const ids = changes.flatMap(({ kind, teacher_id }) =>
    kind === 'depart' && teacher_id !== null ? [teacher_id] : [],
  );
  return await addedBy(tx, reverts, ids);
}
