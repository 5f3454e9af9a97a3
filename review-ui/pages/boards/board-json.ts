/** Boards as JSON: everything that their pages show. */
import { z } from 'zod';
import type { UnitStanding } from '../../../database/standing.ts';
import { closesAt, opensAt } from '../../../schemas/campaign.ts';
import { type ProgressState, progressOrder } from '../../../schemas/progress.ts';
import { isoTime } from '../../format.ts';
import type { BoardModel, RunningRound } from './board-model.ts';
import type { UnitListModel } from './unit-list-page.tsx';

const counted = z.number().int();
const tallySchema = z.object({
  units: counted.describe('units that send in files, each in one state'),
  ...{ not_begun: counted, uploaded: counted, needs_fix: counted, in_review: counted, applied: counted },
  accepted: counted.describe('their submission was accepted, or they were excused'),
  ...{ fewer_than_last: counted, fewer_than_expected: counted },
});
const areaSchema = tallySchema.extend({
  ...{ id: z.string(), name: z.string(), kind: z.string(), code: z.string().nullable() },
});
const unitSchema = z.object({
  ...{ id: z.string(), name: z.string(), kind: z.string(), code: z.string().nullable() },
});
const standingSchema = unitSchema.extend({
  parent_id: z.string(),
  parent_name: z.string().nullable(),
  state: z.enum(progressOrder as [ProgressState, ...ProgressState[]]),
  upload_id: z.string().nullable(),
  before: counted.describe('in service by the registry: when the file was checked, otherwise now'),
  reported: counted.nullable().describe('in service by the file'),
  expected_headcount: counted.nullable(),
  fewer_than_last: z.boolean(),
  fewer_than_expected: z.boolean(),
  reminded_on: z.string().nullable(),
});
const unitsSchema = z.object({ units: z.array(standingSchema), total: counted });

export const boardSchema = z.object({
  unit: unitSchema,
  round: z
    .object({ campaign_id: z.string(), name: z.string(), opens_at: z.string(), closes_at: z.string() })
    .nullable(),
  total: tallySchema,
  areas: z.array(areaSchema),
  direct: tallySchema,
  pace: z
    .object({
      phase: z.enum(['before', 'open', 'closed']),
      ...{ units: counted, done: counted, early: counted, needed_now: counted },
      ...{ elapsed_days: z.number(), window_days: counted },
      per_day: z.number().nullable(),
      needed_per_day: z.number().nullable(),
      short: counted.nullable(),
      days: z.array(z.object({ day: z.string(), done: counted.nullable(), needed: counted })),
    })
    .nullable(),
  slowest: z.array(areaSchema),
  undone: unitsSchema,
  counted_at: z.string().nullable().describe('of a large area, which is not counted for each reader'),
});

const unitFacts = ({ id, name, kind, code }: z.infer<typeof unitSchema>) => ({ id, name, kind, code });

export const roundJson = (running: RunningRound | null) =>
  running && {
    ...{ campaign_id: running.campaign_id, name: running.name },
    opens_at: isoTime(opensAt(running.window)),
    closes_at: isoTime(closesAt(running.window)),
  };

const unitsJson = ({ units, total }: { units: readonly UnitStanding[]; total: number }) => ({
  units: [...units],
  total,
});

export const boardJson = (model: BoardModel): z.infer<typeof boardSchema> => ({
  unit: unitFacts(model.unit),
  round: roundJson(model.running),
  ...{ total: model.total, areas: [...model.areas], direct: model.direct },
  pace: model.pace && { ...model.pace, days: [...model.pace.days] },
  slowest: [...model.slowest],
  undone: unitsJson(model.undone),
  counted_at: model.counted_at && isoTime(model.counted_at),
});

export const boardUnitsSchema = unitsSchema.extend({ unit: unitSchema, tally: tallySchema, page: counted });
export const boardUnitsJson = (model: UnitListModel): z.infer<typeof boardUnitsSchema> => ({
  ...{ unit: unitFacts(model.unit), tally: model.tally, page: model.page },
  ...unitsJson(model),
});
