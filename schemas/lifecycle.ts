/** A lifecycle is a table: guards, buttons, documentation and the exhaustive test read the same rows. */
import type { Role } from './actor.ts';
import type { Words } from './language.ts';

/** Work that a state owes. */
export type Debt = 'check' | 'apply';

export interface LifecycleRow<State extends string = string> {
  readonly from: State;
  readonly action: string;
  /** Who may. Several rows with one action and different `from` are one verb to the people. */
  readonly by: Role;
  readonly to: State;
  /** Work the new state owes; the dispatcher turns it into a job. */
  readonly owes?: Debt;
  readonly needs?: 'reason';
}

export interface Lifecycle<State extends string = string> {
  readonly name: string;
  readonly states: Readonly<Record<State, Words>>;
  readonly actions: Readonly<Record<string, Words>>;
  readonly rows: readonly LifecycleRow<State>[];
}

/** The row that lets `role` take `action` in `state`, or why there is none. */
export function next<S extends string>(
  lifecycle: Lifecycle<S>,
  state: S,
  action: string,
  role: Role,
): LifecycleRow<S> | 'not-your-tier' | 'wrong-state' {
  const rows = lifecycle.rows.filter((row) => row.action === action && row.from === state);
  if (rows.length === 0) return 'wrong-state';
  return rows.find((row) => row.by === role) ?? 'not-your-tier';
}

/** The actions that `role` may take in `state`: the buttons of a page, the `actions` of an answer. */
export const actions = <S extends string>(lifecycle: Lifecycle<S>, state: S, role: Role): LifecycleRow<S>[] =>
  lifecycle.rows.filter((row) => row.from === state && row.by === role);
