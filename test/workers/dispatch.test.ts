/** The dispatcher: whatever is owed gets rung for, however the news is lost. */
import pg from 'pg';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { putBack, takeOwed } from '../../database/outbox.ts';
import { type Dispatcher, startDispatcher } from '../../workers/dispatch.ts';
import { openRinger, type Ringer } from '../../workers/queue.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { openQueueOf, queueKinds, type TestQueue } from '../setup/queues.ts';
import { csvOf, rowsAt, type SeededRegistry, seedRegistry, sendIn } from '../setup/registry.ts';

const log = pino({ level: 'silent' });
const hour_ms = 3_600_000;

describe.each(queueKinds)('the dispatcher with its queue on %s', (kind) => {
  let database: FreshDatabase;
  let db: Database;
  let owner: pg.Pool;
  let queue: TestQueue;
  let ringer: Ringer;
  let registry: SeededRegistry;
  const dispatchers: Dispatcher[] = [];
  let next = 1;

  beforeAll(async () => {
    database = await freshDatabase();
    db = connect({ url: database.appUrl, secret: database.secret });
    owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
    queue = await openQueueOf(kind, database);
    ringer = await openRinger(queue.place, log);
    registry = await seedRegistry(db);
  });
  beforeEach(async () => {
    await owner.query(`update uploads set owes = null`);
    await queue.flush();
  });
  afterEach(async () => {
    await Promise.all(dispatchers.splice(0).map((dispatcher) => dispatcher.close()));
  });
  afterAll(async () => {
    await ringer.close();
    await queue.stop();
    await db.close();
    await owner.end();
    await database.drop();
  });

  /** By default it must hear; it would not look by itself before the test is over. */
  const dispatch = (options: { poll_ms?: number; again_after_s?: number; ringer?: Ringer } = {}): void => {
    dispatchers.push(startDispatcher({ db, ringer, log, poll_ms: hour_ms, ...options }));
  };
  const send = (): Promise<string> => sendIn(db, registry.school, csvOf(rowsAt(registry.school, next++, 1)));
  const owed = async (): Promise<number> => new Set(await queue.uploads()).size;
  const listeners = async (): Promise<number[]> => {
    const { rows } = await owner.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and query = 'listen muster_owes'`,
    );
    return rows.map((row) => row.pid);
  };

  it('rings as soon as an upload has been committed', async () => {
    dispatch();
    await eventually(listeners, (pids) => pids.length === 1);
    await send();
    await eventually(owed, (count) => count === 1);
  });

  it('rings at its start for what was owed before', async () => {
    await send();
    await send();
    dispatch();
    await eventually(owed, (count) => count === 2);
  });

  it('rings once for each upload when several dispatchers run', async () => {
    for (let sent = 0; sent < 30; sent += 1) await send();
    const [one, two, three] = await Promise.all([
      takeOwed(db, 20, 60),
      takeOwed(db, 20, 60),
      takeOwed(db, 20, 60),
    ]);
    const taken = [...one, ...two, ...three].map((job) => job.id);
    expect(new Set(taken).size).toBe(30);
    expect(taken).toHaveLength(30);
    await putBack(db, [...one, ...two, ...three]);
    for (let started = 0; started < 3; started += 1) dispatch();
    await eventually(owed, (count) => count === 30);
  });

  it('hands over more than one batch without waiting for the clock', async () => {
    await owner.query(
      `insert into uploads (receipt, unit_id, unit_path, file_name, size_bytes, sha256, state, owes, received_by)
       select 'r' || n, $1, $2, 'f', 1, decode(md5('x' || n), 'hex'), 'received', 'check', $3 from generate_series(1, 1200) as n`,
      [registry.school.unit.id, registry.school.unit.path, registry.school.actor.account_id],
    );
    dispatch();
    await eventually(owed, (count) => count === 1200);
  });

  it('rings again for an upload that has not moved on, after the queue forgot it', async () => {
    await send();
    dispatch({ poll_ms: 100, again_after_s: 1 });
    await eventually(owed, (count) => count === 1);
    await queue.flush();
    await eventually(owed, (count) => count === 1);
  });

  it('listens again after its connection was cut', async () => {
    dispatch();
    const [pid] = await eventually(listeners, (pids) => pids.length === 1);
    await owner.query('select pg_terminate_backend($1)', [pid]);
    await eventually(listeners, (pids) => pids.length === 1 && pids[0] !== pid);
    await send();
    await eventually(owed, (count) => count === 1);
  });

  it('lays jobs back that a queue out of reach did not take', async () => {
    const broken = await openRinger({ redis_url: 'redis://127.0.0.1:1' }, log);
    await send();
    dispatch({ ringer: broken });
    const ask = async () =>
      (
        await owner.query<{ taken: boolean }>(
          'select dispatched_at is not null as taken from uploads where owes is not null',
        )
      ).rows[0]?.taken;
    await eventually(ask, (taken) => taken === true);
    await eventually(ask, (taken) => taken === false);
    await Promise.all(dispatchers.splice(0).map((dispatcher) => dispatcher.close()));
    dispatch();
    await eventually(owed, (count) => count === 1);
    await broken.close();
  });
});
