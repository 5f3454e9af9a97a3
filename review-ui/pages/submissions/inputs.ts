/** What the routes of submissions take from addresses, forms and programs. */
import { z } from 'zod';
import { type CampaignStep, stepOrder } from '../../../schemas/campaign.ts';
import type { SubmissionKey } from '../../../schemas/submission.ts';
import { type SubmissionState, submissionStates } from '../../../schemas/submission-lifecycle.ts';
import { idSchema, optionalField, pageNumber } from '../../inputs.ts';
import { reasons } from '../change-sets/inputs.ts';
import { doneWords } from './words.ts';

const step = z.enum(stepOrder as [CampaignStep, ...CampaignStep[]]);

/** An id as `submissionId` makes it; anything else names nothing. */
export const submissionParams = z.object({
  id: z
    .string()
    .transform((id): SubmissionKey | null => {
      const [campaign, name, unit, ...rest] = id.split('-');
      const parsed = z.tuple([idSchema, step, idSchema]).safeParse([campaign, name, unit]);
      if (!parsed.success || rest.length > 0) return null;
      const [campaign_id, of, unit_id] = parsed.data;
      return { campaign_id, step: of, unit_id };
    })
    .refine((key) => key !== null)
    .transform((key) => key as SubmissionKey)
    .describe('opaque id'),
});

export const listQuery = z.object({
  campaign: optionalField(idSchema),
  step: step.optional().catch(undefined),
  unit: optionalField(idSchema),
  state: z
    .enum(submissionStates as [SubmissionState, ...SubmissionState[]])
    .optional()
    .catch(undefined),
  page: pageNumber,
});

export const detailQuery = z.object({
  /** What was just done here, for the notice. */
  done: z
    .enum(Object.keys(doneWords) as [string, ...string[]])
    .optional()
    .catch(undefined),
});

export const actBody = z.object({
  ...reasons,
  /** The version that was looked at; a later one is `stale`. */
  version: optionalField(z.coerce.number().int().min(0)),
  back: z.string().optional(),
  /** Groups without an expert that a city knows of as it submits its team. */
  gaps: optionalField(z.coerce.number().int().min(0)),
});

export const acceptAllBody = z.object({
  campaign: idSchema,
  step,
  /** How many the sender means; left out: however many wait. */
  count: optionalField(z.coerce.number().int().min(0)),
});
