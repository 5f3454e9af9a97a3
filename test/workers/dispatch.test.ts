/** The dispatcher: whatever is owed gets rung for, however the news is lost. */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { type OwedJob, putBack, takeOwed } from '../../database/outbox.ts';
import { type Dispatcher, type DispatchOptions, startDispatcher } from '../../workers/dispatch.ts';
import { mostPerJob, openAnswerer, openRinger, type Ringer } from '../../workers/queue.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { openQueueOf, queueKinds, type TestQueue } from '../setup/queues.ts';
import { csvOf, type Place, rowsAt, type SeededRegistry, seedRegistry, sendIn } from '../setup/registry.ts';

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
  const dispatch = (options: Partial<DispatchOptions> = {}): void => {
    dispatchers.push(startDispatcher({ db, ringer, log, poll_ms: hour_ms, ...options }));
  };
  const send = (): Promise<string> => sendIn(db, registry.school, csvOf(rowsAt(registry.school, next++, 1)));
  const owed = async (): Promise<number> => new Set(await queue.uploads()).size;
  /** So many small files, all of them from one school. */
  const owe = async (place: Place, count: number): Promise<void> => {
    next += 1;
    await owner.query(
      `insert into uploads (receipt, unit_id, unit_path, file_name, size_bytes, sha256, state, owes, received_by)
       select 'r' || n || '-' || $4, $1, $2, 'f', 1, decode(md5($4 || n), 'hex'), 'received', 'check', $3
       from generate_series(1, $5::int) as n`,
      [place.unit.id, place.unit.path, place.actor.account_id, `${kind} ${next}`, count],
    );
  };
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
    const taken: OwedJob[] = [];
    for (let found = 1; found > 0; ) {
      // What one has looked at and left is free for the others a moment later.
      const round = await Promise.all([1, 2, 3].map(() => takeOwed(db, 20, 60)));
      found = round.flat().length;
      taken.push(...round.flat());
    }
    expect(new Set(taken.map(({ id }) => id)).size).toBe(30);
    expect(taken).toHaveLength(30);
    await putBack(db, taken);
    for (let started = 0; started < 3; started += 1) dispatch();
    await eventually(owed, (count) => count === 30);
  });

  it('keeps the queue short, and fills it up as workers take from it', async () => {
    await owe(registry.school, 200);
    dispatch({ most_waiting: 4 });
    await eventually(
      () => ringer.counts(),
      (counts) => counts?.waiting === 4,
    );
    expect(await owed()).toBe(4 * mostPerJob);
    await queue.flush();
    dispatchers.at(-1)?.wake();
    await eventually(owed, (count) => count === 4 * mostPerJob);
  });

  it('lets a county with one file not wait for another with hundreds, which are waited for no longer than their turn', async () => {
    await owe(registry.school, 400);
    const done: string[] = [];
    let isSent: () => void = () => undefined;
    const sent = new Promise<void>((resolve) => {
      isSent = resolve;
    });
    let jobs = 0;
    const check = async (ids: readonly string[]): Promise<void> => {
      dispatchers.at(-1)?.wake();
      jobs += 1;
      if (jobs === 3) await sent;
      await owner.query('update uploads set owes = null where id = any($1::bigint[])', [ids]);
      done.push(...ids);
    };
    const nothing = async (): Promise<void> => undefined;
    const answerer = await openAnswerer(queue.place, { check, apply: nothing, export: nothing }, 1, log);
    try {
      dispatch({ most_waiting: 2 });
      await eventually(
        () => jobs,
        (begun) => begun === 3,
      );
      const other = await sendIn(db, registry.stranger, csvOf(rowsAt(registry.stranger, 9_001, 1)));
      isSent();
      await eventually(
        () => done.length,
        (count) => count === 401,
      );
      // In hand, in the queue, and taken in the same moment; the other three hundred come afterwards.
      expect(done.indexOf(other)).toBeLessThan(7 * mostPerJob);
    } finally {
      isSent();
      await answerer.close();
    }
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
    const broken: Ringer = {
      ...ringer,
      ring: async () => {
        await wait(300);
        throw new Error('out of reach');
      },
    };
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
  });

  it('takes nothing from the outbox for a queue that does not answer', async () => {
    let asked = 0;
    const counts = async () => {
      asked += 1;
      return null;
    };
    await send();
    dispatch({ ringer: { ...ringer, counts } });
    await eventually(
      () => asked,
      (times) => times >= 2,
    );
    const taken = 'select from uploads where owes is not null and dispatched_at is not null';
    expect((await owner.query(taken)).rows).toEqual([]);
  });
});
