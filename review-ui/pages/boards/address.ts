/** Addresses of boards and of the lists behind their numbers. */
import type { Omission, ProgressState } from '../../../schemas/progress.ts';
import { addressOf } from '../../parts/safe-url.ts';

export const boardAddress = (unitId: string): string => `/boards/${unitId}`;

export interface ListChoice {
  /** One state, or all in which a unit owes its word. */
  readonly state?: ProgressState | 'undone' | undefined;
  readonly omission?: Omission | undefined;
  /** Only units right below. */
  readonly direct?: boolean | undefined;
  readonly page?: number | undefined;
}

export const listAddress = (unitId: string, choice: ListChoice = {}): string =>
  addressOf(`/boards/${unitId}/units`, { ...choice });

/** Asks before it reminds: one unit, or everybody below one. */
export const reminderAddress = (target: {
  readonly unit?: string;
  readonly below?: string;
  readonly step?: 'enrolment';
}): string => addressOf('/reminders/new', target);
