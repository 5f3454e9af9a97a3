/** The public shape of transfers: documents masked, and of each cell only the side that the reader may know. */
import { z } from 'zod';
import { type RecordField, recordFields } from '../../../schemas/sheets/teacher.ts';
import {
  type TransferOrigin,
  type TransferRoute,
  type TransferSide,
  transferOrigins,
  transferRoutes,
} from '../../../schemas/transfer.ts';
import { type TransferState, transferStates } from '../../../schemas/transfer-lifecycle.ts';
import { isoTime } from '../../format.ts';
import { keyOf } from '../../inputs.ts';
import type { FoundModel } from './new-transfer-model.ts';
import type { SeenTransfer, TransferListModel } from './transfer-model.ts';

const cellValue = z.union([z.string(), z.boolean(), z.null()]);
const unit = z.object({ id: z.string(), name: z.string() });
const side = z.enum(['receiving', 'giving', 'acting'] satisfies TransferSide[]);
const word = z.object({ by: z.string(), at: z.string(), side });

export const transferSchema = z.object({
  id: z.string(),
  state: z.enum(transferStates as [TransferState, ...TransferState[]]),
  route: keyOf<TransferRoute>(transferRoutes),
  teacher: z.object({ id: z.string(), name: z.string(), id_number: z.string() }),
  ...{ from: unit, to: unit, acting: unit },
  /** Field → what stands there and what will, each where the caller may know it. */
  cells: z.record(z.string(), z.object({ old: cellValue.optional(), new: cellValue.optional() })),
  effective_date: z.string().nullable(),
  reason: z.string().nullable(),
  origin: keyOf<TransferOrigin>(transferOrigins),
  proposed: word,
  /** The other school's word for the same move. */
  confirmed: word.nullable(),
  decided: z.object({ by: z.string().nullable(), at: z.string(), reason: z.string().nullable() }).nullable(),
  waits_for_me: z.boolean(),
  actions: z.array(z.string()),
});

export const transferListSchema = z.object({
  transfers: z.array(transferSchema),
  ...{ total: z.number().int(), page: z.number().int(), waiting: z.number().int() },
});

export const carriedOutSchema = z.object({ carried_out: z.array(z.string()), stale: z.array(z.string()) });

export function transferJson({
  transfer: t,
  id_number,
  cells,
  actions,
  waits,
}: SeenTransfer): z.infer<typeof transferSchema> {
  return {
    ...{ id: t.id, state: t.state, route: t.route },
    teacher: { id: t.teacher_id, name: t.name, id_number },
    from: { id: t.from_unit_id, name: t.from_name },
    to: { id: t.to_unit_id, name: t.to_name },
    acting: { id: t.acting_unit_id, name: t.acting_name },
    cells: Object.fromEntries(
      recordFields.flatMap((field): [RecordField, object][] => {
        const cell = cells.find((one) => one.field === field);
        if (cell === undefined) return [];
        const { field: _, ...sides } = cell;
        return [[field, sides]];
      }),
    ),
    ...{ effective_date: t.effective_date, reason: t.reason, origin: t.origin },
    proposed: { by: t.proposer, at: isoTime(t.proposed_at), side: t.side },
    confirmed:
      t.confirmed_at === null || t.confirmed_side === null
        ? null
        : { by: t.confirmer ?? '', at: isoTime(t.confirmed_at), side: t.confirmed_side },
    decided:
      t.decided_at === null ? null : { by: t.decider, at: isoTime(t.decided_at), reason: t.decision_reason },
    waits_for_me: waits,
    actions: [...actions],
  };
}

export const transferListJson = (model: TransferListModel): z.infer<typeof transferListSchema> => ({
  transfers: model.transfers.map(transferJson),
  ...{ total: model.total, page: model.page, waiting: model.waiting },
});

/** Whom a search found, and what would come of a transfer; `person` stands for them in `POST /transfers` for an hour. */
export const foundSchema = z.object({
  person: z.string(),
  ...{ name: z.string(), id_number: z.string(), unit: z.string(), status: z.string(), in_pool: z.boolean() },
  ...{ to: z.string(), route: keyOf<TransferRoute>(transferRoutes), acting: z.string() },
  at_once: z.boolean(),
});

export const foundJson = (found: FoundModel): z.infer<typeof foundSchema> => ({
  ...{ person: found.ticket, name: found.name, id_number: found.id_number, unit: found.unit_name },
  ...{ status: found.status, in_pool: found.in_pool, to: found.to.name, route: found.route },
  ...{ acting: found.acting_name, at_once: found.at_once },
});
