/** An installation on seven hosts: two web, three workers, Redis and PostgreSQL, with people who send files to both webs all the while. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connect, type Database } from '../../database/connect.ts';
import { grantSchema } from '../../database/grants.ts';
import { deriveKeys } from '../../database/keys.ts';
import { appRole, appUrl, migrate } from '../../database/migrate.ts';
import { asSystem } from '../../database/scope.ts';
import { addToken } from '../../database/tokens.ts';
import { migrateQueue } from '../../workers/queue-tables.ts';
import { environmentFor, findInstalled } from '../install/unpacked.ts';
import { redisServer } from '../install.ts';
import { addSchool, type Place, type SeededRegistry, seedRegistry } from '../setup/registry.ts';
import { testSecret } from '../setup/secret.ts';
import { Host } from './host.ts';
import { Network } from './network.ts';

const ownerPassword = 'owner-password-of-the-machines';
const redisPassword = 'of-the-queue-of-the-machines';
const node = process.execPath;

export interface Province {
  readonly webs: readonly [Host, Host];
  readonly workers: readonly [Host, Host, Host];
  readonly redis: Host;
  readonly postgres: Host;
  readonly all: readonly Host[];
  readonly ownerUrl: string;
  /** The tester's own connection, with every unit in sight. */
  readonly db: Database;
  readonly registry: SeededRegistry;
  /** Of one county. */
  readonly schools: readonly Place[];
  /** A bearer token of the place's account. */
  tokenOf(place: Place): string;
  stop(): Promise<void>;
}

export const addressOf = (web: Host): string => `http://${web.address}:3000`;

export async function openProvince(): Promise<Province> {
  const root = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'muster-machines-'));
  chmodSync(root, 0o755);
  const network = new Network();
  const host = (name: string) => new Host(network, root, name);
  const postgres = host('postgres');
  const redis = host('redis');
  const webs = [host('web1'), host('web2')] as const;
  const workers = [host('worker1'), host('worker2'), host('worker3')] as const;
  const all = [postgres, redis, ...webs, ...workers];
  let db: Database | undefined;
  const stop = async (): Promise<void> => {
    await db?.close();
    for (const each of all) await each.kill();
    network.remove();
    if (process.env.TEST_MACHINES_KEEP === undefined) rmSync(root, { recursive: true, force: true });
    else console.log(`[machines] what they printed is kept in ${root}`);
  };
  try {
    await Promise.all([runPostgres(postgres, network.range), runRedis(redis)]);
    const ownerUrl = `postgresql://postgres:${ownerPassword}@${postgres.address}:5432/muster`;
    const appPassword = deriveKeys(testSecret).app_password;
    await migrate(ownerUrl, { appPassword });
    await migrateQueue(ownerUrl);
    await grantSchema(ownerUrl, appRole, 'bullmq');
    const url = appUrl(ownerUrl, appPassword);
    db = connect({ url, secret: testSecret, system: true });
    const registry = await seedRegistry(db);
    const schools = await addSchools(db, registry.county);
    const tokens = await tokensOf(db, [registry.school, registry.county, ...schools]);
    const env = environment(url, `redis://:${redisPassword}@${redis.address}:6379`);
    await Promise.all([
      ...workers.map((each) =>
        each.run({
          ...{ command: [node, 'bin/worker.js'], env },
          isReady: (output) => output.includes('worker started'),
        }),
      ),
      ...webs.map((each) =>
        each.run({ command: [node, 'bin/web.js'], env, isReady: () => isAlive(addressOf(each)) }),
      ),
    ]);
    const tokenOf = (place: Place): string => tokens.get(place.actor.account_id) ?? '';
    return { ...{ webs, workers, redis, postgres, all, ownerUrl, db, registry, schools, tokenOf, stop } };
  } catch (error) {
    await stop();
    throw error;
  }
}

const runPostgres = (host: Host, range: string): Promise<void> =>
  host.run({
    command: [node, '--import', 'tsx', 'test/machines/hold-postgres.ts', host.folder, ownerPassword, range],
    isReady: (output) => output.includes('postgres is ready'),
  });

async function runRedis(host: Host): Promise<void> {
  const server = findInstalled(redisServer.files);
  if (server === undefined) throw new Error('redis-server is missing: npm test installs it');
  const place = ['--port', '6379', '--bind', '0.0.0.0', '--dir', host.folder, '--requirepass', redisPassword];
  await host.run({
    command: [server, ...place, '--save', '', '--appendonly', 'yes'],
    env: environmentFor(server),
    isReady: (output) => output.includes('Ready to accept connections'),
  });
}

const environment = (url: string, redis_url: string): NodeJS.ProcessEnv => ({
  ...{ DATABASE_APP_URL: url, REDIS_URL: redis_url, MUSTER_SECRET: testSecret },
  ...{ MUSTER_DEMO: '0', MUSTER_ALLOW_TEST_IDS: '1', MUSTER_TOTP: 'optional' },
  ...{ HOST: '0.0.0.0', PORT: '3000', WORKER_CONCURRENCY: '2' },
  ...{ MUSTER_REQUESTS_PER_MINUTE: '999999', MUSTER_STRANGER_REQUESTS_PER_MINUTE: '999999' },
  MUSTER_FILES_PER_HOUR: '999999',
});

const isAlive = async (address: string): Promise<boolean> => {
  try {
    return (await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    await wait(200);
    return false;
  }
};

/** As many as that a school has not sent its next file before the last one has its verdict. */
const schoolCount = 120;

const addSchools = (db: Database, county: Place): Promise<Place[]> =>
  asSystem(db, async (tx) => {
    const schools: Place[] = [];
    for (let n = 1; n <= schoolCount; n += 1) {
      schools.push(await addSchool(tx, county, `甲县第${n}小学`, `21371${String(n).padStart(5, '0')}`));
    }
    return schools;
  });

const tokensOf = (db: Database, places: readonly Place[]): Promise<Map<string, string>> =>
  asSystem(db, async (tx) => {
    const tokens = new Map<string, string>();
    for (const { actor } of places) {
      const token = randomBytes(24).toString('base64url');
      await addToken(tx, actor.account_id, token, { hours: 2 });
      tokens.set(actor.account_id, token);
    }
    return tokens;
  });
