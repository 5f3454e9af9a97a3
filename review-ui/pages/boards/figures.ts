/** Numbers of boards as text: shares, and what is left of a window. */
import { type CampaignWindow, closesAt, opensAt, phaseOf, timeLeft } from '../../../schemas/campaign.ts';
import { doneOf, type Tally } from '../../../schemas/progress.ts';
import type { PageContext } from '../../page.ts';
import { words } from './words.ts';

/** 0 to 1; null where there is nothing to share. */
export const shareOf = (tally: Tally): number | null =>
  tally.units === 0 ? null : doneOf(tally) / tally.units;

/** Whole percents; 100% only when all are done. */
export const percentOf = (tally: Tally): string => `${Math.floor((shareOf(tally) ?? 0) * 100)}%`;

const hour_ms = 60 * 60 * 1000;

/** `还剩 2 天 3 小时`, by the server's clock; null when it is not open. */
export function leftText(window: CampaignWindow, page: PageContext): string | null {
  const left = timeLeft(window, page.now);
  if (left === null || phaseOf(window, page.now) !== 'open') return null;
  if (left.days > 0) return page.say(words.leftDays, { days: left.days, hours: left.hours });
  if (left.all_ms >= hour_ms) return page.say(words.leftHours, { hours: left.hours });
  return page.say(words.leftMinutes, { minutes: Math.max(1, Math.floor(left.all_ms / 60_000)) });
}

/** When it opens, closes or closed. */
export function windowText(window: CampaignWindow, page: PageContext): string {
  const phase = phaseOf(window, page.now);
  if (phase === 'before') return page.say(words.opensOn, { day: page.day(opensAt(window)) });
  const lastDay = page.day(new Date(closesAt(window).getTime() - 1));
  return page.say(phase === 'open' ? words.closesOn : words.closed, { day: lastDay });
}
