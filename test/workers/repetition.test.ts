/** Deliveries too many: a job may come any number of times, at once or later, and its work is done once or given up in words. */
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { eventsOf } from '../../database/events.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { teachersInService } from '../../database/teachers.ts';
import { retryUpload } from '../../database/uploads.ts';
import type { Debt } from '../../schemas/lifecycle.ts';
import type { RunningWorker } from '../../workers/main.ts';
import { openRinger, type Ringer } from '../../workers/queue.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { openQueueOf, queueKinds, type TestQueue } from '../setup/queues.ts';
import {
  addSchool,
  csvOf,
  type Place,
  rowsAt,
  type SeededRegistry,
  seedRegistry,
  sendIn,
} from '../setup/registry.ts';
import { approve, comesTo, startTestWorker, submit } from '../setup/working.ts';

const deliveries = 20;

describe.each(queueKinds)('repeated jobs on %s', (kind) => {
  let database: FreshDatabase;
  let db: Database;
  let owner: pg.Pool;
  let queue: TestQueue;
  let registry: SeededRegistry;
  let ringer: Ringer;
  let school: Place;
  let schools = 0;

  beforeAll(async () => {
    database = await freshDatabase();
    db = connect({ url: database.appUrl, secret: database.secret, max_connections: 30 });
    owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
    queue = await openQueueOf(kind, database);
    registry = await seedRegistry(db);
    ringer = await openRinger(queue.place, pino({ level: 'silent' }));
  });
  beforeEach(async () => {
    schools += 1;
    school = await asSystem(db, (tx) =>
      addSchool(
        tx,
        registry.county,
        `甲县第${schools + 10}小学`,
        `21370001${String(schools).padStart(2, '0')}`,
      ),
    );
  });
  afterAll(async () => {
    await ringer.close();
    await queue.stop();
    await db.close();
    await owner.end();
    await database.drop();
  });

  /** As after a hand-over: the dispatcher leaves it alone, and the queue holds nothing of it yet. */
  const markDispatched = (id: string) =>
    owner.query('update uploads set dispatched_at = now() where id = $1', [id]);
  const ringOften = (id: string, owes: Debt): Promise<void> =>
    ringer.ring(
      Array.from({ length: deliveries }, (_, index) => ({
        ...{ id, owes, round: `again${index}` },
        // Too large to share a job, so that each delivery is one.
        size_bytes: 1_000_000,
      })),
    );
  /** Two workers with room for all deliveries at once, until `done` says so. */
  const withWorkers = async (work: () => Promise<unknown>): Promise<void> => {
    const workers: RunningWorker[] = [];
    for (let started = 0; started < 2; started += 1) {
      workers.push(await startTestWorker(db, queue.place, { concurrency: deliveries / 2 }));
    }
    try {
      await work();
      await eventually(queue.count, (count) => count === 0);
    } finally {
      await Promise.all(workers.map((worker) => worker.close()));
    }
  };
  const actionsOf = async (id: string): Promise<string[]> =>
    (await asSystem(db, (tx) => eventsOf(tx, 'upload', id))).map((event) => event.action);
  const sendReady = async (): Promise<string> => {
    const id = await sendIn(db, school, csvOf(rowsAt(school, schools * 100, 30)));
    await withWorkers(() => comesTo(db, id, ['ready']));
    return id;
  };

  it('a check that is delivered twenty times at once concludes once', async () => {
    const id = await sendIn(db, school, csvOf(rowsAt(school, schools * 100, 30)));
    await markDispatched(id);
    await ringOften(id, 'check');
    await withWorkers(() => comesTo(db, id, ['ready', 'failed']));
    expect(await actionsOf(id)).toEqual(['receive', 'find-clean']);
    const { rows } = await owner.query('select count(*)::int as sets from change_sets where upload_id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ sets: 1 }]);
  });

  it('a check that is delivered again after it concluded changes nothing', async () => {
    const id = await sendReady();
    await ringOften(id, 'check');
    await withWorkers(async () => undefined);
    expect(await actionsOf(id)).toEqual(['receive', 'find-clean']);
  });

  it('an application that is delivered twenty times at once writes each teacher once', async () => {
    const id = await sendReady();
    await submit(db, school, id);
    await approve(db, registry.county, id);
    await markDispatched(id);
    await ringOften(id, 'apply');
    await withWorkers(() => comesTo(db, id, ['applied', 'stuck', 'received']));
    expect((await actionsOf(id)).filter((action) => action === 'apply')).toHaveLength(1);
    const teachers = await asSystem(db, (tx) => teachersInService(tx, school.unit.id));
    expect(teachers).toHaveLength(30);
    const { rows } = await owner.query(
      'select count(*)::int as revisions from teacher_revisions where upload_id = $1',
      [id],
    );
    expect(rows).toEqual([{ revisions: 30 }]);
  });

  it('a check that was begun too often fails in words, and may be tried again', async () => {
    const id = await sendIn(db, school, csvOf(rowsAt(school, schools * 100, 1)));
    await owner.query('update uploads set attempts = 5 where id = $1', [id]);
    await withWorkers(() => comesTo(db, id, ['failed']));
    expect(await actionsOf(id)).toEqual(['receive', 'fail']);
    await inScope(db, school.unit.path, (tx) => retryUpload(tx, school.actor, id, 'retry'));
    await withWorkers(() => comesTo(db, id, ['ready']));
  });

  it('an application that was begun too often is stuck, and the county may try again', async () => {
    const id = await sendReady();
    await submit(db, school, id);
    await approve(db, registry.county, id);
    await owner.query('update uploads set attempts = 5 where id = $1', [id]);
    await withWorkers(() => comesTo(db, id, ['stuck']));
    await inScope(db, registry.county.unit.path, (tx) => retryUpload(tx, registry.county.actor, id, 'retry'));
    await withWorkers(() => comesTo(db, id, ['applied']));
    expect((await actionsOf(id)).slice(-3)).toEqual(['fail', 'retry', 'apply']);
  });
});
