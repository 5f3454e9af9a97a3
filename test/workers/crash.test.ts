/** kill -9 in the middle: of the worker, of PostgreSQL, of the reader of a file. Nothing is lost and nothing is done twice. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../bin/embedded-postgres.ts';
import { connect, type Database } from '../../database/connect.ts';
import { eventsOf } from '../../database/events.ts';
import { grantSchema } from '../../database/grants.ts';
import { appRole, appUrl, migrate } from '../../database/migrate.ts';
import { asSystem } from '../../database/scope.ts';
import { teachersInService } from '../../database/teachers.ts';
import { teacherFields } from '../../schemas/sheets/teacher.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { migrateQueue } from '../../workers/queue-tables.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { openQueueOf, queueKinds, type TestQueue } from '../setup/queues.ts';
import { csvOf, rowsAt, type SeededRegistry, seedRegistry, sendIn } from '../setup/registry.ts';
import { testSecret } from '../setup/secret.ts';
import { ownerPassword } from '../setup/server.ts';
import { approve, comesTo, startTestWorker, submit, uploadNow } from '../setup/working.ts';

describe.each(queueKinds)('a worker process that is killed, with its queue on %s', (kind) => {
  let database: FreshDatabase;
  let db: Database;
  let owner: pg.Pool;
  let queue: TestQueue;
  let registry: SeededRegistry;
  const processes: ChildProcess[] = [];

  beforeAll(async () => {
    database = await freshDatabase();
    db = connect({ url: database.appUrl, secret: database.secret });
    owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
    queue = await openQueueOf(kind, database);
    registry = await seedRegistry(db);
  });
  afterEach(async () => {
    for (const child of processes.splice(0)) await end(child);
  });
  afterAll(async () => {
    await queue.stop();
    await db.close();
    await owner.end();
    await database.drop();
  });

  /** The real entry, as the Procfile starts it. */
  const startProcess = (): ChildProcess => {
    const child = spawn(process.execPath, ['bin/worker.js'], {
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME },
        ...{ DATABASE_APP_URL: database.appUrl, MUSTER_SECRET: database.secret, MUSTER_ALLOW_TEST_IDS: '1' },
        ...('redis_url' in queue.place ? { REDIS_URL: queue.place.redis_url } : {}),
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    processes.push(child);
    return child;
  };

  /**
   * Lets work go on until it wants to write to `table`, kills the worker there, and hands over to another process. That
   * one finds the queue as the dead one left it: the job is still in its hands.
   */
  const killWhileWriting = async (table: string, set: () => Promise<unknown>): Promise<void> => {
    const gate = await owner.connect();
    try {
      await gate.query(`begin; lock table ${table} in share row exclusive mode`);
      const first = startProcess();
      await set();
      await eventually(
        async () => (await gate.query(waiting, [table])).rows.length,
        (count) => count === 1,
        // Beside other tests the start of a process alone may take half a minute.
        60_000,
      );
      await end(first);
      startProcess();
      await gate.query('commit');
    } finally {
      gate.release();
    }
  };
  const actionsOf = async (id: string): Promise<string[]> =>
    (await asSystem(db, (tx) => eventsOf(tx, 'upload', id))).map((event) => event.action);
  const countOf = async (table: string, id: string): Promise<number> => {
    const sql = `select count(*)::int as count from ${table} where upload_id = $1`;
    return (await owner.query<{ count: number }>(sql, [id])).rows[0]?.count ?? 0;
  };

  it('in mid-check: another one checks the file, once', async () => {
    let id = '';
    await killWhileWriting('upload_rows', async () => {
      id = await sendIn(db, registry.school, csvOf(rowsAt(registry.school, 1, 40)));
    });
    await comesTo(db, id, ['ready'], 90_000);
    expect(await actionsOf(id)).toEqual(['receive', 'find-clean']);
    expect(await countOf('changes', id)).toBe(40);
    expect(await countOf('change_sets', id)).toBe(1);
  }, 180_000);

  it('in mid-apply: another one applies the set, once', async () => {
    const checking = await startTestWorker(db, queue.place);
    const id = await sendIn(db, registry.neighbour, csvOf(rowsAt(registry.neighbour, 101, 40)));
    await comesTo(db, id, ['ready']);
    await submit(db, registry.neighbour, id);
    await checking.close();
    await killWhileWriting('teacher_revisions', () => approve(db, registry.county, id));
    await comesTo(db, id, ['applied'], 90_000);
    expect((await actionsOf(id)).filter((action) => action === 'apply' || action === 'stale')).toEqual([
      'apply',
    ]);
    expect(await countOf('teacher_revisions', id)).toBe(40);
    const teachers = await asSystem(db, (tx) => teachersInService(tx, registry.neighbour.unit.id));
    expect(teachers.map((teacher) => teacher.version)).toEqual(Array.from({ length: 40 }, () => 1));
  }, 180_000);
});

