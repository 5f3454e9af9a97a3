/** The public shape of an extension. */
import { z } from 'zod';
import type { ShownExtension } from '../../../database/extension-list.ts';
import type { Actor } from '../../../schemas/actor.ts';
import {
  type ExtensionCover,
  type ExtensionState,
  extensionCovers,
  extensionLifecycle,
  extensionRole,
  extensionStates,
} from '../../../schemas/extension.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { isoTime } from '../../format.ts';
import { windowName } from '../campaigns/campaign-json.ts';

const whole = z.number().int();
const time = z.string();

export const extensionSchema = z.object({
  ...{ id: z.string(), campaign_id: z.string(), step: windowName },
  unit: z.object({ id: z.string(), name: z.string() }),
  covers: z.enum(Object.keys(extensionCovers) as [ExtensionCover, ...ExtensionCover[]]),
  state: z.enum(extensionStates as [ExtensionState, ...ExtensionState[]]),
  /** The day that was asked for; null where nobody asked. */
  asked_until: z.iso.date().nullable(),
  until: z.iso.date().nullable(),
  ...{ reason: z.string(), answer: z.string().nullable() },
  ...{ made_by: z.string(), made_at: time, decided_by: z.string().nullable(), decided_at: time.nullable() },
  /** What the caller may do with it. */
  actions: z.array(z.string()),
});

export const extensionListSchema = z.object({
  extensions: z.array(extensionSchema),
  /** The last day that the caller may grant, step by step; null: any. */
  reach: z.array(z.object({ step: windowName, furthest: z.iso.date().nullable() })),
  ...{ total: whole, page: whole },
});

export const extensionJson = (
  { unit_id, unit_name, unit_path, made_at, decided_at, ...rest }: ShownExtension,
  actor: Actor,
): z.infer<typeof extensionSchema> => ({
  ...rest,
  unit: { id: unit_id, name: unit_name },
  made_at: isoTime(made_at),
  decided_at: decided_at === null ? null : isoTime(decided_at),
  actions: actionsOf({ unit_path, covers: rest.covers, state: rest.state }, actor),
});

/** The verbs that the actor has. */
export const actionsOf = (
  { unit_path, covers, state }: Pick<ShownExtension, 'unit_path' | 'covers' | 'state'>,
  actor: Actor,
): string[] =>
  actions(extensionLifecycle, state, extensionRole(actor, unit_path, covers)).map(({ action }) => action);
