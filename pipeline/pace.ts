/** Pace: how many units are done on each day of a window, against the straight line that ends with all of them at its close. */
import { type CampaignWindow, closesAt, opensAt, phaseOf, type WindowPhase } from '../schemas/campaign.ts';

const day_ms = 24 * 60 * 60 * 1000;

export interface PaceFacts {
  readonly window: CampaignWindow;
  readonly now: Date;
  /** Units that have to be done. */
  readonly units: number;
  /** Units that became done on each day (`YYYY-MM-DD`, Asia/Shanghai), by day. */
  readonly done: readonly { readonly day: string; readonly units: number }[];
}

export interface PaceDay {
  readonly day: string;
  /** At the end of the day, or by now on the day that runs; null for days to come. */
  readonly done: number | null;
  /** At the end of the day, on the straight line. */
  readonly needed: number;
}

export interface Pace {
  readonly phase: WindowPhase;
  readonly units: number;
  readonly done: number;
  /** Done before the window opened. */
  readonly early: number;
  /** Whole units that the straight line asks for by now. */
  readonly needed_now: number;
  /** Days since the window opened, with their part of a day, and all days of the window; for drawing. */
  readonly elapsed_days: number;
  readonly window_days: number;
  readonly days: readonly PaceDay[];
  /** At the average so far, one decimal; null before the window opens. */
  readonly per_day: number | null;
  /** What the rest needs on each day that is left, one decimal; null when none is left or none is needed. */
  readonly needed_per_day: number | null;
  /** Units not done on the last day if it goes on like this; after it, those that are not done; null before the window opens. */
  readonly short: number | null;
}

/**
 * The average counts from the opening, at least a whole day: a first hour says little about a month. What was done before the
 * window is done, and says nothing about the pace.
 */
export function paceOf({ window, now, units, done }: PaceFacts): Pace {
  const [opens, closes] = [opensAt(window).getTime(), closesAt(window).getTime()];
  const phase = phaseOf(window, now);
  const at = Math.min(Math.max(now.getTime(), opens), closes);
  const window_days = Math.round((closes - opens) / day_ms);
  const elapsed_days = (at - opens) / day_ms;
  const total = done.reduce((sum, one) => sum + one.units, 0);
  const early = done.reduce((sum, one) => sum + (one.day < window.opens_on ? one.units : 0), 0);
  const left_days = window_days - elapsed_days;
  const rate = (total - early) / Math.max(elapsed_days, 1);
  const isRunning = phase === 'open';
  return {
    ...{ phase, units, done: total, early, elapsed_days, window_days },
    needed_now: Math.floor((units * elapsed_days) / window_days),
    days: daysOf(opens, window_days, elapsed_days, units, done),
    per_day: phase === 'before' ? null : oneDecimal(rate),
    needed_per_day: left_days === 0 || total >= units ? null : oneDecimal((units - total) / left_days),
    short:
      phase === 'before'
        ? null
        : units - Math.min(units, total + (isRunning ? Math.floor(rate * left_days) : 0)),
  };
}

const oneDecimal = (value: number): number => Math.round(value * 10) / 10;

/** The day in China that begins at an instant. */
const dayAt = (instant: number): string => new Date(instant + day_ms / 3).toISOString().slice(0, 10);

function daysOf(
  opens: number,
  window_days: number,
  elapsed_days: number,
  units: number,
  done: PaceFacts['done'],
): PaceDay[] {
  return Array.from({ length: window_days }, (_, index) => {
    const day = dayAt(opens + index * day_ms);
    const isTold = index < elapsed_days;
    return {
      day,
      done: isTold ? done.reduce((sum, one) => sum + (one.day <= day ? one.units : 0), 0) : null,
      needed: Math.floor((units * (index + 1)) / window_days),
    };
  });
}
