/** A lifecycle is a table: guards, buttons, documentation and the exhaustive test read the same rows. */
import type { Role } from './actor.ts';
import type { WindowName } from './campaign.ts';
import type { Words } from './language.ts';
import { problem } from './problem.ts';

/** Work that a state may owe. */
export const debts = ['check', 'apply', 'export'] as const;
export type Debt = (typeof debts)[number];

export interface LifecycleRow<State extends string = string, By extends string = Role> {
  readonly from: State;
  readonly action: string;
  /** Who may. Several rows with one action and different `from` are one verb to the people. */
  readonly by: By;
  readonly to: State;
  /** Work the new state owes; the dispatcher turns it into a job. */
  readonly owes?: Debt;
  readonly needs?: 'reason';
  /** By another person than those the record comes from, where duties are separated. */
  readonly apart?: true;
  /** Only on the days of this step for the unit that the record belongs to; without it on any day. */
  readonly window?: WindowName;
}

/** `By` names who may act, where a noun has roles of its own. */
export interface Lifecycle<State extends string = string, By extends string = Role> {
  readonly name: string;
  readonly states: Readonly<Record<State, Words>>;
  readonly actions: Readonly<Record<string, Words>>;
  readonly rows: readonly LifecycleRow<State, By>[];
}

/** One role, or all that somebody has at once. */
type Roles<By> = By | readonly By[];
const has = <By>(roles: Roles<By>, by: By): boolean =>
  Array.isArray(roles) ? roles.includes(by) : roles === by;

/** The row that lets `role` take `action` in `state`, or why there is none. */
export function next<S extends string, By extends string>(
  lifecycle: Lifecycle<S, By>,
  state: S,
  action: string,
  role: Roles<By>,
): LifecycleRow<S, By> | 'not-your-tier' | 'wrong-state' {
  const rows = lifecycle.rows.filter((row) => row.action === action && row.from === state);
  if (rows.length === 0) return 'wrong-state';
  return rows.find((row) => has(role, row.by)) ?? 'not-your-tier';
}

/**
 * The row that lets `role` take `action` in `state`. Throws `wrong-state` with the present one, or `not-your-tier` with whom the
 * first row of that action names, or `own-work`. A reason that the row needs is the caller's to ask for.
 */
export function permitted<S extends string, By extends string>(
  lifecycle: Lifecycle<S, By>,
  state: S,
  action: string,
  role: Roles<By>,
  isOwnWork = false,
): LifecycleRow<S, By> {
  const row = next(lifecycle, state, action, role);
  const { name: of, rows } = lifecycle;
  if (row === 'wrong-state') throw problem('wrong-state', { of, state, action });
  if (row === 'not-your-tier') {
    throw problem('not-your-tier', { of, by: rows.find((one) => one.action === action)?.by ?? '' });
  }
  if (row.apart && isOwnWork) throw problem('own-work');
  return row;
}

/** Whether nothing leads on from a state. */
export const hasEnded = <S extends string, By extends string>(
  lifecycle: Lifecycle<S, By>,
  state: S,
): boolean => lifecycle.rows.every(({ from, to }) => from !== state || to === state);

/** The actions that `role` may take in `state`: the buttons of a page, the `actions` of an answer; of one's own work not those kept apart. */
export const actions = <S extends string, By extends string>(
  lifecycle: Lifecycle<S, By>,
  state: S,
  role: Roles<By>,
  isOwnWork = false,
): LifecycleRow<S, By>[] =>
  lifecycle.rows.filter((row) => row.from === state && has(role, row.by) && !(row.apart && isOwnWork));
