/** Keeps the audit trail sealed: looks every two seconds for what was committed since, and makes the anchor of the day. */
import { anchorLine } from '../database/audit-anchors.ts';
import { sealEvents } from '../database/audit-seals.ts';
import type { Database } from '../database/connect.ts';
import { failureOf, type Log } from './log.ts';

export interface Sealer {
  /** Resolves when the look in hand is over. */
  close(): Promise<void>;
}

const between_ms = 2_000;

export interface SealerOptions {
  readonly db: Database;
  readonly log: Log;
  /** Called once a day, by the one worker that made the anchor of the day. */
  readonly onDay: () => void;
}

/** Starts looking. Any number may run: one of them seals at a time. */
export function startSealer({ db, log, onDay }: SealerOptions): Sealer {
  let isClosed = false;
  let running: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    try {
      for (let is_more = true; is_more && !isClosed; ) {
        const sealed = await sealEvents(db);
        is_more = sealed.is_more;
        if (sealed.anchor === null) continue;
        log.info({ anchor: anchorLine(sealed.anchor) }, 'audit anchor');
        onDay();
      }
    } catch (error) {
      // What was taken waits again; the next look finds it.
      log.warn({ failure: failureOf(error) }, 'audit trail not sealed');
    }
    running = undefined;
  };
  const timer = setInterval(() => {
    running ??= look();
  }, between_ms);
  return {
    close: async () => {
      isClosed = true;
      clearInterval(timer);
      await running;
    },
  };
}
