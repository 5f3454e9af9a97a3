/** The public shape of submissions. */
import { z } from 'zod';
import { type CampaignStep, stepOrder } from '../../../schemas/campaign.ts';
import { type Missing, submissionId } from '../../../schemas/submission.ts';
import { type SubmissionState, submissionStates } from '../../../schemas/submission-lifecycle.ts';
import { isoTime } from '../../format.ts';
import { addressOf } from '../../parts/safe-url.ts';
import type { SubmissionDetail, SubmissionList, SubmissionView, WithActions } from './submission-model.ts';

const counted = z.number().int();
const state = z.enum(submissionStates as [SubmissionState, ...SubmissionState[]]);
const stepSchema = z.enum(stepOrder as [CampaignStep, ...CampaignStep[]]);

export const countsSchema = z.object({
  ...{ teachers: counted, stages: z.record(z.string(), counted) },
  ...{ added: counted, changed: counted, departed: counted, transferred: counted },
});

const base = {
  id: z.string(),
  campaign_id: z.string(),
  step: stepSchema,
  unit: z.object({ id: z.string(), name: z.string(), code: z.string().nullable() }),
  state,
  version: counted,
  ...{ submitted_at: z.string().nullable(), submitted_by: z.string().nullable() },
  ...{ accepted_at: z.string().nullable(), accepted_by: z.string().nullable() },
  late: z.boolean(),
  /** Why it was returned, reopened or excused, while that is the last that happened. */
  reason: z.string().nullable(),
  /** What the word that holds is about. */
  counts: countsSchema.nullable(),
  digest: z.string().nullable(),
  actions: z.array(z.string()),
};

const missingSchema = z.object({
  kind: z.enum(['file-in-work', 'nothing-applied', 'not-enrolled', 'enrolment-broken', 'unit-unsettled']),
  href: z.string(),
  ...{ upload_id: z.string().optional(), receipt: z.string().optional(), teachers: counted.optional() },
  unit: z.object({ id: z.string(), name: z.string() }).optional(),
  state: z.string().optional(),
});

export const viewSchema = z.object({
  ...base,
  missing: z.array(missingSchema),
  /** All that is missing; the first are named. */
  missing_total: counted,
});

export const detailSchema = viewSchema.extend({
  history: z.array(
    z.object({
      ...{ at: z.string(), by: z.string().nullable(), action: z.string() },
      ...{ from: z.string(), to: z.string(), reason: z.string().nullable() },
    }),
  ),
});

export const listSchema = z.object({
  campaign: z.object({ id: z.string(), name: z.string() }).nullable(),
  step: stepSchema.nullable(),
  window: z.object({ opens_on: z.string(), closes_on: z.string() }).nullable(),
  own: viewSchema.nullable(),
  submissions: z.array(
    z.object({
      ...base,
      ...{ teachers: counted.nullable(), below: counted.nullable(), settled: counted.nullable() },
    }),
  ),
  counts: z.partialRecord(state, counted),
  ...{ total: counted, page: counted },
});

function baseJson({ submission, late, actions }: WithActions) {
  const { campaign_id, step, unit_id, unit_name, unit_code, submitted_at, accepted_at } = submission;
  const { state, version, submitted_by, accepted_by, reason, counts, digest } = submission;
  return {
    ...{ id: submissionId(submission), campaign_id, step },
    unit: { id: unit_id, name: unit_name, code: unit_code },
    ...{ state, version, submitted_by, accepted_by, late, reason, counts, digest },
    submitted_at: submitted_at && isoTime(submitted_at),
    accepted_at: accepted_at && isoTime(accepted_at),
    actions: [...actions],
  };
}

/** Where something that is missing is seen to. */
export function missingHref(missing: Missing, { submission }: Pick<WithActions, 'submission'>): string {
  if (missing.kind === 'file-in-work') return `/uploads/${missing.upload_id}`;
  if (missing.kind === 'not-enrolled' || missing.kind === 'enrolment-broken') {
    const state = missing.kind === 'not-enrolled' ? 'neither' : 'broken';
    return addressOf('/enrolments', { unit: submission.unit_id, state });
  }
  if (missing.kind === 'nothing-applied') return addressOf('/uploads', { unit: submission.unit_id });
  return `/submissions/${submissionId({ ...submission, unit_id: missing.unit.id })}`;
}

export const viewJson = (view: SubmissionView): z.infer<typeof viewSchema> => ({
  ...baseJson(view),
  missing: view.missing.items.map((one) => ({ ...one, href: missingHref(one, view) })),
  missing_total: view.missing.total,
});

export const detailJson = (detail: SubmissionDetail): z.infer<typeof detailSchema> => ({
  ...viewJson(detail),
  history: detail.history.map(({ at, by, action, detail: { from, to }, reason }) => ({
    ...{ at: isoTime(at), by, action, from: String(from), to: String(to), reason },
  })),
});

export function listJson(list: SubmissionList | null, page: number): z.infer<typeof listSchema> {
  if (list === null) {
    return {
      ...{ campaign: null, step: null, window: null, own: null, submissions: [], counts: {}, total: 0, page },
    };
  }
  const { campaign, step, window } = list.planned;
  return {
    campaign: { id: campaign.id, name: campaign.name },
    ...{ step, window: { ...window }, own: list.own && viewJson(list.own) },
    submissions: list.below.map((line) => {
      const { teachers, below, settled } = line.submission;
      return { ...baseJson(line), teachers, below, settled };
    }),
    ...{ counts: { ...list.counts }, total: list.total, page },
  };
}
