/** Where faults strike: servers of its own, two workers and a web process as they run in an installation, and a province. */
import { lstatSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { freePort } from '../../bin/free-port.ts';
import { connect, type Database } from '../../database/connect.ts';
import { grantSchema } from '../../database/grants.ts';
import { deriveKeys } from '../../database/keys.ts';
import { appRole, migrate } from '../../database/migrate.ts';
import type { OwedJob } from '../../database/outbox.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { openRinger, type QueuePlace } from '../../workers/queue.ts';
import { migrateQueue } from '../../workers/queue-tables.ts';
import { openEnrolment } from '../setup/enrolling.ts';
import type { QueueKind } from '../setup/queues.ts';
import { type SeededRegistry, seedRegistry } from '../setup/registry.ts';
import { testSecret } from '../setup/secret.ts';
import { OwnPostgres } from './own-postgres.ts';
import { OwnProgram } from './own-program.ts';
import { OwnRedis } from './own-redis.ts';

export interface Ground {
  readonly kind: QueueKind;
  readonly postgres: OwnPostgres;
  /** Null where the queue is in PostgreSQL. */
  readonly redis: OwnRedis | null;
  readonly workers: readonly OwnProgram[];
  readonly web: OwnProgram;
  readonly url: string;
  /** The harness's own connection, with every unit in sight. */
  readonly db: Database;
  readonly appPassword: string;
  readonly registry: SeededRegistry;
  readonly campaign: Campaign;
  /** A number that no other person or unit of this ground has. */
  next(): number;
  /** Delivers these jobs, whatever the outbox says. */
  deliver(jobs: readonly OwedJob[]): Promise<void>;
  /** The queue forgets every job. */
  flush(): Promise<void>;
  /** Every server and program as it should be. */
  heal(): Promise<void>;
  /** Everything that programs and servers have left for others to read: what they printed, their temporary files, the queue's memory. */
  leftovers(): Promise<ReadonlyMap<string, string>>;
  stop(): Promise<void>;
}

export async function openGround(kind: QueueKind): Promise<Ground> {
  const postgres = await OwnPostgres.start();
  const appPassword = deriveKeys(testSecret).app_password;
  await migrate(postgres.ownerUrl, { appPassword });
  await migrateQueue(postgres.ownerUrl);
  await grantSchema(postgres.ownerUrl, appRole, 'bullmq');
  const redis = kind === 'redis' ? await OwnRedis.start() : null;
  const url = postgres.appUrl(appPassword);
  const db = connect({ url, secret: testSecret, system: true });
  const registry = await seedRegistry(db);
  const campaign = await openEnrolment(db, registry, new Date(), [registry.city]);

  const tmp = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'muster-faults-tmp-'));
  const port = await freePort();
  const env = { ...environment({ url, tmp, port, redis_url: redis?.url }), ...postgres.clock.env };
  const address = `http://127.0.0.1:${port}`;
  const worker = () =>
    new OwnProgram({ entry: 'bin/worker.js', env, isReady: (output) => output.includes('worker started') });
  const programs = {
    workers: [worker(), worker()],
    web: new OwnProgram({
      ...{ entry: 'bin/web.js', env },
      isReady: () =>
        fetch(`${address}/healthz`).then(
          ({ ok }) => ok,
          () => false,
        ),
    }),
  };
  const all = [programs.web, ...programs.workers];
  await Promise.all(all.map((program) => program.ready()));
  const place: QueuePlace = redis === null ? { database_url: url } : { redis_url: redis.url };
  let numbers = 0;
  return {
    ...{ kind, postgres, redis, ...programs, url: address, db, appPassword, registry, campaign },
    next: () => ++numbers,
    deliver: async (jobs) => {
      const ringer = await openRinger(place, pino({ level: 'silent' }));
      await ringer.ring(jobs).finally(() => ringer.close());
    },
    flush: async () => {
      if (redis === null) await postgres.asOwner((client) => client.query('delete from bullmq.job'));
      else await redis.flush();
    },
    heal: async () => {
      await redis?.reach();
      await postgres.heal();
      await Promise.all(all.map((program) => program.ready()));
    },
    leftovers: async () =>
      new Map([
        ...all.map(({ output }, index) => [`output of program ${index}`, output] as const),
        ...filesIn(tmp),
        ...filesIn(postgres.folder).filter(([name]) => /\.log(\.1)?$/.test(name)),
        ['the queue', redis?.written() ?? (await jobsOf(postgres))],
      ]),
    stop: async () => {
      await Promise.all(all.map((program) => program.stop()));
      await db.close();
      await redis?.stop();
      await postgres.stop();
      rmSync(tmp, { recursive: true, force: true });
    },
  };
}

/** As an installation sets it; with room for a hurry that no people have, and every word of the log. */
const environment = (of: { url: string; tmp: string; port: number; redis_url: string | undefined }) => ({
  ...{ PATH: process.env.PATH, HOME: of.tmp, TMPDIR: of.tmp, MUSTER_DATA: of.tmp },
  ...{ DATABASE_APP_URL: of.url, MUSTER_SECRET: testSecret, MUSTER_DEMO: '0', MUSTER_ALLOW_TEST_IDS: '1' },
  ...(of.redis_url === undefined ? {} : { REDIS_URL: of.redis_url }),
  ...{ PORT: String(of.port), MUSTER_TOTP: 'optional', LOG_LEVEL: 'trace' },
  ...{ MUSTER_REQUESTS_PER_MINUTE: '999999', MUSTER_STRANGER_REQUESTS_PER_MINUTE: '999999' },
  MUSTER_FILES_PER_HOUR: '999999',
});

const filesIn = (folder: string): [string, string][] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => !/\/cluster\//.test(file) && lstatSync(file).isFile())
    .map((file) => [file, readFileSync(file, 'utf8')]);

const jobsOf = (postgres: OwnPostgres): Promise<string> =>
  postgres.asOwner(async (client) => {
    const { rows } = await client.query<{ table: string }>(
      `select format('%I.%I', schemaname, tablename) as table from pg_tables where schemaname = 'bullmq'`,
    );
    const texts: string[] = [];
    for (const { table } of rows) {
      const all = await client.query<{ text: string }>(`select t::text as text from ${table} t`);
      texts.push(...all.rows.map(({ text }) => text));
    }
    return texts.join('\n');
  });
