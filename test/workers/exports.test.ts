/** Exports as work: one file whatever is delivered twice, killed in the middle or away for a while; given up in words at last. */
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { exportBlocks } from '../../database/export-files.ts';
import { failExport } from '../../database/export-work.ts';
import { askExport, exportById, moveExport } from '../../database/exports.ts';
import { takeOwed } from '../../database/outbox.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { readWorkbook } from '../../pipeline/read/read.ts';
import type { ExportWish } from '../../schemas/export.ts';
import { writeExports } from '../../workers/exports/write.ts';
import { openRinger, type Ringer } from '../../workers/queue.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { teacherRecord } from '../setup/people.ts';
import { openQueueOf, queueKinds, type TestQueue } from '../setup/queues.ts';
import { enrolTeachers, type Place, type SeededRegistry, seedRegistry } from '../setup/registry.ts';
import { startTestWorker } from '../setup/working.ts';

const people = 3_000;
const silent = pino({ level: 'silent' });

describe.each(queueKinds)('an export with its queue on %s', (kind) => {
  let database: FreshDatabase;
  let db: Database;
  let owner: pg.Pool;
  let queue: TestQueue;
  let ringer: Ringer;
  let registry: SeededRegistry;

  beforeAll(async () => {
    database = await freshDatabase();
    db = connect({ url: database.appUrl, secret: database.secret });
    owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
    owner.on('error', () => undefined);
    queue = await openQueueOf(kind, database);
    ringer = await openRinger(queue.place, silent);
    registry = await seedRegistry(db);
    const records = Array.from({ length: people }, (_, n) => teacherRecord(n + 1));
    await enrolTeachers(db, registry.school, records);
    await enrolTeachers(db, registry.stranger, [teacherRecord(people + 1)]);
  }, 120_000);
  afterAll(async () => {
    await ringer.close();
    await queue.stop();
    await db.close();
    await owner.end();
    await database.drop();
  });

  const ask = ({ actor, unit }: Place, changed: Partial<ExportWish> = {}): Promise<string> =>
    inScope(db, actor.unit_path, (tx) =>
      askExport(tx, actor, {
        ...{
          kind: 'roster',
          format: 'xlsx',
          numbers: 'masked',
          campaign_id: null,
          city_id: null,
          as_of: null,
        },
        ...{ area: { id: unit.id, path: unit.path }, reason: null, rows_expected: people, at_once: false },
        ...changed,
      }),
    );
  const see = (id: string) => asSystem(db, (tx) => exportById(tx, id));
  const comesTo = (id: string, state: string) =>
    eventually(
      () => see(id),
      (found) => found.state === state,
      60_000,
    );
  const fileOf = async (id: string): Promise<Buffer> => {
    const blocks: Buffer[] = [];
    for await (const block of exportBlocks(db, '/', id)) blocks.push(block);
    return Buffer.concat(blocks);
  };
  const written = async (id: string): Promise<number> => {
    const { rows } = await owner.query(
      `select count(*)::int as n from events where subject = 'export' and subject_id = $1 and action = 'write'`,
      [id],
    );
    return rows[0].n;
  };

  it('leaves hands to the checks: two are handed over at once, the next when one of them has come to its end', async () => {
    const asked = [await ask(registry.city), await ask(registry.city), await ask(registry.city)];
    const taken = async () => (await takeOwed(db, 20, 60)).map(({ id }) => id);
    expect((await taken()).sort()).toEqual(asked.slice(0, 2));
    expect(await taken()).toEqual([]);
    await failExport(db, asked[0] ?? '');
    expect(await taken()).toEqual(asked.slice(2));
    for (const id of asked.slice(1)) await failExport(db, id);
  });

  it('is written by a worker that hears of it, in the scope of whoever asked', async () => {
    const worker = await startTestWorker(db, queue.place);
    try {
      const [ofCity, ofCounty] = [await ask(registry.city), await ask(registry.otherCounty)];
      const found = await comesTo(ofCity, 'ready');
      expect(found).toMatchObject({
        rows_written: people + 1,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      const bytes = await fileOf(ofCity);
      expect(bytes.length).toBe(found.size_bytes);
      expect(readWorkbook(bytes).sheets[1]?.rows).toHaveLength(people + 2);
      await comesTo(ofCounty, 'ready');
      const [, primary] = readWorkbook(await fileOf(ofCounty)).sheets;
      expect(primary?.rows.slice(1).map(({ cells }) => cells[3]?.text)).toEqual(['乙县实验小学']);
    } finally {
      await worker.close();
    }
  }, 90_000);

  it('of a wider area than the scope of whoever asked holds that scope alone', async () => {
    const { unit } = registry.city;
    const id = await ask(registry.otherCounty, { area: { id: unit.id, path: unit.path } });
    await writeExports({ db, log: silent }, [id]);
    expect(await see(id)).toMatchObject({ state: 'ready', rows_written: 1 });
  });

  it('delivered many times at once is written once', async () => {
    const id = await ask(registry.city);
    await Promise.all(Array.from({ length: 4 }, () => writeExports({ db, log: silent }, [id])));
    // As if all of them had claimed it: the claims of some seconds ago keep nobody away.
    const other = await ask(registry.city);
    const free = () => owner.query('update exports set claimed_at = null where id = $1', [other]);
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        await free();
        await writeExports({ db, log: silent }, [other]);
      }),
    );
    expect(await see(other)).toMatchObject({ state: 'ready', rows_written: people + 1 });
    expect([await written(id), await written(other)]).toEqual([1, 1]);
    expect((await fileOf(other)).equals(await fileOf(id))).toBe(true);
  }, 60_000);

  it('whose writer dies in the middle leaves nothing of its file, and is done again', async () => {
    const id = await ask(registry.city);
    const own = connect({ url: database.appUrl, secret: database.secret, onError: () => undefined });
    const dying = writeExports({ db: own, log: silent }, [id]).then(
      () => 'lived',
      () => 'died',
    );
    await eventually(
      async () =>
        (
          await owner.query(
            `select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and pid in (select pid from pg_locks where locktype = 'advisory' and classid = 35)`,
          )
        ).rows.length,
      (killed) => killed === 1,
    );
    expect(await dying).toBe('died');
    await own.close().catch(() => undefined);
    expect(await see(id)).toMatchObject({ state: 'asked' });
    expect(await fileOf(id)).toHaveLength(0);
    await queue.flush();
    await owner.query('update exports set claimed_at = null, dispatched_at = null where id = $1', [id]);
    const worker = await startTestWorker(db, queue.place, { poll_ms: 100 });
    try {
      await comesTo(id, 'ready');
    } finally {
      await worker.close();
    }
    expect(await written(id)).toBe(1);
  }, 90_000);

  it('that can’t be written is given up after its attempts, says so, and may be asked for again', async () => {
    const id = await ask(registry.city);
    await owner.query('update exports set attempts = 5 where id = $1', [id]);
    await writeExports({ db, log: silent }, [id]);
    expect(await see(id)).toMatchObject({ state: 'failed' });
    const { actor } = registry.city;
    await inScope(db, actor.unit_path, (tx) => moveExport(tx, id, 'retry', actor));
    await writeExports({ db, log: silent }, [id]);
    expect(await see(id)).toMatchObject({ state: 'ready' });
  }, 60_000);

  it('leaves ids alone in the queue', async () => {
    await queue.flush();
    await ringer.ring([{ id: '77', owes: 'export', size_bytes: 0, round: '0' }]);
    expect(await queue.uploads()).toEqual(['77']);
    await queue.flush();
  });
});
