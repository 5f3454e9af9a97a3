/** A worker: dispatches what uploads and exports owe, does it, and seals what was written about it. Any number of them may run on any number of machines. */
import type { Database } from '../database/connect.ts';
import { type RetentionPolicy, usualRetention } from '../schemas/retention.ts';
import { applyUploads } from './apply.ts';
import { type CheckOptions, checkUploads } from './check.ts';
import { type Dispatcher, startDispatcher } from './dispatch.ts';
import { writeExports } from './exports/write.ts';
import { openForgetter } from './forgetter.ts';
import { startHeartbeat } from './heartbeat.ts';
import type { Log } from './log.ts';
import { type Handler, type Handlers, openAnswerer, openRinger, type QueuePlace } from './queue.ts';
import { Reader } from './reading/reader.ts';
import { startSealer } from './sealer.ts';
import type { Tracing } from './traces.ts';

export interface WorkerOptions extends Omit<CheckOptions, 'reader'> {
  /** Its pool needs `concurrency` + 3 connections. */
  readonly db: Database;
  readonly queue: QueuePlace;
  /** Jobs worked on at once. */
  readonly concurrency: number;
  /** Reading processes; of several one is kept for small files. Default 2. */
  readonly readers?: number;
  readonly log: Log;
  /** For how long files are kept. */
  readonly retention?: RetentionPolicy;
  readonly poll_ms?: number;
  readonly again_after_s?: number;
  /** How often it says that it is alive. */
  readonly beat_ms?: number;
  /** Follows jobs from whoever adds them to whoever does them. */
  readonly telemetry?: Tracing['telemetry'] | undefined;
}

export interface RunningWorker {
  /** Takes no more jobs, finishes those in hand, and lets go of queue and reader. The database is the caller's. */
  close(): Promise<void>;
}

/**
 * Starts a worker. Throws when the database can't be reached or is not migrated; later it outlives outages of database
 * and queue, and what is owed is done when they are back.
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { db, log, queue, concurrency, poll_ms, again_after_s } = options;
  const reader = new Reader({ limits: options.limits, processes: options.readers ?? 2 });
  /** Whatever was taken has left room in the queue. */
  const taking =
    (work: Handler): Handler =>
    (ids, log) => {
      dispatcher?.wake();
      return work(ids, log);
    };
  const handlers: Handlers = {
    check: taking((ids, log) => checkUploads({ ...options, reader, log }, ids)),
    apply: taking((ids, log) => applyUploads({ ...options, log }, ids)),
    export: taking((ids, log) => writeExports({ ...options, log }, ids)),
  };
  let dispatcher: Dispatcher | undefined;
  const ringer = await openRinger(queue, log, options.telemetry);
  const answerer = await openAnswerer(queue, handlers, concurrency, log, options);
  reader.warm();
  dispatcher = startDispatcher({
    ...{ db, ringer, log },
    // What its own hands take next, and as much again.
    most_waiting: 2 * concurrency,
    most_large: Math.max(1, Math.floor(concurrency / 4)),
    ...(poll_ms === undefined ? {} : { poll_ms }),
    ...(again_after_s === undefined ? {} : { again_after_s }),
  });
  const forgetter = openForgetter({ db, log, policy: options.retention ?? usualRetention });
  const heartbeat = startHeartbeat({
    ...{ db, ringer, queue, log, concurrency, beat_ms: options.beat_ms },
    inHand: answerer.inHand,
  });
  const sealer = startSealer({ db, log, onDay: forgetter.start });
  log.info({ concurrency, queue: 'redis_url' in queue ? 'redis' : 'postgres' }, 'worker started');
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await dispatcher?.close();
    await answerer.close();
    // Said until the last job is done: whoever looks meanwhile still finds it at work.
    await heartbeat.close();
    await ringer.close();
    await reader.close();
    await sealer.close();
    await forgetter.close();
    log.info({}, 'worker stopped');
  };
  return {
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
