/** The doorbell alone, on both backends: what it passes on, what it repeats, and what it may not do. */
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answerer, type Handlers, openAnswerer, openRinger, type Ringer } from '../../workers/queue.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { openQueueOf, queueKinds, type TestQueue } from '../setup/queues.ts';

const log = pino({ level: 'silent' });
/** Of a file too large to share its job. */
const check = (id: string, round = '0') => ({ id, owes: 'check', round, size_bytes: 1_000_000 }) as const;
const smallCheck = (id: string) => ({ ...check(id), size_bytes: 12_000 }) as const;
const apply = (id: string) => ({ ...smallCheck(id), owes: 'apply' }) as const;

describe.each(queueKinds)('the queue on %s', (kind) => {
  let database: FreshDatabase;
  let queue: TestQueue;
  let ringer: Ringer;
  const answerers: Answerer[] = [];

  beforeAll(async () => {
    database = await freshDatabase();
    queue = await openQueueOf(kind, database);
    ringer = await openRinger(queue.place, log);
  });
  beforeEach(() => queue.flush());
  afterEach(async () => {
    await Promise.all(answerers.splice(0).map((answerer) => answerer.close()));
  });
  afterAll(async () => {
    await ringer.close();
    await queue.stop();
    await database.drop();
  });

  const answer = async (handlers: Partial<Handlers>, concurrency = 4): Promise<Answerer> => {
    const nothing = async () => undefined;
    const answerer = await openAnswerer(
      queue.place,
      { check: nothing, apply: nothing, export: nothing, ...handlers },
      concurrency,
      log,
    );
    answerers.push(answerer);
    return answerer;
  };

  it('passes each job on under its own name and keeps nothing afterwards', async () => {
    const done: string[] = [];
    await answer({
      check: async (ids) => void done.push(`check ${ids}`),
      apply: async (ids) => void done.push(`apply ${ids}`),
    });
    await ringer.ring([check('1'), check('2'), apply('1')]);
    await eventually(
      () => done.length,
      (count) => count === 3,
    );
    expect(done.sort()).toEqual(['apply 1', 'check 1', 'check 2']);
    await eventually(
      () => queue.count(),
      (count) => count === 0,
    );
  });

  it('lets up to sixteen small files share a job, and nothing else', async () => {
    const done: string[] = [];
    await ringer.ring([
      ...Array.from({ length: 18 }, (_, index) => smallCheck(String(index + 1))),
      check('19'),
      apply('20'),
    ]);
    expect(await queue.count()).toBe(4);
    await answer({
      check: async (ids) => void done.push(`check ${ids}`),
      apply: async (ids) => void done.push(`apply ${ids}`),
    });
    await eventually(
      () => done.length,
      (count) => count === 4,
    );
    expect(done.sort()).toEqual([
      ...['apply 20', 'check 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16', 'check 17,18', 'check 19'],
    ]);
  });

  it('takes a second ring for a waiting job as the same ring', async () => {
    await ringer.ring([check('7'), check('7')]);
    await ringer.ring([check('7')]);
    expect(await queue.count()).toBe(1);
    await ringer.ring([check('7', '31')]);
    expect(await queue.count()).toBe(2);
  });

  it('rings again for a job once it is done', async () => {
    let times = 0;
    await answer({
      check: async () => {
        times += 1;
      },
    });
    await ringer.ring([check('7')]);
    await eventually(
      () => times,
      (count) => count === 1,
    );
    await eventually(
      () => queue.count(),
      (count) => count === 0,
    );
    await ringer.ring([check('7')]);
    await eventually(
      () => times,
      (count) => count === 2,
    );
  });

  it('tries work again that threw, without being rung again', async () => {
    let times = 0;
    await answer({
      check: async () => {
        times += 1;
        if (times === 1) throw new Error('once');
      },
    });
    await ringer.ring([check('8')]);
    await eventually(
      () => times,
      (count) => count === 2,
      15_000,
    );
    await eventually(
      () => queue.count(),
      (count) => count === 0,
    );
  });

  it('shares the jobs among workers, each job to one of them', async () => {
    const done: string[] = [];
    const work = async (ids: readonly string[]) => void done.push(...ids);
    await answer({ check: work }, 2);
    await answer({ check: work }, 2);
    const ids = Array.from({ length: 60 }, (_, index) => String(index + 100));
    await ringer.ring(ids.map((id) => check(id)));
    await eventually(
      () => done.length,
      (count) => count >= 60,
    );
    await eventually(
      () => queue.count(),
      (count) => count === 0,
    );
    expect(done.sort()).toEqual(ids);
  });

  it('waits for the work in hand when it is closed, and starts no more', async () => {
    const started: string[] = [];
    const finished: string[] = [];
    let finish: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const answerer = await answer(
      {
        check: async ([id = '']) => {
          started.push(id);
          await gate;
          finished.push(id);
        },
      },
      1,
    );
    await ringer.ring([check('1'), check('2')]);
    await eventually(
      () => started.length,
      (count) => count === 1,
    );
    const closing = answerer.close();
    finish();
    await closing;
    expect(finished).toEqual(started);
    expect(started).toHaveLength(1);
  });
});
