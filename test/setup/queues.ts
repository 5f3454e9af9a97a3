/** Both places where the queue may live, for suites that must hold on either. */
import { Redis } from 'ioredis';
import pg from 'pg';
import { grantSchema } from '../../database/grants.ts';
import { appRole } from '../../database/migrate.ts';
import type { Payload, QueuePlace } from '../../workers/queue.ts';
import { migrateQueue } from '../../workers/queue-tables.ts';
import type { FreshDatabase } from './database.ts';
import { startRedis } from './redis.ts';

export const queueKinds = ['postgres', 'redis'] as const;
export type QueueKind = (typeof queueKinds)[number];

export interface TestQueue {
  readonly place: QueuePlace;
  /** Forgets every job, as a lost Redis or an emptied schema does. */
  flush(): Promise<void>;
  /** How many jobs the queue holds, in whatever state. */
  count(): Promise<number>;
  /** The uploads that its jobs name. */
  uploads(): Promise<string[]>;
  stop(): Promise<void>;
}

export const openQueueOf = (kind: QueueKind, database: FreshDatabase): Promise<TestQueue> =>
  kind === 'redis' ? onRedis() : onPostgres(database);

async function onRedis(): Promise<TestQueue> {
  const server = await startRedis();
  const client = new Redis(server.url);
  client.on('error', () => undefined);
  return {
    place: { redis_url: server.url },
    flush: async () => {
      await client.flushall();
    },
    count: async () => (await jobs(client)).length,
    uploads: async () => {
      const texts = await Promise.all((await jobs(client)).map((key) => client.hget(key, 'data')));
      return texts.flatMap((text) => (JSON.parse(text ?? '{}') as Partial<Payload>).ids ?? []);
    },
    stop: async () => {
      client.disconnect();
      await server.stop();
    },
  };
}

const jobs = async (client: Redis): Promise<string[]> =>
  (await client.keys('{muster}:muster:*-*.*')).filter((key) => !key.endsWith(':lock'));

async function onPostgres(database: FreshDatabase): Promise<TestQueue> {
  await migrateQueue(database.ownerUrl);
  await grantSchema(database.ownerUrl, appRole, 'bullmq');
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
  pool.on('error', () => undefined);
  return {
    place: { database_url: database.appUrl },
    flush: async () => {
      await pool.query('delete from bullmq.job');
    },
    count: async () => {
      const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from bullmq.job');
      return rows[0]?.count ?? 0;
    },
    uploads: async () => {
      const { rows } = await pool.query<{ data: Payload }>('select data from bullmq.job');
      return rows.flatMap((row) => row.data.ids);
    },
    stop: () => pool.end(),
  };
}
