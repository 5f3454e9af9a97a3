/** What forms and programs say of a transfer. */
import { z } from 'zod';
import type { PlaceOfMove } from '../../../database/transfer-lookups.ts';
import { type IdentityDocument, identityDocuments } from '../../../schemas/identity-document.ts';
import { problem } from '../../../schemas/problem.ts';
import { type Stage, type Subject, stages, subjects, subjectsOfStage } from '../../../schemas/subject.ts';
import type { SaidOfMove } from '../../../schemas/transfer.ts';
import { type TransferState, transferStates } from '../../../schemas/transfer-lifecycle.ts';
import { idSchema, oneOf, optionalField, pageNumber } from '../../inputs.ts';

export const listQuery = z.object({
  page: pageNumber,
  state: z
    .enum(transferStates as [TransferState, ...TransferState[]])
    .optional()
    .catch(undefined),
  waiting: z.literal('me').optional().catch(undefined),
  /** What a bulk carry-out came to, for the line that says so. */
  done: z.coerce.number().int().min(0).optional().catch(undefined),
  stale: z.coerce.number().int().min(0).optional().catch(undefined),
});

const person = {
  id_type: oneOf(identityDocuments).default('居民身份证' satisfies IdentityDocument),
  // Read as a file's cell is: full-width forms and blanks are no other number.
  id_number: z
    .string()
    .transform((text) => text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase())
    .pipe(z.string().regex(/^[A-Z0-9]{5,18}$/)),
};
const name = z.string().trim().min(1).max(50);
/** A school by its code or its full name; nothing said is the sender's own. */
const to = optionalField(z.string().trim().max(100));

export const searchBody = z.object({ ...person, name, to });

const yesNo = z.preprocess(
  (value) =>
    ({ yes: true, no: false, 是: true, 否: false, true: true, false: false })[String(value)] ?? value,
  z.boolean(),
);

const move = {
  to,
  stage: oneOf(stages),
  subject: optionalField(oneOf(subjects)),
  is_rural: yesNo,
  effective_date: z.iso.date(),
  reason: optionalField(z.string().trim().max(200)),
};

/** A form sends the ticket of the person whom it has found; a program says who it is. */
export const proposeBody = z.object({
  person: optionalField(z.string().max(2000)),
  id_type: person.id_type,
  id_number: optionalField(person.id_number),
  name: optionalField(name),
  ...move,
});
export type ProposeBody = z.infer<typeof proposeBody>;

export const declineBody = z.object({ reason: optionalField(z.string().trim().max(200)) });

/** Those of these ids, or all that wait: as many as the sender has seen. */
export const carryOutAllBody = z.object({
  ids: z.array(idSchema).min(1).max(1000).optional(),
  count: optionalField(z.coerce.number().int().min(0)),
});

/** Stages that may be chosen at a school; an institution that has none of its own may name any. */
export const stagesAt = (place: Pick<PlaceOfMove, 'stages'>): readonly Stage[] =>
  place.stages.length > 0 ? place.stages : stages.map(({ value }) => value);

/** Throws `stage-not-offered`, `subject-missing`, `subject-not-of-stage`. A kindergarten has no subject, whatever was said. */
export function saidOf(
  place: Pick<PlaceOfMove, 'name' | 'stages'>,
  { stage, subject, is_rural }: { stage: Stage; subject?: Subject | undefined; is_rural: boolean },
): SaidOfMove {
  if (!stagesAt(place).includes(stage)) throw problem('stage-not-offered', { unit: place.name, stage });
  const possible = subjectsOfStage[stage];
  if (possible.length === 0) return { stage, subject: null, is_rural };
  if (subject === undefined) throw problem('subject-missing');
  if (!possible.includes(subject)) throw problem('subject-not-of-stage', { stage, subject });
  return { stage, subject, is_rural };
}