/** Sessions of the application that wait for a lock on the table. */
const waiting = 'select 1 from pg_locks where relation = $1::text::regclass and not granted';

describe('a reader that is killed by its file', () => {
  let database: FreshDatabase;
  let db: Database;
  let queue: TestQueue;
  beforeAll(async () => {
    database = await freshDatabase();
    db = connect({ url: database.appUrl, secret: database.secret });
    queue = await openQueueOf('postgres', database);
  });
  afterAll(async () => {
    await queue.stop();
    await db.close();
    await database.drop();
  });

  it('costs that file its check, and nobody else', async () => {
    const registry = await seedRegistry(db);
    const limits = { ...defaultReadLimits, memory_mib: 24 };
    const worker = await startTestWorker(db, queue.place, { limits, concurrency: 1 });
    const [row] = rowsAt(registry.school, 1, 1);
    const header = csvOf([]).toString('utf8');
    const line = teacherFields.map((field) => String(row?.[field] ?? '')).join(',');
    const heavy = Buffer.from(`${header}${`${line}\r\n`.repeat(60_000)}`);
    const fatal = await sendIn(db, registry.school, heavy);
    const small = await sendIn(db, registry.neighbour, csvOf(rowsAt(registry.neighbour, 2, 2)));
    expect((await comesTo(db, fatal, ['refused', 'ready', 'needs_fix', 'failed'])).refusal?.code).toBe(
      'reader-stopped',
    );
    expect((await comesTo(db, small, ['ready', 'refused', 'failed'])).state).toBe('ready');
    await worker.close();
  });
});

describe('PostgreSQL killed under a working worker', () => {
  it('delays what is owed until it is back', async () => {
    const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'muster-crash-'));
    const server = await startEmbeddedPostgres({
      data: folder,
      password: ownerPassword,
      elsewhere: ['/var/tmp'],
    });
    const password = 'of-the-application-in-this-test';
    await migrate(server.url, { appPassword: password });
    await migrateQueue(server.url);
    await grantSchema(server.url, appRole, 'bullmq');
    const url = appUrl(server.url, password);
    const db = connect({ url, secret: testSecret });
    const registry = await seedRegistry(db);
    const worker = await startTestWorker(db, { database_url: url }, { again_after_s: 5 });
    const places = [registry.school, registry.neighbour, registry.stranger];
    const sent: string[] = [];
    for (const [index, place] of places.entries()) {
      for (let file = 0; file < 20; file += 1) {
        sent.push(await sendIn(db, place, csvOf(rowsAt(place, index * 1000 + file * 30, 30))));
      }
    }
    const postmaster = Number(
      readFileSync(path.join(server.dataDir, 'postmaster.pid'), 'utf8').split('\n')[0],
    );
    process.kill(postmaster, 'SIGKILL');
    for (const id of sent) {
      await eventually(
        () => uploadNow(db, id).catch(() => undefined),
        (upload) => upload !== undefined && ['ready', 'superseded'].includes(upload.state),
        60_000,
      );
    }
    for (const id of sent) {
      const events = await asSystem(db, (tx) => eventsOf(tx, 'upload', id));
      expect(events.filter((event) => event.action === 'find-clean')).toHaveLength(1);
    }
    await worker.close();
    await db.close();
    await server.stop();
    for (const each of [path.dirname(server.dataDir), folder]) rmSync(each, { recursive: true, force: true });
  }, 120_000);
});

/** SIGKILL, and wait until it is gone. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  child.kill('SIGKILL');
  await gone;
}
