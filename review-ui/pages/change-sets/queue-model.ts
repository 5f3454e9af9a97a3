/** The review queue: what waits for this unit, or the sets of an area in one state. */
import { z } from 'zod';
import { reviewQueue } from '../../../database/boards.ts';
import type { Database } from '../../../database/connect.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { countByState, listUploads, type ShownUpload } from '../../../database/uploads.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { UploadCounts } from '../../../schemas/examined.ts';
import type { UploadState } from '../../../schemas/upload-lifecycle.ts';
import { isoTime } from '../../format.ts';
import { offsetOf, pageSize } from '../../inputs.ts';

/** `waiting` is what this very unit reviews next; the others are states within its scope. */
export const queueStates = ['waiting', 'submitted', 'returned', 'approved', 'stuck', 'applied'] as const;
export type QueueState = (typeof queueStates)[number];

export interface QueueRow {
  /** Of the change set; null when none grew from the file. */
  readonly id: string | null;
  readonly upload_id: string;
  readonly receipt: string;
  readonly state: UploadState;
  /** The upload that it undoes. */
  readonly reverts: string | null;
  readonly unit: { readonly id: string; readonly name: string };
  readonly submitted_at: Date | null;
  readonly counts: UploadCounts | null;
  /** Changes to be looked at one by one. */
  readonly risky: number;
}

export interface QueueModel {
  readonly rows: readonly QueueRow[];
  readonly total: number;
  readonly state: QueueState;
  readonly page: number;
  /** How many stand in each state, `waiting` included. */
  readonly counts: Readonly<Partial<Record<QueueState, number>>>;
  readonly before: { readonly unit: string; readonly action: 'approve' | 'return' | 'drop' } | null;
}

interface Wanted {
  readonly state: QueueState;
  readonly page: number;
  readonly unit?: string | undefined;
}

export const queueModel = (db: Database, actor: Actor, wanted: Wanted): Promise<Omit<QueueModel, 'before'>> =>
  inScope(db, actor.unit_path, async (tx) => {
    const waiting = await waitingRows(tx, actor);
    const states = await countByState(tx);
    const { rows, total } =
      wanted.state === 'waiting' ? waiting : await rowsInState(tx, wanted, wanted.state);
    const { state, page } = wanted;
    return { rows, total, state, page, counts: { ...states, waiting: waiting.total } };
  });

async function waitingRows(tx: Scoped, actor: Actor): Promise<{ rows: QueueRow[]; total: number }> {
  const { waiting, total } = await reviewQueue(tx, actor.unit_id, pageSize);
  const rows = waiting.map(
    (one): QueueRow => ({
      ...{ id: one.change_set_id, upload_id: one.id, receipt: one.receipt, state: 'submitted' },
      reverts: one.reverts,
      unit: { id: one.unit_id, name: one.unit_name },
      ...{ submitted_at: one.submitted_at, counts: one.counts, risky: one.risky },
    }),
  );
  return { rows, total };
}

async function rowsInState(tx: Scoped, { page, unit }: Wanted, state: UploadState) {
  const { uploads, total } = await listUploads(tx, {
    states: [state],
    ...(unit === undefined ? {} : { unit_id: unit }),
    ...{ limit: pageSize, offset: offsetOf(page) },
  });
  return { rows: uploads.map(toRow), total };
}

const toRow = (upload: ShownUpload): QueueRow => ({
  ...{ id: upload.change_set_id, upload_id: upload.id, receipt: upload.receipt, state: upload.state },
  reverts: upload.reverts,
  unit: { id: upload.unit_id, name: upload.unit_name },
  ...{ submitted_at: upload.submitted_at, counts: upload.counts, risky: upload.counts?.risky ?? 0 },
});

const counted = z.number().int();
export const queueSchema = z.object({
  change_sets: z.array(
    z.object({
      ...{ id: z.string().nullable(), upload_id: z.string(), receipt: z.string(), state: z.string() },
      /** The upload that it undoes. */
      reverts: z.string().nullable(),
      unit: z.object({ id: z.string(), name: z.string() }),
      submitted_at: z.string().nullable(),
      counts: z.record(z.string(), counted).nullable(),
      risky: counted,
    }),
  ),
  ...{ total: counted, page: counted },
});

export const queueJson = ({ rows, total, page }: QueueModel): z.infer<typeof queueSchema> => ({
  change_sets: rows.map((row) => ({
    ...row,
    submitted_at: row.submitted_at && isoTime(row.submitted_at),
    counts: row.counts && { ...row.counts },
  })),
  ...{ total, page },
});
