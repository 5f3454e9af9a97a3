/** The public shape of the openings. */
import { z } from 'zod';
import { type Stage, stageOrder } from '../../../schemas/subject.ts';
import { isoTime } from '../../format.ts';
import { unitWindowJson, unitWindowSchema } from '../campaigns/campaign-json.ts';
import type { OpeningLine, OpeningsModel } from './openings-model.ts';

const whole = z.number().int();
const stage = z.enum(stageOrder as [Stage, ...Stage[]]);
const named = z.object({ id: z.string(), name: z.string() });
const counted = z.partialRecord(stage, z.object({ units: whole, opened: whole, unlicensed: whole }));

export const openingsSchema = z.object({
  campaign_id: z.string(),
  unit: named,
  /** Whether the caller opens stages to these units; `window` says when. */
  may_open: z.boolean(),
  window: unitWindowSchema,
  /** Whether each stage is open to the unit itself; where it isn't, who must open it to whom. */
  stages: z.array(
    z.object({ stage, is_open: z.boolean(), missing: z.object({ unit: named, opener: named }).optional() }),
  ),
  counts: counted,
  units: z.array(
    z.object({
      ...{ id: z.string(), name: z.string(), code: z.string().nullable(), kind: z.string() },
      stages: z.array(
        z.object({
          stage,
          state: z.enum(['open', 'closed', 'not_offered', 'licence_missing', 'overview']),
          opened_at: z.string().nullable(),
        }),
      ),
      below: counted,
    }),
  ),
  ...{ total: whole, page: whole },
});

export const outcomeSchema = z.object({
  ...{ changed: whole, units: whole },
  refused: z.array(z.object({ unit_id: z.string(), unit_name: z.string(), stage, code: z.string() })),
});

export const openingsJson = (model: OpeningsModel): z.infer<typeof openingsSchema> => ({
  campaign_id: model.campaign.id,
  unit: { id: model.area.id, name: model.area.name },
  may_open: model.isOpener,
  window: unitWindowJson(model.window),
  stages: model.reach.map(({ stage: one, opening }) =>
    opening.is_open
      ? { stage: one, is_open: true }
      : {
          stage: one,
          is_open: false,
          missing: { unit: nameOf(opening.unit), opener: nameOf(opening.opener) },
        },
  ),
  counts: model.counts,
  units: model.lines.map(lineJson),
  ...{ total: model.total, page: model.query.page },
});

const nameOf = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name });

const lineJson = ({ unit, cells, below }: OpeningLine) => ({
  ...{ id: unit.id, name: unit.name, code: unit.code, kind: unit.kind, below },
  stages: cells.map(({ stage: one, state, opened_at }) => ({
    ...{ stage: one, state },
    opened_at: opened_at === null ? null : isoTime(new Date(opened_at)),
  })),
});
