/** The queue without what it is for: from the outbox by way of dispatcher and queue into a worker's hands, which only say that it is done. */
import pino from 'pino';
import type { Database } from '../../database/connect.ts';
import { startDispatcher } from '../../workers/dispatch.ts';
import { openAnswerer, openRinger, type QueuePlace } from '../../workers/queue.ts';
import { release } from './province.ts';

const log = pino({ level: 'warn' });
const nothing = async (): Promise<void> => undefined;

/** Milliseconds from the first ring to the last of these uploads; the caller lays them out again. */
export async function runQueueAlone(
  { owner, db, queue, concurrency }: QueueAlone,
  ids: readonly string[],
): Promise<number> {
  let left = ids.length;
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const check = async (some: readonly string[]): Promise<void> => {
    dispatcher.wake();
    const { rowCount } = await owner.pool.query(
      'update uploads set owes = null where id = any($1::bigint[]) and owes is not null',
      [some],
    );
    left -= rowCount ?? 0;
    if (left === 0) finish();
  };
  const ringer = await openRinger(queue, log);
  const dispatcher = startDispatcher({ db, ringer, log, most_waiting: 2 * concurrency });
  const answerer = await openAnswerer(queue, { check, apply: nothing, export: nothing }, concurrency, log);
  try {
    const began = performance.now();
    await release(owner, ids);
    await finished;
    return performance.now() - began;
  } finally {
    await dispatcher.close();
    await answerer.close();
    await ringer.close();
  }
}

interface QueueAlone {
  readonly owner: Database;
  readonly db: Database;
  readonly queue: QueuePlace;
  readonly concurrency: number;
}
