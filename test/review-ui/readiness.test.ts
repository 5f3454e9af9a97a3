/** What a load balancer is told: whether to send people, and what is missing. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { migrationNames } from '../../database/migrate.ts';
import { eventually } from '../setup/eventually.ts';
import { startProcess } from '../setup/processes.ts';
import { openQueueOf, type TestQueue } from '../setup/queues.ts';
import { startTestWorker } from '../setup/working.ts';
import { openWeb, type Web } from './web.ts';

let web: Web;
let postgres: TestQueue;
let system: Database;
let owner: pg.Client;
beforeAll(async () => {
  web = await openWeb();
  postgres = await openQueueOf('postgres', web.database);
  system = connect({ url: web.database.appUrl, secret: web.database.secret, system: true });
  owner = new pg.Client({ connectionString: web.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await postgres.stop();
  await web.close();
  await system.close();
});

const ask = async () => {
  const answer = await fetch(`${web.url}/readyz`);
  return (await answer.json()) as { status: string; missing: string[] };
};
const said = async () => {
  const answer = await fetch(`${web.url}/readyz`);
  return [answer.status, await answer.json()];
};

it('without a worker pages are served all the same, and what is missing is said', async () => {
  expect(await said()).toEqual([200, { status: 'degraded', missing: ['workers'], owed: 0 }]);
});

it('with a worker nothing is missing, and one that closes is missed at once', async () => {
  const worker = await startTestWorker(system, postgres.place, { beat_ms: 100 });
  await eventually(ask, ({ missing }) => missing.length === 0);
  expect(await said()).toEqual([200, { status: 'ready', missing: [], owed: 0 }]);
  await worker.close();
  expect(await said()).toEqual([200, { status: 'degraded', missing: ['workers'], owed: 0 }]);
});

it('a queue that no worker reaches is missed, by what a worker says that is alive itself', async () => {
  const redis = await openQueueOf('redis', web.database);
  const { redis_url } = redis.place as { redis_url: string };
  const worker = startProcess('worker', web.database, { REDIS_URL: redis_url });
  await eventually(ask, ({ missing }) => missing.length === 0, 60_000);
  await redis.stop();
  await eventually(ask, ({ missing }) => missing.includes('queue'));
  expect(await said()).toEqual([200, { status: 'degraded', missing: ['queue'], owed: 0 }]);
  await worker.end('SIGKILL');
  await owner.query('delete from workers_seen');
}, 120_000);

it('a worker that fell silent is missed, though nobody said that it is gone', async () => {
  await owner.query(`insert into workers_seen (id, seen_at, concurrency, in_hand, queue, waiting, active, delayed) values
    (gen_random_uuid(), now() - interval '29 seconds', 4, 1, 'postgres', 0, 1, 0)`);
  expect((await said())[1]).toMatchObject({ status: 'ready' });
  await owner.query(`update workers_seen set seen_at = now() - interval '31 seconds'`);
  expect((await said())[1]).toMatchObject({ status: 'degraded', missing: ['workers'] });
});

it('what keeps from serving is answered by 503', async () => {
  const newest = migrationNames.at(-1);
  await owner.query('delete from kysely_migration where name = $1', [newest]);
  expect(await said()).toEqual([503, { status: 'not-ready', missing: ['schema'] }]);
  await owner.query('insert into kysely_migration values ($1, now()::text)', [newest]);
  expect((await said())[0]).toBe(200);
});
