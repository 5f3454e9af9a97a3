/** Redis behind sentinels and Redis in a cluster, under load: the server that holds the queue dies, and every file has its verdict once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { eventsOf } from '../../database/events.ts';
import { asSystem } from '../../database/scope.ts';
import type { RunningWorker } from '../../workers/main.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { type RedisGroup, startCluster, startSentinels } from '../setup/redis-groups.ts';
import { csvOf, rowsAt, type SeededRegistry, seedRegistry, sendIn } from '../setup/registry.ts';
import { startTestWorker, uploadNow } from '../setup/working.ts';

describe.each([
  ['sentinels', startSentinels],
  ['a cluster', startCluster],
] as const)('the queue on Redis behind %s', (_, start) => {
  let database: FreshDatabase;
  let db: Database;
  let registry: SeededRegistry;
  let group: RedisGroup;
  let workers: RunningWorker[] = [];
  beforeAll(async () => {
    database = await freshDatabase();
    db = connect({ url: database.appUrl, secret: database.secret });
    registry = await seedRegistry(db);
    group = await start();
    const queue = { redis_url: group.url };
    workers = await Promise.all([1, 2].map(() => startTestWorker(db, queue, { again_after_s: 5 })));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.close()));
    await group.stop();
    await db.close();
    await database.drop();
  }, 60_000);

  it('loses no file to the death of the server that holds it, and checks none twice', async () => {
    const places = [registry.school, registry.neighbour, registry.stranger];
    const sent: string[] = [];
    const send = async (count: number) => {
      for (let made = 0; made < count; made += 1) {
        const place = places[sent.length % places.length] ?? registry.school;
        sent.push(await sendIn(db, place, csvOf(rowsAt(place, sent.length * 20, 20))));
      }
    };
    await send(20);
    await eventually(
      () => uploadNow(db, sent[0] ?? ''),
      ({ state }) => state !== 'received',
      60_000,
    );
    const failingOver = group.failOver();
    await send(20);
    await failingOver;
    await send(20);
    for (const id of sent) {
      await eventually(
        () => uploadNow(db, id),
        ({ state }) => ['ready', 'superseded'].includes(state),
        60_000,
      );
      const events = await asSystem(db, (tx) => eventsOf(tx, 'upload', id));
      expect(events.filter(({ action }) => action === 'find-clean')).toHaveLength(1);
    }
  }, 180_000);
});
