/** When a step is open for one unit: the campaign's window, made longer by the extensions that the unit was granted. */
import { type CampaignWindow, closesAt, opensAt, type WindowName, type WindowPhase } from './campaign.ts';
import type { TemplateId } from './sheets.ts';
import type { Tier } from './unit.ts';

/** An extension in force that covers the unit. */
export interface InForce {
  readonly id: string;
  /** The last day that belongs to it, `YYYY-MM-DD` in Asia/Shanghai. */
  readonly until: string;
}

/** What a step is for a unit at an instant. */
export type UnitWindow =
  | { readonly by: 'nothing'; readonly phase: 'open' }
  | {
      /** What sets the last day. */
      readonly by: 'window' | 'extension';
      readonly phase: WindowPhase;
      readonly opens_on: string;
      readonly closes_on: string;
      /** The extension that sets the last day. */
      readonly extension_id: string | null;
    };

/**
 * Whether a step is open for a unit at an instant, until when, and by what. A step without a window is not limited. An extension
 * moves the last day and never the first; of several the longest counts.
 */
export function unitWindow(
  window: CampaignWindow | undefined,
  extensions: readonly InForce[],
  at: Date,
): UnitWindow {
  if (window === undefined) return { by: 'nothing', phase: 'open' };
  const longest = extensions.reduce<InForce | null>(
    (one, other) => (one === null || other.until > one.until ? other : one),
    null,
  );
  const extended = longest !== null && longest.until > window.closes_on ? longest : null;
  const days = { opens_on: window.opens_on, closes_on: extended?.until ?? window.closes_on };
  const phase = at < opensAt(days) ? 'before' : at < closesAt(days) ? 'open' : 'closed';
  return {
    ...{ by: extended === null ? 'window' : 'extension', phase, ...days },
    extension_id: extended?.id ?? null,
  };
}

/** The window in which a file of this template is taken in; none for what is done all year, such as transfers. */
export const windowOfTemplate: Readonly<Partial<Record<TemplateId, WindowName>>> = {
  teacher: 'collection',
  enrolment: 'enrolment',
  expert: 'experts',
};

/** How many days beyond its own last day a tier may grant; null: any. */
export type ExtensionPolicy = Readonly<Record<Exclude<Tier, 'school'>, number | null>>;
export const usualExtensions = { county: 3, city: 7, province: null } as const satisfies ExtensionPolicy;

const day_ms = 24 * 60 * 60 * 1000;

/** A day so many days later, both `YYYY-MM-DD`. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * day_ms).toISOString().slice(0, 10);

/** The last day that a tier may grant when its own last day is `closes_on`; null: any. Schools grant nothing. */
export function furthestGrant(tier: Tier, closes_on: string, policy: ExtensionPolicy): string | null {
  const days = tier === 'school' ? 0 : policy[tier];
  return days === null ? null : daysAfter(closes_on, days);
}
