/** What the review's routes take from addresses, forms and programs. */
import { z } from 'zod';
import type { ShownKind } from '../../../database/change-sets.ts';
import type { Seen, Selection } from '../../../database/decisions.ts';
import { cellChoices, changeKindOrder, type RiskBand, riskBandOrder } from '../../../schemas/change.ts';
import { problem } from '../../../schemas/problem.ts';
import { type RecordField, recordFields } from '../../../schemas/sheets/teacher.ts';
import { idSchema, optionalField, pageNumber } from '../../inputs.ts';
import { riskyKindOrder, waitOrder } from './queue-facets.ts';
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
  ...{ has: oneOf(riskyKindOrder), wait: oneOf(waitOrder) },
  area: optionalField(z.string().max(60)).catch(undefined),
  ...before,
});

/** Without `page`, programs get all changes; a person gets the first page. */
export const setQuery = z.object({
  kind: oneOf<ShownKind>([...changeKindOrder, 'identity']),
  risk: oneOf<RiskBand>(riskBandOrder),
  field: oneOf<RecordField>(recordFields),
  rule: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional()
    .catch(undefined),
  decision: oneOf(['approve', 'reject']),
  /** 1: decided in an earlier review; 0: new. */
  carried: oneOf(['0', '1']).transform((value) => (value === undefined ? undefined : value === '1')),
  like: idSchema.optional().catch(undefined),
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
    z.enum(['safe', 'all', 'like', 'batch']),
    z.array(idSchema).min(1).max(mostNamed),
    idSchema.transform((id) => [id]),
  ]),
  decision: z.enum(['approve', 'reject', 'clear']),
  /** With `like`: a change of the set; all that say the same are meant. */
  like: optionalField(idSchema),
  /** With `batch`: the moment at which all of them were decided. */
  batch: optionalField(z.iso.datetime({ offset: true })),
  /** When the change was decided as it was shown, `none` for not at all; otherwise it is refused with the newer row. */
  seen: optionalField(z.union([z.literal('none'), z.iso.datetime({ offset: true })])),
  /** With `safe`: of the low-risk changes as they were shown. */
  digest: optionalField(z.string().max(64)),
  ...reasons,
  back: z.string().optional(),
});
export type DecisionBody = z.infer<typeof decisionBody>;

/** Throws `invalid-input` where the companion of `like` or `batch` is missing. */
export function selectionOf({ changes, like, batch }: DecisionBody): Selection {
  if (changes === 'like') {
    if (like === undefined) throw problem('invalid-input', { fields: 'like' });
    return { like };
  }
  if (changes === 'batch') {
    if (batch === undefined) throw problem('invalid-input', { fields: 'batch' });
    return { batch: new Date(batch) };
  }
  return changes;
}

export const seenOf = ({ seen, digest }: DecisionBody): Seen => ({
  ...(seen === undefined ? {} : { decided_at: seen === 'none' ? null : new Date(seen) }),
  digest,
});

export const choiceBody = z.object({
  field: z.enum(recordFields as readonly RecordField[] as [RecordField, ...RecordField[]]),
  choice: z.enum(cellChoices),
  /** What was chosen for the cell as it was shown, `none` for nothing. */
  seen: z.union([z.literal('none'), z.enum(cellChoices)]).optional(),
  back: z.string().optional(),
});

export const concludingBody = z.object({
  ...reasons,
  /** That more teachers leave than is ordinary, and that it is meant; a form sends `true` as text. */
  shrinkage_confirmed: z.preprocess((value) => value === true || value === 'true', z.boolean()),
});
export type ConcludingBody = z.infer<typeof concludingBody>;
