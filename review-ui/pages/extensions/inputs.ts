/** What the extensions' routes take from forms and programs. */
import { z } from 'zod';
import { type WindowName, windowOrder } from '../../../schemas/campaign.ts';
import {
  type ExtensionCover,
  type ExtensionState,
  extensionActions,
  extensionCovers,
  extensionStates,
  longestReason_chars,
} from '../../../schemas/extension.ts';
import { idSchema, optionalField, pageNumber } from '../../inputs.ts';

const step = z.enum(windowOrder as [WindowName, ...WindowName[]]);
const reason = z.string().trim().min(1).max(longestReason_chars);

export const extensionQuery = z.object({
  page: pageNumber,
  state: z
    .enum(extensionStates as [ExtensionState, ...ExtensionState[]])
    .optional()
    .catch(undefined),
  /** Chosen beforehand in the form. */
  step: step.optional().catch(undefined),
  /** To whom the form to grant days has been opened. */
  unit: idSchema.optional().catch(undefined),
});

/** A form says in one value whom it is for: `12 area`; `own below` is whoever stands below one's own unit. */
function unfolded(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { whom, ...fields } = body as Record<string, unknown>;
  if (typeof whom !== 'string') return fields;
  const [unit, covers] = whom.split(' ');
  return { ...fields, covers, ...(unit === 'own' ? {} : { unit }) };
}

export const extensionBody = z.preprocess(
  unfolded,
  z.object({
    step,
    unit: optionalField(idSchema),
    covers: z.enum(Object.keys(extensionCovers) as [ExtensionCover, ...ExtensionCover[]]).default('unit'),
    until: z.iso.date(),
    reason,
  }),
);

export const decisionParams = z.object({ id: idSchema, action: z.enum(extensionActions) });
export const decisionBody = z.object({
  until: optionalField(z.iso.date()),
  reason: optionalField(reason),
});
