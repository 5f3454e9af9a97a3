/** What the review's routes take from addresses, forms and programs. */
import { z } from 'zod';
import { type ChangeKind, changeKindOrder } from '../../../schemas/change.ts';
import { type RecordField, recordFields } from '../../../schemas/sheets/teacher.ts';
import { idSchema, optionalField, pageNumber } from '../../inputs.ts';
import { queueStates } from './queue-model.ts';

const oneOf = <V extends string>(values: readonly V[]) =>
  z
    .enum(values as [V, ...V[]])
    .optional()
    .catch(undefined);
const flag = z
  .enum(['1', 'true'])
  .optional()
  .catch(undefined)
  .transform((value) => value !== undefined);

/** Set whose review was just closed or returned, for the notice on the page that opens next. */
const before = {
  closed: idSchema.optional().catch(undefined),
  returned: idSchema.optional().catch(undefined),
};

export const queueQuery = z.object({
  ...{ state: oneOf(queueStates), page: pageNumber, unit: optionalField(idSchema) },
  ...before,
});

/** Without `page`, programs get all changes; a person gets the first page. */
export const setQuery = z.object({
  kind: oneOf<ChangeKind>(changeKindOrder),
  field: oneOf<RecordField>(recordFields),
  ...{ undecided: flag, all: flag, page: pageNumber.optional() },
  ...before,
});

const longestReason_chars = 500;
const reason = z.string().trim().max(longestReason_chars);
/** A form sends one of the usual reasons and, in `other`, what the reviewer wrote; a program sends `reason` alone. */
export const reasons = { reason: optionalField(reason), other: optionalField(reason) };

export interface GivenReason {
  readonly reason?: string | undefined;
  readonly other?: string | undefined;
}

/** What the reviewer wrote comes after the usual reason; null when neither was given. */
export function reasonOf({ reason, other }: GivenReason): string | null {
  const said = [reason, other].filter((text) => text !== undefined && text !== '');
  return said.length === 0 ? null : said.join('；').slice(0, longestReason_chars);
}

const mostNamed = 10_000;
export const decisionBody = z.object({
  changes: z.union([
    z.enum(['safe', 'all']),
    z.array(idSchema).min(1).max(mostNamed),
    idSchema.transform((id) => [id]),
  ]),
  decision: z.enum(['approve', 'reject', 'clear']),
  ...reasons,
  back: z.string().optional(),
});

export const concludingBody = z.object({
  ...reasons,
  /** That more teachers leave than is ordinary, and that it is meant; a form sends `true` as text. */
  shrinkage_confirmed: z.preprocess((value) => value === true || value === 'true', z.boolean()),
});
export type ConcludingBody = z.infer<typeof concludingBody>;
