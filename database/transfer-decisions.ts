/** Carrying a transfer out, declining it, or taking it back. */
import type { Actor } from '../schemas/actor.ts';
import { problem } from '../schemas/problem.ts';
import { cellsOfMove, stillHolds } from '../schemas/transfer.ts';
import { moveTeachers } from './moves.ts';
import { beyondScope, type Scoped } from './scope.ts';
import { type PlaceOfMove, placesByIds, requireDestination } from './transfer-lookups.ts';
import {
  endTransfers,
  type LockedMove,
  type LockedTransfer,
  lockMoves,
  permitTransfer,
  refreshTransfer,
  tellTransfers,
} from './transfer-moves.ts';
import { noticeTransfers } from './transfer-notices.ts';
import { requireTransfers } from './transfers.ts';

export interface CarriedOut {
  readonly carried_out: readonly string[];
  /**
   * Their records had changed so that somebody has to look again, and their proposals now say what would change; or, beside
   * others, their school is closed.
   */
  readonly stale: readonly string[];
}

/**
 * Carries transfers out: each person's unit and cells at once, whatever their number. Where the record has moved on, cells that
 * still hold are laid on the newer record; where one doesn't, that transfer is refreshed and answered as stale, and nothing of
 * it is written: the caller commits and says so. Throws `not-found` unless the scope has a side of each, `wrong-state`,
 * `not-your-tier`, `unit-closed`, `already-in-service`; then nobody is moved.
 */
export async function carryOut(tx: Scoped, actor: Actor, ids: readonly string[]): Promise<CarriedOut> {
  await requireTransfers(tx, ids);
  return await beyondScope(tx, async (all) => await carryOutLocked(all, actor, await lockMoves(all, ids)));
}

/** {@link carryOut} for moves that are locked already; across all units. */
export async function carryOutLocked(
  tx: Scoped,
  actor: Actor,
  moves: readonly LockedMove[],
): Promise<CarriedOut> {
  for (const { transfer } of moves) permitTransfer(transfer, 'carry-out', actor);
  const places = await placesByIds(
    tx,
    moves.map(({ transfer }) => transfer.to_unit_id),
  );
  // One that can't be carried out is said by itself, and doesn't hold up the others beside which it waits.
  if (moves.length === 1) for (const place of places.values()) requireDestination(place);
  const isOpen = ({ transfer }: LockedMove) => places.get(transfer.to_unit_id)?.closed_at === null;
  const judged = moves.map((move) => ({ move, ...judge(move) }));
  const changed = judged.filter(({ move, holds }) => isOpen(move) && !holds);
  for (const { move, cells } of changed) await refreshTransfer(tx, move, cells);
  await tellTransfers(
    tx,
    changed.map(({ move }) => ({ transfer: move.transfer, detail: { version: move.teacher.version } })),
    'refresh',
    'system',
  );
  const sound = judged.filter(({ move, holds }) => isOpen(move) && holds);
  await moveAll(tx, actor, sound, [...places.values()]);
  const done = sound.map(({ move }) => move.transfer);
  await endTransfers(tx, done, 'carry-out', actor);
  const carried_out = done.map(({ id }) => id);
  await noticeTransfers(tx, carried_out, 'carry-out', actor);
  const stale = judged.filter((one) => !sound.includes(one)).map(({ move }) => move.transfer.id);
  return { carried_out, stale };
}

type Judged = { readonly move: LockedMove; readonly cells: ReturnType<typeof cellsOfMove> };

function judge({ transfer, teacher }: LockedMove) {
  const cells = cellsOfMove(teacher.record, transfer.sealed.said);
  const isWhereItWas = [transfer.from_unit_id, transfer.to_unit_id].includes(teacher.unit_id);
  const holds =
    isWhereItWas && (teacher.version === transfer.base_version || stillHolds(transfer.sealed.cells, cells));
  return { cells, holds };
}

/** One statement for each school that receives people. */
async function moveAll(
  tx: Scoped,
  actor: Actor,
  sound: readonly Judged[],
  places: readonly PlaceOfMove[],
): Promise<void> {
  for (const { id: unit_id, path: unit_path } of places) {
    const arriving = sound.filter(({ move }) => move.transfer.to_unit_id === unit_id);
    await moveTeachers(
      tx,
      arriving.map(({ move: { transfer, teacher }, cells }) => ({
        ...{ teacher_id: teacher.id, base_version: teacher.version, cells },
        ...{ upload_id: fileOf(transfer), sheet: transfer.sheet, row_number: transfer.row_number },
      })),
      { unit_id, unit_path },
      actor.account_id,
    );
  }
}

/** The file that speaks of the new place, where one does; else the one that says that the person has left the old. */
const fileOf = (transfer: LockedTransfer): string | null =>
  (transfer.confirmed_side === 'receiving' ? transfer.confirmed_upload_id : null) ?? transfer.upload_id;

/** The acting unit's no. Throws `reason-missing`, `not-found`, `wrong-state`, `not-your-tier`. */
export const declineTransfer = (tx: Scoped, actor: Actor, id: string, reason: string | null): Promise<void> =>
  end(tx, actor, id, 'decline', reason);

/** Taken back by whoever proposed it. Throws `not-found`, `wrong-state`, `not-your-tier`. */
export const withdrawTransfer = (tx: Scoped, actor: Actor, id: string): Promise<void> =>
  end(tx, actor, id, 'withdraw', null);

async function end(
  tx: Scoped,
  actor: Actor,
  id: string,
  action: string,
  reason: string | null,
): Promise<void> {
  await requireTransfers(tx, [id]);
  await beyondScope(tx, async (all) => {
    const moves = await lockMoves(all, [id]);
    const transfers = moves.map(({ transfer }) => transfer);
    for (const transfer of transfers) {
      const row = permitTransfer(transfer, action, actor);
      if (row.needs === 'reason' && !reason) throw problem('reason-missing');
    }
    await endTransfers(all, transfers, action, actor, reason);
    if (action === 'decline') await noticeTransfers(all, [id], 'decline', actor);
  });
}
