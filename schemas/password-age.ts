/** How long a password is good: warned of from a month before, and never taken away while a step of the unit is open. */
import type { PasswordPolicy } from './password.ts';

export interface PasswordAge {
  readonly must_change_password: boolean;
  readonly password_set_at: Date;
}

export interface PasswordStanding {
  /** Why nothing but choosing another password may be done; null: it is usable. */
  readonly must_change: 'initial' | 'expired' | null;
  /** Whole days until it has to be changed, 0 or less once it is only put off; null as long as nobody need know. */
  readonly days_left: number | null;
}

const day_ms = 24 * 60 * 60 * 1000;
/** People are told so many days before. */
export const warned_days = 30;
/** In the last of them on every page. */
export const pressing_days = 7;

/** Until when an initial password may be used that is made now. */
export const initialUntil = ({ initial_days }: PasswordPolicy, now: Date): Date =>
  new Date(now.getTime() + initial_days * day_ms);

function daysLeft({ password_set_at }: PasswordAge, { days }: PasswordPolicy, now: Date): number | null {
  if (days === 0) return null;
  return Math.ceil((password_set_at.getTime() + days * day_ms - now.getTime()) / day_ms);
}

/** Whether its days are over. */
export const isOverdue = (age: PasswordAge, policy: PasswordPolicy, now: Date): boolean =>
  (daysLeft(age, policy, now) ?? 1) <= 0;

/**
 * How a password stands.
 * @param isBusy whether a step of the unit's campaign is open: then a password whose days are over is only warned of
 */
export function standingOf(
  age: PasswordAge,
  policy: PasswordPolicy,
  now: Date,
  isBusy: boolean,
): PasswordStanding {
  if (age.must_change_password) return { must_change: 'initial', days_left: null };
  const days_left = daysLeft(age, policy, now);
  if (days_left === null || days_left > warned_days) return { must_change: null, days_left: null };
  return { must_change: days_left <= 0 && !isBusy ? 'expired' : null, days_left };
}
