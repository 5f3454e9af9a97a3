/** The only place that adds jobs: hears that something owes work, takes it from the outbox in its order, a little at a time, and rings. */
import type { Database } from '../database/connect.ts';
import { inTime } from '../database/in-time.ts';
import { type Listener, listen, mostRemembered, putBack, small_bytes, takeOwed } from '../database/outbox.ts';
import type { QueueCounts } from '../database/workers-seen.ts';
import { failureOf, type Log } from './log.ts';
import { mostPerJob, type Ringer } from './queue.ts';

export interface DispatchOptions {
  readonly db: Database;
  readonly ringer: Ringer;
  readonly log: Log;
  /** How often to look without having heard anything. Default 2 s. */
  readonly poll_ms?: number;
  /** After how long a job is rung for again whose upload or export has not moved on. Default 50 s: within the minute, with a look and a ring. */
  readonly again_after_s?: number;
  /** Jobs that may wait in the queue; the rest waits in the outbox, where its order is decided. Default 8. */
  readonly most_waiting?: number;
  /** Large files in hand at once, of those that this dispatcher handed over. Default 1. */
  readonly most_large?: number;
}

export interface Dispatcher {
  /** Looks as soon as it can: a worker has taken a job, so there is room for another. */
  wake(): void;
  /** Looks into the outbox no more and resolves when the look in hand is over. */
  close(): Promise<void>;
}

const longestRing_ms = 5_000;
/** A ring that was on its way then has come, and what was done for it is committed. */
const surelyRung_s = 6;
const firstPause_ms = 250;
/** Whoever is back after an outage is found within this; to look and find nothing costs a ping. */
const longestPause_ms = 4_000;
/** Resting in proportion keeps looking below a third of one connection's time, and lets what comes meanwhile share a job. */
const restPerWork = 2;

/** Starts dispatching. Several dispatchers may run, in one process or in many: each job is rung for by one of them. */
export function startDispatcher(options: DispatchOptions): Dispatcher {
  const looking = lookOnDemand(options);
  const listening = keepListening(options.db, options.log, looking.wake);
  const timer = setInterval(looking.wake, options.poll_ms ?? 2_000);
  looking.wake();
  return {
    wake: looking.wake,
    close: async () => {
      clearInterval(timer);
      await listening.close();
      await looking.close();
    },
  };
}

/** However often it is woken, one look runs at a time, and one more follows when it was woken meanwhile. */
function lookOnDemand({ log, ...options }: DispatchOptions) {
  let isWanted = false;
  let isClosed = false;
  let running: Promise<void> | undefined;
  let failures = 0;
  const handOver = handingOver(options);

  const look = async (): Promise<void> => {
    while (isWanted && !isClosed) {
      isWanted = false;
      const began = performance.now();
      try {
        // Never set to false here: news may have come in meanwhile.
        if (await handOver()) isWanted = true;
        failures = 0;
        await pause((performance.now() - began) * restPerWork);
      } catch (error) {
        // What was not handed over is still owed: look again after the pause, not only at the next news.
        isWanted = true;
        failures += 1;
        log.warn({ failure: failureOf(error), failures }, 'outbox not handed over');
        await pause(backOff(failures));
      }
    }
    running = undefined;
  };
  const wake = (): void => {
    isWanted = true;
    running ??= isClosed ? undefined : look();
  };
  const close = async (): Promise<void> => {
    isClosed = true;
    await running;
  };
  return { wake, close };
}

/** Fills the queue up when it runs low. Answers whether it is worth looking again at once. */
function handingOver({
  db,
  ringer,
  again_after_s = 50,
  most_waiting = 8,
  most_large = 1,
}: Omit<DispatchOptions, 'log'>): () => Promise<boolean> {
  let mine: string[] = [];
  return async () => {
    const { waiting, active, delayed } = await countsOf(ringer);
    const room = most_waiting - waiting;
    if (room <= most_waiting / 2) return false;
    const limit = room * mostPerJob;
    // What a queue that holds nothing was given some seconds ago, and is owed all the same, it has forgotten.
    const since_s = waiting + active + delayed === 0 ? surelyRung_s : again_after_s;
    const jobs = await takeOwed(db, limit, Math.min(since_s, again_after_s), { most: most_large, mine });
    if (jobs.length === 0) return false;
    try {
      // If a queue that was away answers after all, the job was rung for twice, which is nothing.
      await inTime(ringer.ring(jobs), longestRing_ms);
    } catch (error) {
      await putBack(db, jobs);
      throw error;
    }
    const large = jobs.filter(({ size_bytes }) => size_bytes > small_bytes);
    mine = [...mine, ...large.map(({ id }) => id)].slice(-mostRemembered);
    // A place that owes much was given no more than its turn: what is left of the room may be its.
    return jobs.length > 1 && jobs.length < limit;
  };

  async function countsOf(ringer: Ringer): Promise<QueueCounts> {
    const counts = await ringer.counts();
    if (counts === null) throw new Error('the queue does not answer');
    return counts;
  }
}

/** Listens for ever: a lost connection is opened again, and whatever was missed is looked for. */
function keepListening(db: Database, log: Log, wake: () => void) {
  let isClosed = false;
  let failures = 0;
  let listener: Listener | undefined;
  let again: NodeJS.Timeout | undefined;

  const lost = (error?: unknown): void => {
    listener = undefined;
    if (isClosed) return;
    failures += 1;
    log.warn({ failure: failureOf(error), failures }, 'not listening; looking by the clock');
    again = setTimeout(open, backOff(failures));
  };
  const open = (): void => {
    opening = listen(db, 'owes', wake, lost).then(
      (opened) => {
        listener = opened;
        failures = 0;
        wake();
      },
      (error: unknown) => lost(error),
    );
  };
  let opening: Promise<void> = Promise.resolve();
  open();
  return {
    close: async () => {
      isClosed = true;
      clearTimeout(again);
      await opening;
      await listener?.close();
    },
  };
}

const backOff = (failures: number): number => Math.min(firstPause_ms * 2 ** (failures - 1), longestPause_ms);

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
