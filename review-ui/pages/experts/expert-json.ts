/** The public shape of experts: documents and phones masked. */
import { z } from 'zod';
import { type ExpertState, expertStates } from '../../../schemas/expert-lifecycle.ts';
import type { ExpertListModel, SeenExpert } from './expert-model.ts';

const stateSchema = z.enum(expertStates as [ExpertState, ...ExpertState[]]);
export const expertSchema = z.object({
  id: z.string(),
  campaign_id: z.string(),
  unit: z.object({ id: z.string(), name: z.string() }),
  level: z.string(),
  workshop: z.string().nullable(),
  state: stateSchema,
  name: z.string(),
  id_type: z.string(),
  id_number: z.string().describe('masked'),
  mobile: z.string().describe('masked'),
  email: z.string().nullable(),
  teacher_id: z.string().nullable(),
  unit_name: z.string(),
  county: z.string(),
  stage: z.string(),
  subject: z.string().nullable(),
  title: z.string(),
  honours: z.string().nullable(),
  capacity: z.number().int(),
  served_counties: z.array(z.string()).nullable().describe('null for the whole city'),
  reason: z.string().nullable(),
  actions: z.array(z.string()),
});

export const expertListSchema = z.object({
  campaign: z.object({ id: z.string(), name: z.string() }).nullable(),
  experts: z.array(expertSchema),
  ...{ total: z.number().int(), page: z.number().int() },
  counts: z.partialRecord(stateSchema, z.number().int()),
  workshops: z
    .array(z.object({ name: z.string(), hosts: z.array(z.string()) }))
    .describe("the province's thematic team"),
});

export const expertJson = (expert: SeenExpert): z.infer<typeof expertSchema> => ({
  ...{ id: expert.id, campaign_id: expert.campaign_id, level: expert.level, workshop: expert.workshop },
  unit: { id: expert.unit_id, name: expert.unit_name },
  ...{ state: expert.state, name: expert.name, id_type: expert.id_type, id_number: expert.id_number },
  ...{ mobile: expert.mobile, email: expert.email, teacher_id: expert.teacher_id },
  ...{ unit_name: expert.workplace, county: expert.county, stage: expert.stage, subject: expert.subject },
  ...{ title: expert.title, honours: expert.honours, capacity: expert.capacity },
  served_counties: expert.serves === null ? null : [...expert.served_names],
  reason: expert.decision_reason,
  actions: [...expert.actions],
});

export const expertListJson = (model: ExpertListModel): z.infer<typeof expertListSchema> => ({
  campaign: model.campaign === null ? null : { id: model.campaign.id, name: model.campaign.name },
  experts: model.experts.map(expertJson),
  ...{ total: model.total, page: model.query.page, counts: { ...model.counts } },
  workshops: model.workshops.map(({ name, hosts }) => ({ name, hosts: [...hosts] })),
});
