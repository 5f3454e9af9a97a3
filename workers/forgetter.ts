/** Deletes files whose time is over, when a day has begun. */
import type { Database } from '../database/connect.ts';
import { forgetOverdue } from '../database/retention.ts';
import type { RetentionPolicy } from '../schemas/retention.ts';
import { failureOf, type Log } from './log.ts';

export interface Forgetter {
  /** Begins, unless it is at it. */
  readonly start: () => void;
  /** Resolves when the files in hand are deleted; the rest waits for the next day. */
  close(): Promise<void>;
}

export function openForgetter({
  db,
  log,
  policy,
}: {
  readonly db: Database;
  readonly log: Log;
  readonly policy: RetentionPolicy;
}): Forgetter {
  const stop = new AbortController();
  let running: Promise<void> | undefined;
  const forget = async (): Promise<void> => {
    try {
      log.info({ ...(await forgetOverdue(db, policy, stop.signal)) }, 'overdue files deleted');
    } catch (error) {
      log.warn({ failure: failureOf(error) }, 'overdue files not deleted');
    }
    running = undefined;
  };
  return {
    start: () => {
      running ??= forget();
    },
    close: async () => {
      stop.abort();
      await running;
    },
  };
}
