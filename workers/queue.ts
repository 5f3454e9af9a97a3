/** The doorbell: one BullMQ queue on PostgreSQL or Redis that says "look at these". It may forget; Postgres does not. */
import {
  createPostgresBackend,
  createRedisBackend,
  type Job,
  type JobsOptions,
  type Telemetry,
  withBackend,
} from 'bullmq';
import { z } from 'zod';
import { inTime } from '../database/in-time.ts';
import { type OwedJob, small_bytes } from '../database/outbox.ts';
import { WatchfulClient } from '../database/watchful-client.ts';
import type { QueueCounts } from '../database/workers-seen.ts';
import type { WorkFigures } from './figures.ts';
import { failureOf, type Log } from './log.ts';
import { openRedis } from './redis.ts';

/** Where the queue lives: in the registry's own database (application role), or in a Redis that many machines share. */
export type QueuePlace = { readonly database_url: string } | { readonly redis_url: string };

/** A claim that was counted more often than this ends in a failure that people see and may retry. */
export const mostAttempts = 3;

const queueName = 'muster';
/** Braces keep all keys of the queue in one slot of a Redis cluster. */
const prefix = '{muster}';

/** Small files share a job, since the queue's own work for a job is as much as reading one of them. */
export const mostPerJob = 16;

/** Many jobs go to PostgreSQL by way of two temporary tables, which cost more than a few jobs one by one. */
const mostOneByOne = 4;

const payloadSchema = z.object({
  ids: z
    .array(z.string().regex(/^\d{1,19}$/))
    .min(1)
    .max(mostPerJob),
});
export type Payload = z.infer<typeof payloadSchema>;

/**
 * Nothing of a finished job is kept: its id must be free again, or the next job of the same thing would be taken for
 * a repetition. An error is tried again after 4, 8, 16 and 32 s, each longer than a claim lasts; then, and if the queue
 * forgets even that, the dispatcher rings again. What really ends the tries is the count in Postgres.
 */
const jobOptions: JobsOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 4_000 },
  removeOnComplete: true,
  removeOnFail: true,
  stackTraceLimit: 0,
};

/**
 * A killed worker's job is taken up again after 6 to 10 s. The lock is renewed every 3 s, so a pause of the event loop
 * shorter than that costs nothing, and a longer one only means that two workers do what one of them may save.
 * BullMQ gives a job up after `maxStalledCount` deaths; ours are counted in Postgres, so that must never be the first.
 * A queue that went away is asked again every 2 s; left to itself BullMQ waits for 15 s.
 */
const workerTimes = {
  lockDuration: 6_000,
  stalledInterval: 2_000,
  maxStalledCount: 50,
  runRetryDelay: 2_000,
};

/** Whoever counts is not kept waiting by a queue that is away. */
const longestCount_ms = 2_000;

/** Enough for whoever watches; the log of the work is in the events table. */
const keptEvents = 1_000;

/** Losing a ring in a power cut costs a minute, so the queue's own commits do not wait for the disk. */
const postgresOptions = (database_url: string, max: number) => ({
  Client: WatchfulClient,
  connectionString: database_url,
  options: '-c synchronous_commit=off',
  application_name: 'muster-queue',
  max,
});

export interface Ringer {
  /** Rings for each job; one that is already waiting or being worked on is not rung twice. */
  ring(jobs: readonly OwedJob[]): Promise<void>;
  /** How many jobs wait, are worked on, and wait for their next try; null where the queue doesn't answer. */
  counts(): Promise<QueueCounts | null>;
  close(): Promise<void>;
}

/** Opens the side of the queue that adds jobs. Throws when its PostgreSQL is out of reach or not migrated. */
export async function openRinger(place: QueuePlace, log: Log, telemetry?: Telemetry): Promise<Ringer> {
  const { queue, letGo } = openQueue(place, telemetry);
  queue.on('error', (error) => log.warn({ failure: failureOf(error) }, 'queue connection'));
  await ready(place, queue);
  return {
    ring: async (jobs) => {
      const adding = shared(jobs).map(({ owes, members }) => ({
        name: owes,
        data: { ids: members.map(({ id }) => id) },
        opts: {
          ...jobOptions,
          jobId: [owes, ...members.map(({ id, round }) => `${id}.${round}`)].join('-'),
        },
      }));
      if (adding.length > mostOneByOne) await queue.addBulk(adding);
      // One after the other: they are worked on in this order.
      else for (const { name, data, opts } of adding) await queue.add(name, data, opts);
    },
    counts: async () => {
      const asking = queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed');
      const counted = await inTime(asking, longestCount_ms).catch(() => null);
      if (counted === null) return null;
      const { waiting = 0, prioritized = 0, active = 0, delayed = 0 } = counted;
      return { waiting: waiting + prioritized, active, delayed };
    },
    close: async () => {
      await queue.close();
      letGo();
    },
  };
}

