/** The review queue: what waits for this unit, or the sets of an area in one state. */
import { z } from 'zod';
import { reviewQueue, type WaitingUpload } from '../../../database/boards.ts';
import type { Database } from '../../../database/connect.ts';
import { roundsOf } from '../../../database/rounds.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { countByState, listUploads, type ShownUpload } from '../../../database/uploads.ts';
import { type Judged, judged, reportedIn } from '../../../pipeline/plausibility.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { UploadCounts } from '../../../schemas/examined.ts';
import type { UploadState } from '../../../schemas/upload-lifecycle.ts';
import { isoTime } from '../../format.ts';
import { offsetOf, pageSize } from '../../inputs.ts';
import { plausibilityJson, plausibilitySchema, referencesOf } from './plausibility-json.ts';
import { narrowed, type QueueFacets, type QueueFilter, type Urgency, urgencyOf } from './queue-facets.ts';

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
  readonly township: string | null;
  /** Last day of its collection, `YYYY-MM-DD`. */
  readonly closes_on: string | null;
  readonly urgency: Urgency | null;
  /** The number of teachers that it reports, beside what is known of its unit. */
  readonly judged: readonly Judged[];
}

export interface QueueModel {
  readonly rows: readonly QueueRow[];
  readonly total: number;
  readonly state: QueueState;
  readonly page: number;
  /** How many stand in each state, `waiting` included. */
  readonly counts: Readonly<Partial<Record<QueueState, number>>>;
  readonly filter: QueueFilter;
  /** Of what waits; empty for the other states. */
  readonly facets: QueueFacets;
  readonly before: { readonly unit: string; readonly action: 'approve' | 'return' | 'drop' } | null;
}

interface Wanted extends QueueFilter {
  readonly state: QueueState;
  readonly page: number;
  readonly unit?: string | undefined;
}

/** More than any unit has right below it: a queue is narrowed and counted as a whole. */
const everything = 5_000;
const noFacets: QueueFacets = { has: [], wait: [], area: [] };

export const queueModel = (
  db: Database,
  actor: Actor,
  wanted: Wanted,
  now: Date,
): Promise<Omit<QueueModel, 'before'>> =>
  inScope(db, actor.unit_path, async (tx) => {
    const { waiting, total: waits } = await reviewQueue(tx, actor.unit_id, everything);
    const { state, page, has, wait, area } = wanted;
    const filter = { has, wait, area };
    const counts = { ...(await countByState(tx)), waiting: waits };
    if (state !== 'waiting') {
      return { ...(await rowsInState(tx, wanted, state)), state, page, counts, filter, facets: noFacets };
    }
    const { rows, facets } = narrowed(waiting, filter, now);
    const shown = rows.slice(offsetOf(page), offsetOf(page) + pageSize);
    return {
      rows: await waitingRows(tx, shown, now),
      total: rows.length,
      state,
      page,
      counts,
      filter,
      facets,
    };
  });

async function waitingRows(tx: Scoped, waiting: readonly WaitingUpload[], now: Date): Promise<QueueRow[]> {
  const rounds = await roundsOf(
    tx,
    waiting.map((one) => one.unit_id),
  );
  return waiting.map(
    (one): QueueRow => ({
      ...{ id: one.change_set_id, upload_id: one.id, receipt: one.receipt, state: 'submitted' },
      ...{ reverts: one.reverts, township: one.township, closes_on: one.closes_on },
      unit: { id: one.unit_id, name: one.unit_name },
      ...{ submitted_at: one.submitted_at, counts: one.counts, risky: one.risky },
      urgency: urgencyOf(one.closes_on, now) ?? null,
      judged:
        one.counts === null || one.reverts !== null
          ? []
          : judged(reportedIn(one.counts), referencesOf(rounds.get(one.unit_id))),
    }),
  );
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
  ...{ township: null, closes_on: null, urgency: null, judged: [] },
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
      township: z.string().nullable(),
      /** Last day of its collection. */
      closes_on: z.string().nullable(),
      urgency: z.enum(['overdue', 'near']).nullable(),
      ...plausibilitySchema,
    }),
  ),
  ...{ total: counted, page: counted },
  /** Of what waits for your unit: what each further condition of the query would leave. */
  facets: z.record(z.enum(['has', 'wait', 'area']), z.array(z.object({ value: z.string(), count: counted }))),
});

export const queueJson = ({ rows, total, page, facets }: QueueModel): z.infer<typeof queueSchema> => ({
  change_sets: rows.map(({ judged, ...row }) => ({
    ...row,
    ...plausibilityJson(judged),
    submitted_at: row.submitted_at && isoTime(row.submitted_at),
    counts: row.counts && { ...row.counts },
  })),
  ...{ total, page },
  facets: { has: [...facets.has], wait: [...facets.wait], area: [...facets.area] },
});
