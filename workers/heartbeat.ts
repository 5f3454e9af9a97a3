/** Says every few seconds that this worker is alive, how much it has in hand and whether its queue answers. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../database/connect.ts';
import { forgetWorker, noteBeat } from '../database/workers-seen.ts';
import { failureOf, type Log } from './log.ts';
import type { QueuePlace, Ringer } from './queue.ts';

export interface HeartbeatOptions {
  readonly db: Database;
  readonly ringer: Ringer;
  readonly queue: QueuePlace;
  readonly log: Log;
  readonly concurrency: number;
  readonly inHand: () => number;
  /** Default 5 s. */
  readonly beat_ms?: number | undefined;
}

export interface Heartbeat {
  /** Says that it is gone; a database that is away learns it by the silence. */
  close(): Promise<void>;
}

const usual_ms = 5_000;

export function startHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { db, ringer, log, concurrency, inHand } = options;
  const id = randomUUID();
  const queue = 'redis_url' in options.queue ? 'redis' : 'postgres';
  let running: Promise<void> | undefined;
  let failures = 0;

  const beat = async (): Promise<void> => {
    try {
      const counts = await ringer.counts();
      await noteBeat(db, { id, concurrency, in_hand: inHand(), queue, counts });
      failures = 0;
    } catch (error) {
      failures += 1;
      // Once is enough: an outage is told by everybody who needs the database.
      if (failures === 1) log.warn({ failure: failureOf(error) }, 'not said to be alive');
    }
    running = undefined;
  };
  const start = (): void => {
    running ??= beat();
  };
  const timer = setInterval(start, options.beat_ms ?? usual_ms);
  start();
  return {
    close: async () => {
      clearInterval(timer);
      await running;
      await forgetWorker(db, id).catch(() => undefined);
    },
  };
}
