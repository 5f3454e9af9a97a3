/** The public shape of a campaign, and of a window as one unit has it. */
import { z } from 'zod';
import {
  type Campaign,
  closesAt,
  opensAt,
  phaseOf,
  type WindowName,
  windowOrder,
  windowPhases,
} from '../../../schemas/campaign.ts';
import type { UnitWindow } from '../../../schemas/campaign-window.ts';
import { isoTime } from '../../format.ts';

const phase = z.enum(Object.keys(windowPhases) as [string, ...string[]]);
export const windowName = z.enum(windowOrder as [WindowName, ...WindowName[]]);
const days = {
  ...{ opens_on: z.iso.date(), closes_on: z.iso.date() },
  opens_at: z.string(),
  /** The first instant that is too late. */
  closes_at: z.string(),
};

export const campaignSchema = z.object({
  ...{ id: z.string(), year: z.number().int(), name: z.string(), current: z.boolean() },
  windows: z.partialRecord(windowName, z.object({ ...days, phase })),
});

const daysJson = (window: { readonly opens_on: string; readonly closes_on: string }) => ({
  ...{ opens_on: window.opens_on, closes_on: window.closes_on },
  ...{ opens_at: isoTime(opensAt(window)), closes_at: isoTime(closesAt(window)) },
});

export const campaignJson = (
  { windows, ...campaign }: Campaign,
  current: Campaign | null,
  now: Date,
): z.infer<typeof campaignSchema> => ({
  ...campaign,
  current: campaign.id === current?.id,
  windows: Object.fromEntries(
    Object.entries(windows).map(([name, window]) => [
      name,
      { ...daysJson(window), phase: phaseOf(window, now) },
    ]),
  ),
});

export const unitWindowSchema = z.union([
  z.object({ by: z.literal('nothing'), phase: z.literal('open') }),
  z.object({ by: z.enum(['window', 'extension']), phase, ...days, extension_id: z.string().nullable() }),
]);

export const unitWindowJson = (window: UnitWindow): z.infer<typeof unitWindowSchema> =>
  window.by === 'nothing'
    ? { by: 'nothing', phase: 'open' }
    : { by: window.by, phase: window.phase, ...daysJson(window), extension_id: window.extension_id };
