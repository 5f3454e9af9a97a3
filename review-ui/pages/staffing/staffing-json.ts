/** The public shape of a staffing plan: ids of teachers, names of experts, and the numbers with where they come from. */
import { z } from 'zod';
import { explain } from '../../../pipeline/staffing/explain.ts';
import { isoTime } from '../../format.ts';
import type { CitiesModel, StaffingModel } from './staffing-model.ts';

const count = z.number().int();
const cell = { stage: z.string(), subject: z.string().nullable() };
const counts = {
  ...{ enrolled: count, bound: count, needed: count, by_county: count },
  ...{ available: count, assigned: count, gaps: count },
};
const share = z.object({ county_id: z.string(), teachers: count });
const groupSchema = z.object({
  key: z.string(),
  teachers: count,
  counties: z.array(share),
  expert: z.object({ id: z.string(), name: z.string(), by_hand: z.boolean() }).nullable(),
  units: z.array(z.object({ unit_id: z.string(), county_id: z.string(), teacher_ids: z.array(z.string()) })),
});
export const planSchema = z.object({
  campaign: z.object({ id: z.string(), name: z.string() }),
  city: z.object({ id: z.string(), name: z.string() }),
  version: count.describe('0 before there is a plan'),
  published_at: z.string().nullable(),
  digest: z.string().nullable(),
  options: z.record(z.string(), z.unknown()).nullable(),
  figures: z.object({ ...counts, broken_pins: count }).nullable(),
  enrolled_now: count.nullable(),
  changes: z.array(
    z
      .object({
        ...{ key: z.string(), ...cell, now: count, planned: count },
        ...{ roster: z.boolean(), team: z.boolean() },
      })
      .describe('a cell whose roster or team is no longer the one that it was planned with'),
  ),
  cells: z.array(
    z.object({
      ...{ key: z.string(), ...cell, ...counts },
      groups: z.array(groupSchema),
      why: z.unknown().describe('each number of the cell with where it comes from'),
    }),
  ),
  gaps: z.array(z.unknown()).describe('groups without an expert, with what would close each'),
  broken_pins: z.array(z.unknown()),
  scenarios: z.array(z.unknown()),
});
const citySchema = z.object({
  ...{ id: z.string(), name: z.string(), version: count.nullable(), published_at: z.string().nullable() },
  ...{ enrolled_now: count, figures: z.object({ ...counts, broken_pins: count }).nullable() },
});
export const citiesSchema = z.object({
  campaign: z.object({ id: z.string(), name: z.string() }),
  cities: z.array(citySchema),
});
export const staffingSchema = z.union([planSchema, citiesSchema]);

export function planJson(model: StaffingModel): z.infer<typeof planSchema> {
  const { campaign, city, kept, figures, cells, experts } = model;
  const content = kept?.content;
  const assigned = new Map(content?.team.assignments.map((one) => [one.group, one]));
  return {
    campaign: { id: campaign.id, name: campaign.name },
    city: { id: city.id, name: city.name },
    version: kept?.version ?? 0,
    published_at: kept?.published_at ? isoTime(kept.published_at) : null,
    digest: kept?.digest ?? null,
    options: content === undefined ? null : { ...content.plan.options },
    figures: figures === null ? null : { ...figures },
    enrolled_now: model.enrolled_now,
    changes: [...model.changes],
    cells: cells.map((one, at) => ({
      ...one,
      groups: (content?.plan.cells[at]?.groups ?? []).map(({ key, teachers, counties, units }) => {
        const by = assigned.get(key);
        return {
          ...{ key, teachers, counties: [...counties] },
          expert:
            by === undefined
              ? null
              : {
                  id: by.expert_id,
                  name: experts.get(by.expert_id)?.name ?? '',
                  by_hand: by.is_pinned,
                },
          units: units.map(({ unit_id, county_id, teacher_ids }) => ({
            ...{ unit_id, county_id, teacher_ids: [...teacher_ids] },
          })),
        };
      }),
      why: content === undefined ? null : explain(content.plan, one),
    })),
    gaps: [...(content?.team.gaps ?? [])],
    broken_pins: [...(content?.plan.broken_pins ?? []), ...(content?.team.broken_pins ?? [])],
    scenarios: [...(content?.comparison.scenarios ?? [])],
  };
}

export const citiesJson = ({ campaign, cities }: CitiesModel): z.infer<typeof citiesSchema> => ({
  campaign: { id: campaign.id, name: campaign.name },
  cities: cities.map(({ id, name, version, figures, published_at, enrolled_now }) => ({
    ...{ id, name, version, figures, enrolled_now },
    published_at: published_at === null ? null : isoTime(published_at),
  })),
});