/** Checks of small files go together, everything else goes alone. */
function shared(jobs: readonly OwedJob[]): { owes: OwedJob['owes']; members: OwedJob[] }[] {
  const isShared = (job: OwedJob): boolean => job.owes === 'check' && job.size_bytes <= small_bytes;
  const together = jobs.filter(isShared);
  const groups = Array.from({ length: Math.ceil(together.length / mostPerJob) }, (_, index) =>
    together.slice(index * mostPerJob, (index + 1) * mostPerJob),
  );
  return [
    ...groups.map((members) => ({ owes: 'check' as const, members })),
    ...jobs.filter((job) => !isShared(job)).map((job) => ({ owes: job.owes, members: [job] })),
  ];
}

/** The queue closes what it opened itself; a client of Redis is ours to let go of, once it is closed. */
export function openQueue(place: QueuePlace, telemetry?: Telemetry) {
  const options = { streams: { events: { maxLen: keptEvents } }, ...(telemetry ? { telemetry } : {}) };
  if ('redis_url' in place) {
    const { Queue } = withBackend(createRedisBackend);
    const connection = openRedis(place.redis_url, 'ringer');
    const queue = new Queue<Payload>(queueName, { connection, prefix, ...options });
    return { queue, letGo: () => connection.disconnect() };
  }
  const { Queue } = withBackend(createPostgresBackend);
  const connection = postgresOptions(place.database_url, 2);
  return { queue: new Queue<Payload>(queueName, { connection, ...options }), letGo: () => undefined };
}

/** What is done for a job; must be safe to call twice, at any time. Its lines go to a log that names the job. */
export type Handler = (ids: readonly string[], log: Log) => Promise<void>;
export type Handlers = Readonly<Record<OwedJob['owes'], Handler>>;

export interface Answerer {
  /** How many jobs are worked on at this moment. */
  inHand(): number;
  /** Takes no more jobs and resolves when those in hand are done. */
  close(): Promise<void>;
}

/** Who counts or follows what it works on. */
export interface Watchers {
  readonly figures?: WorkFigures | undefined;
  readonly telemetry?: Telemetry | undefined;
}

/**
 * Opens the side of the queue that works: `concurrency` jobs at a time. Throws when its PostgreSQL is out of reach or not
 * migrated.
 */
export async function openAnswerer(
  place: QueuePlace,
  handlers: Handlers,
  concurrency: number,
  log: Log,
  { figures, telemetry }: Watchers = {},
): Promise<Answerer> {
  let inHand = 0;
  const work = async (job: Job): Promise<void> => {
    const { ids } = payloadSchema.parse(job.data);
    const handler = Object.hasOwn(handlers, job.name) ? handlers[job.name as keyof Handlers] : undefined;
    if (handler === undefined) throw new Error(`no work is called ${job.name}`);
    inHand += 1;
    figures?.in_hand.inc({ work: job.name });
    try {
      await handler(ids, log.child({ job_id: job.id }));
    } finally {
      inHand -= 1;
      figures?.in_hand.dec({ work: job.name });
    }
  };
  const { worker, letGo } = openWorker(place, work, { concurrency, ...(telemetry ? { telemetry } : {}) });
  worker.on('error', (error) => log.warn({ failure: failureOf(error) }, 'queue connection'));
  worker.on('failed', (job, error) => {
    figures?.errors.inc({ work: job?.name ?? 'unknown' });
    const { id: job_id, name: work, data } = job ?? {};
    log.error({ job_id, ids: data?.ids, work, failure: failureOf(error) }, 'work failed');
  });
  worker.on('stalled', (jobId) => {
    figures?.abandoned.inc();
    log.warn({ job_id: jobId }, 'work was left by another worker');
  });
  await ready(place, worker);
  return {
    inHand: () => inHand,
    close: async () => {
      await worker.close();
      letGo();
    },
  };
}

function openWorker(
  place: QueuePlace,
  work: (job: Job) => Promise<void>,
  { concurrency, ...watched }: { readonly concurrency: number; readonly telemetry?: Telemetry },
) {
  const times = { ...workerTimes, concurrency, ...watched };
  if ('redis_url' in place) {
    const { Worker } = withBackend(createRedisBackend);
    const connection = openRedis(place.redis_url, 'answerer');
    const worker = new Worker(queueName, work, { ...times, connection, prefix });
    return { worker, letGo: () => connection.disconnect() };
  }
  const { Worker } = withBackend(createPostgresBackend);
  const connection = postgresOptions(place.database_url, Math.min(concurrency + 1, 6));
  return { worker: new Worker(queueName, work, { ...times, connection }), letGo: () => undefined };
}

/**
 * The PostgreSQL backend never gets over a first connection that failed, so that must be noticed here. Redis may come
 * later: its client goes on trying.
 */
async function ready(
  place: QueuePlace,
  side: { waitUntilReady(): Promise<unknown>; close(): Promise<void> },
): Promise<void> {
  if ('redis_url' in place) return;
  try {
    await side.waitUntilReady();
  } catch (error) {
    await side.close();
    throw error;
  }
}
