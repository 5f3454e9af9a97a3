/** What the states of an upload owe, as SQL says it: written from the rows of its lifecycle. */
import type { Debt } from '../schemas/lifecycle.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';

type Owing = readonly (readonly [UploadState, Debt])[];

/** The work that goes with the column `state`; null where there is none. */
export const debtOf = (states: Owing): string =>
  `case state ${states.map(([state, work]) => `when '${state}' then '${work}'`).join(' ')} end`;

/** Whether the column `state` is one of these; a text that the planner can hold against a partial index. */
export const isOneOf = (states: Owing): string =>
  `state in (${states.map(([state]) => `'${state}'`).join(', ')})`;
