/** Where measurements of the whole worker stand: a PostgreSQL of their own that waits for the disk, and a Redis. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../bin/embedded-postgres.ts';
import { freePort } from '../bin/free-port.ts';
import { connect, type Database } from '../database/connect.ts';
import { grantSchema } from '../database/grants.ts';
import { deriveKeys } from '../database/keys.ts';
import { appRole, appUrl, migrate } from '../database/migrate.ts';
import { migrateQueue } from '../workers/queue-tables.ts';
import { end, orElse } from './leftovers.ts';
import { beginWatching, tellStatements, watching } from './statements.ts';

export const secret = 'the secret of a bench, kept nowhere and worth nothing';

export interface Redis {
  readonly url: string;
  readonly pid: number;
}

/** Everything a measurement needs, on a PostgreSQL of its own that waits for the disk as in production. */
export interface Ground {
  readonly owner: Database;
  readonly db: Database;
  /** As the application role. */
  readonly database_url: string;
  readonly owner_url: string;
  readonly postmaster: number;
  /** Null on a machine without one. */
  readonly redis: Redis | null;
  clear(): Promise<void>;
}

/** In a folder of its own that is removed afterwards; one that is named is kept, with its data, for the next time. */
export async function prepare(concurrency: number, kept?: string): Promise<Ground> {
  if (kept !== undefined) mkdirSync(kept, { recursive: true });
  const folder = kept ?? mkdtempSync(path.join(realpathSync(os.tmpdir()), 'muster-bench-'));
  const server = await startEmbeddedPostgres({
    data: folder,
    password: deriveKeys(secret).app_password,
    elsewhere: ['/var/tmp'],
    settings: watching,
  });
  const { app_password } = deriveKeys(secret);
  await migrate(server.url, { appPassword: app_password });
  await migrateQueue(server.url);
  await grantSchema(server.url, appRole, 'bullmq');
  const database_url = appUrl(server.url, app_password);
  const owner = connect({ url: server.url, secret });
  await beginWatching(owner);
  const db = connect({
    url: database_url,
    secret,
    system: true,
    by_index: true,
    max_connections: concurrency + 3,
  });
  const redis = await startRedis(folder);
  const postmaster = Number(readFileSync(path.join(server.dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const removeFolders = (): void => {
    for (const each of [path.dirname(server.dataDir), folder])
      rmSync(each, { recursive: true, force: true, maxRetries: 3 });
  };
  const isCleared = orElse(() => {
    end(redis?.pid);
    // At once, without a checkpoint; what is kept recovers at its next start.
    end(postmaster, 'SIGQUIT');
    if (kept === undefined) removeFolders();
  });
  return {
    ...{ owner, db, database_url, owner_url: server.url, redis, postmaster },
    clear: async () => {
      await tellStatements(owner);
      isCleared();
      await db.close();
      await owner.close();
      redis?.stop();
      await server.stop();
      if (kept === undefined) removeFolders();
    },
  };
}

/** A Redis with its log on, as a deployment runs it; null on a machine without one. */
async function startRedis(folder: string): Promise<(Redis & { stop: () => void }) | null> {
  const port = await freePort();
  // Jobs of another time would be mistaken for those of this one.
  const dir = path.join(folder, 'redis');
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--appendonly', 'yes'];
  const child = spawn('redis-server', options, { stdio: 'ignore' });
  const began = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('spawn', () => resolve(true));
  });
  if (!began) return null;
  const stop = () => void child.kill('SIGKILL');
  return { url: `redis://127.0.0.1:${port}`, pid: child.pid ?? 0, stop };
}
