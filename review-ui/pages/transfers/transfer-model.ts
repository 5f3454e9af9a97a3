/** What is shown of transfers, within the reader's sight and with what the reader may do. */
import type { Database } from '../../../database/connect.ts';
import { inScope } from '../../../database/scope.ts';
import {
  listTransfers,
  type ShownTransfer,
  transferById,
  transferCounts,
  transfersWaitingFor,
} from '../../../database/transfers.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { CellValue } from '../../../schemas/change.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { masked } from '../../../schemas/mask.ts';
import { type RecordField, recordFields } from '../../../schemas/sheets/teacher.ts';
import { transferRolesOf } from '../../../schemas/transfer.ts';
import { type TransferState, transferLifecycle } from '../../../schemas/transfer-lifecycle.ts';
import { within } from '../../../schemas/unit.ts';
import { offsetOf, pageSize } from '../../inputs.ts';

/** A cell of the move; a side that is not the reader's business is absent. */
export interface MovedCell {
  readonly field: RecordField;
  readonly old?: CellValue;
  readonly new?: CellValue;
}

export interface SeenTransfer {
  readonly transfer: Omit<ShownTransfer, 'cells' | 'said' | 'id_number' | 'id_type'>;
  /** Masked. */
  readonly id_number: string;
  readonly cells: readonly MovedCell[];
  readonly actions: readonly string[];
  /** Whether the reader's unit is the one that acts, and it is time. */
  readonly waits: boolean;
}

/**
 * The record is the giving school's until the move, so what stands in it is for whoever may see that school; what is said of the
 * new place is for whoever may see the receiving one. Whoever acts sees both.
 */
export function seenBy(actor: Actor, shown: ShownTransfer): SeenTransfer {
  const { cells, said: _, id_number, id_type: __, ...transfer } = shown;
  const mayKnow = {
    old: within(actor.unit_path, transfer.from_path),
    new: within(actor.unit_path, transfer.to_path),
  };
  const may = actions(transferLifecycle, transfer.state, transferRolesOf(actor, transfer));
  return {
    transfer,
    id_number: String(masked('id_number', id_number)),
    cells: recordFields.flatMap((field): MovedCell[] => {
      const cell = cells[field];
      if (cell === undefined) return [];
      return [
        {
          field,
          ...(mayKnow.old ? { old: masked(field, cell.old) } : {}),
          ...(mayKnow.new ? { new: masked(field, cell.new) } : {}),
        },
      ];
    }),
    actions: may.map(({ action }) => action),
    waits: transfer.state === 'proposed' && transfer.acting_unit_id === actor.unit_id,
  };
}

export const oneTransfer = (db: Database, actor: Actor, id: string): Promise<SeenTransfer> =>
  inScope(db, actor.unit_path, async (tx) => seenBy(actor, await transferById(tx, id)));

export interface TransferListModel {
  readonly transfers: readonly SeenTransfer[];
  readonly total: number;
  readonly page: number;
  readonly state: TransferState | null;
  readonly waiting_only: boolean;
  readonly counts: Readonly<Partial<Record<TransferState, number>>>;
  /** How many wait for the reader. */
  readonly waiting: number;
  /** What a bulk carry-out came to a moment ago. */
  readonly done: { readonly carried_out: number; readonly stale: number } | null;
}

interface ListAsked {
  readonly page: number;
  readonly state?: TransferState | undefined;
  readonly waiting?: 'me' | undefined;
  readonly done?: number | undefined;
  readonly stale?: number | undefined;
}

export const transferList = (db: Database, actor: Actor, asked: ListAsked): Promise<TransferListModel> =>
  inScope(db, actor.unit_path, async (tx) => {
    const { transfers, total } = await listTransfers(tx, actor, {
      ...(asked.state === undefined ? {} : { state: asked.state }),
      ...(asked.waiting === undefined ? {} : { waits_for: actor.unit_id }),
      ...{ limit: pageSize, offset: offsetOf(asked.page) },
    });
    const waiting = await transfersWaitingFor(tx, actor.unit_id);
    return {
      transfers: transfers.map((one) => seenBy(actor, one)),
      ...{ total, page: asked.page, state: asked.state ?? null, waiting_only: asked.waiting !== undefined },
      ...{ counts: await transferCounts(tx), waiting: waiting.length },
      done: asked.done === undefined ? null : { carried_out: asked.done, stale: asked.stale ?? 0 },
    };
  });
