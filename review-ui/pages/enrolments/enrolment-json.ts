/** The public shape of enrolment. */
import { z } from 'zod';
import { type ExcuseCode, excuseOrder, type Standing, standingOrder } from '../../../schemas/enrolment.ts';
import { unitWindowJson, unitWindowSchema } from '../campaigns/campaign-json.ts';
import { type EnrolmentsModel, mayChange } from './enrolment-model.ts';
import type { EnrolmentModel } from './enrolment-page.tsx';
import { trailJson, trailSchema } from './trail.tsx';

const whole = z.number().int();
const tally = z.object({ neither: whole, enrolled: whole, excused: whole, broken: whole });
const cell = { stage: z.string(), subject: z.string().nullable() };
const named = z.object({ id: z.string(), name: z.string() });

export const enrolmentsSchema = z.object({
  campaign_id: z.string().nullable(),
  unit: named.optional(),
  tally: tally.optional(),
  /** Of a school: when, whether its word is given, and whether the caller may change something now. */
  window: unitWindowSchema.optional(),
  locked: z.boolean().optional(),
  may_change: z.boolean().optional(),
  teachers: z
    .array(
      z.object({
        ...{ id: z.string(), name: z.string(), state: z.enum(standingOrder as [Standing, ...Standing[]]) },
        registered: z.object({ stage: z.string().nullable(), subject: z.string().nullable() }),
        enrolment: z.object({ id: z.string(), ...cell, version: whole }).nullable(),
        excuse: z.enum(excuseOrder as [ExcuseCode, ...ExcuseCode[]]).nullable(),
        released_reason: z.string().nullable(),
      }),
    )
    .optional(),
  /** Of an area: its units, and registered beside enrolled. */
  units: z
    .array(z.object({ id: z.string(), name: z.string(), locked: z.boolean(), opened: z.boolean(), tally }))
    .optional(),
  cells: z.array(z.object({ ...cell, registered: whole, enrolled: whole })).optional(),
  ...{ total: whole.optional(), page: whole.optional() },
});

export const enrolmentSchema = z.object({
  ...{ id: z.string(), state: z.enum(['enrolled', 'released']), campaign_id: z.string() },
  ...{ teacher: named, unit: named, ...cell, version: whole },
  ...{ upload_id: z.string().nullable(), released_reason: z.string().nullable() },
  actions: z.array(z.string()),
  trail: trailSchema,
});

export function enrolmentJson({
  enrolment,
  actions,
  steps,
}: EnrolmentModel): z.infer<typeof enrolmentSchema> {
  const { id, state, campaign_id, stage, subject, version, upload_id, released_reason } = enrolment;
  return {
    ...{ id, state, campaign_id, stage, subject, version, upload_id, released_reason },
    teacher: { id: enrolment.teacher_id, name: enrolment.teacher_name },
    unit: { id: enrolment.unit_id, name: enrolment.unit_name },
    ...{ actions: [...actions], trail: trailJson(steps) },
  };
}

export function enrolmentsJson(model: EnrolmentsModel): z.infer<typeof enrolmentsSchema> {
  if (model.kind === 'none') return { campaign_id: null };
  const { campaign, unit, tally: counts, total, query } = model;
  const base = {
    ...{
      campaign_id: campaign.id,
      unit: { id: unit.id, name: unit.name },
      tally: counts,
      total,
      page: query.page,
    },
  };
  if (model.kind === 'area') {
    const units = model.units.map(({ id, name, is_locked, is_opened, tally: own }) => ({
      id,
      name,
      locked: is_locked,
      opened: is_opened,
      tally: own,
    }));
    return { ...base, units, cells: [...model.cells] };
  }
  return {
    ...base,
    ...{ window: unitWindowJson(model.window), locked: model.is_locked, may_change: mayChange(model) },
    teachers: model.lines.map(
      ({ teacher_id, name, standing, registered, enrolment, excuse, released_reason }) => ({
        ...{ id: teacher_id, name, state: standing, registered, excuse: excuse?.code ?? null },
        released_reason,
        enrolment:
          enrolment === null
            ? null
            : {
                ...{ id: enrolment.id, stage: enrolment.stage, subject: enrolment.subject },
                version: enrolment.version,
              },
      }),
    ),
  };
}
