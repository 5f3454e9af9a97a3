/** Tries that come at once: no more of them are heard than one after the other. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { fingerprint } from '../../database/seal.ts';
import { enterTry, forgiveTry, liftLocks, type TryKey } from '../../database/sign-in-tries.ts';
import { freshDatabase } from '../setup/database.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const start = new Date('2026-11-24T12:00:00+08:00');
const second = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const enter = (keys: readonly TryKey[], now = start) => asSystem(db, (tx) => enterTry(tx, keys, now));
/** Without an address, from one where nobody else tries. */
const stranger = (name: string, place = `of ${name.toLowerCase()}`): TryKey[] => [
  { counter: 'name-at-address', name, place },
  { counter: 'name', name },
  { counter: 'address', place },
];

describe('tries on one name', () => {
  it('that come all at once are heard no more often than the free ones', async () => {
    const entries = await Promise.all(Array.from({ length: 30 }, () => enter(stranger('at-once'))));
    expect(entries.filter(({ wait_s }) => wait_s === 0)).toHaveLength(5);
    expect(new Set(entries.map(({ wait_s }) => wait_s))).toEqual(new Set([0, 2]));
  });

  it('are free in whatever order they are counted: one that began a moment earlier does not wait for a later one', async () => {
    for (const at of [0.002, 0.001, 0, 0.003]) {
      expect(await enter(stranger('crossed'), second(at))).toEqual({ wait_s: 0, locks: [] });
    }
  });

  it('wait longer each time, are locked at the tenth, and one more after the lock locks again', async () => {
    const said: [number, string][] = [];
    let at = 0;
    for (let n = 0; n < 11; n += 1) {
      const { wait_s, locks } = await enter(stranger('slower'), second(at));
      said.push([wait_s, locks.join()]);
      at += n < 4 ? 0 : n < 9 ? 2 ** (n - 3) : 900;
    }
    expect(said).toEqual([...Array(9).fill([0, '']), [0, 'name-at-address'], [0, 'name-at-address']]);
    expect(await enter(stranger('slower'), second(at - 1))).toEqual({ wait_s: 1, locks: [] });
  });

  it('are forgotten after an hour of quiet', async () => {
    for (let n = 0; n < 5; n += 1) await enter(stranger('quiet'));
    for (let n = 0; n < 4; n += 1) expect((await enter(stranger('quiet'), second(3600))).wait_s).toBe(0);
  });

  it('are counted whatever capitals they are written in', async () => {
    for (let n = 0; n < 5; n += 1) await enter(stranger(n % 2 === 0 ? 'Capital' : 'cAPITAL'));
    expect((await enter(stranger('capital'))).wait_s).toBe(2);
  });

  it('from many addresses are locked together at the thirtieth, but not on a device that is known', async () => {
    let at = 0;
    const entries: Awaited<ReturnType<typeof enter>>[] = [];
    while (entries.length < 30) {
      const entry = await enter(stranger('everywhere', `192.0.2.${entries.length}`), second(at));
      if (entry.wait_s === 0) entries.push(entry);
      at += entry.wait_s;
    }
    expect(entries.at(-1)?.locks).toEqual(['name']);
    expect((await enter(stranger('everywhere', '198.51.100.1'), second(at))).wait_s).toBe(900);
    const known: TryKey[] = [{ counter: 'device', name: 'everywhere', place: 'a device' }];
    expect(await enter(known, second(at))).toEqual({ wait_s: 0, locks: [] });
  });
});

describe('a right password', () => {
  it('forgets what was wrong at this address, and takes only itself back where strangers are counted too', async () => {
    const [here, there] = [stranger('right', '203.0.113.1'), stranger('right', '203.0.113.2')];
    for (let n = 0; n < 5; n += 1) await enter(there);
    await enter(here);
    await asSystem(db, (tx) => forgiveTry(tx, here));
    const counted = await asSystem(db, (tx) =>
      tx.sql
        .selectFrom('sign_in_tries')
        .where('name_hash', '=', fingerprint(tx.keys, 'sign-in-name', 'right'))
        .select(['counter', 'tries'])
        .orderBy('counter')
        .execute(),
    );
    expect(counted).toEqual([
      { counter: 'name', tries: 5 },
      { counter: 'name-at-address', tries: 5 },
    ]);
    expect((await enter(there)).wait_s).toBe(2);
    for (let n = 0; n < 4; n += 1) expect((await enter(here)).wait_s).toBe(0);
  });
});

it('a superior lifts every lock of a name', async () => {
  for (let n = 0; n < 5; n += 1) await enter(stranger('lifted', '203.0.113.9'));
  await asSystem(db, (tx) => liftLocks(tx, 'lifted'));
  expect((await enter(stranger('lifted', '203.0.113.9'))).wait_s).toBe(0);
});

it('what is counted is nobody’s to read who has a scope, and names neither people nor places', async () => {
  await enter(stranger('seen-by-nobody', '203.0.113.77'));
  const seen = await inScope(db, '/1/', (tx) => tx.sql.selectFrom('sign_in_tries').selectAll().execute());
  expect(seen).toEqual([]);
  const kept = await asSystem(db, (tx) => tx.sql.selectFrom('sign_in_tries').selectAll().execute());
  expect(kept.length).toBeGreaterThan(0);
  const bytes = kept
    .map((row) => row.name_hash.toString('latin1') + row.place_hash.toString('latin1'))
    .join();
  expect(bytes).not.toMatch(/seen-by-nobody|203\.0/);
});
