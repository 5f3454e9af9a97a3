/** What forms and programs say of experts. */
import { z } from 'zod';
import { type ExpertState, expertStates } from '../../../schemas/expert-lifecycle.ts';
import { identityDocuments } from '../../../schemas/identity-document.ts';
import { teamLevels } from '../../../schemas/sheets/expert.ts';
import { stages, subjects } from '../../../schemas/subject.ts';
import { titles } from '../../../schemas/teacher-choices.ts';
import { idSchema, oneOf, optionalField, pageNumber } from '../../inputs.ts';

export const expertQuery = z.object({
  page: pageNumber,
  campaign: optionalField(idSchema),
  state: z
    .enum(expertStates as [ExpertState, ...ExpertState[]])
    .optional()
    .catch(undefined),
  level: oneOf(teamLevels).optional().catch(undefined),
  stage: oneOf(stages).optional().catch(undefined),
  /** How many somebody has just added or decided about, for the line that says so. */
  added: z.coerce.number().int().min(0).optional().catch(undefined),
  done: z.coerce.number().int().min(0).optional().catch(undefined),
});
export type ExpertQuery = z.infer<typeof expertQuery>;

export const newExpertQuery = z.object({
  campaign: optionalField(idSchema),
  stage: optionalField(oneOf(stages)),
});

const number = (shape: RegExp) =>
  z
    .string()
    // Read as a file's cell is: full-width forms and blanks are no other number.
    .transform((text) => text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase())
    .pipe(z.string().regex(shape));

export const expertBody = z.object({
  campaign: optionalField(idSchema),
  level: oneOf(teamLevels),
  workshop: optionalField(z.string().trim().max(60)),
  name: z.string().trim().min(1).max(50),
  id_type: oneOf(identityDocuments).default('居民身份证'),
  id_number: number(/^[A-Z0-9]{5,18}$/),
  unit_name: z.string().trim().min(1).max(100),
  county: z.string().trim().min(1).max(40),
  stage: oneOf(stages),
  subject: optionalField(oneOf(subjects)),
  title: oneOf(titles),
  honours: optionalField(z.string().trim().max(200)),
  mobile: number(/^1[3-9]\d{9}$/),
  email: optionalField(z.email().max(100)),
  capacity: optionalField(z.coerce.number().int().min(1).max(1000)),
  served_counties: optionalField(z.string().trim().max(400)),
});
export type ExpertBody = z.infer<typeof expertBody>;

/** A form sends one box as a text and several as a list. */
const ids = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(idSchema).min(1).max(2000),
);
export const actBody = z.object({
  ids,
  action: z.enum(['decide', 'decline', 'withdraw', 'remove']),
  reason: optionalField(z.string().trim().max(200)),
});
