/** Two files of one unit: the later one counts, whichever check ends first. */
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { asSystem } from '../../database/scope.ts';
import { nationalReading } from '../../schemas/unit.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { checkUploads } from '../../workers/check.ts';
import { Reader } from '../../workers/reading/reader.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import {
  addSchool,
  csvOf,
  type Place,
  rowsAt,
  type SeededRegistry,
  seedRegistry,
  sendIn,
} from '../setup/registry.ts';
import { testNow, uploadNow } from '../setup/working.ts';

let database: FreshDatabase;
let db: Database;
let registry: SeededRegistry;
const reader = new Reader({ limits: defaultReadLimits, processes: 2 });
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret, system: true });
  registry = await seedRegistry(db);
});
afterAll(async () => {
  await reader.close();
  await db.close();
  await database.drop();
});

const check = (ids: readonly string[]): Promise<void> => {
  const settings = { allow_test_ids: true, rural_classes: nationalReading, limits: defaultReadLimits };
  return checkUploads({ db, reader, ...settings, now: testNow, log: pino({ level: 'silent' }) }, ids);
};

let sent = 0;
async function twoFilesOf(place: Place): Promise<[older: string, newer: string]> {
  sent += 10;
  const send = (from: number) => sendIn(db, place, csvOf(rowsAt(place, from, 2)));
  return [await send(sent), await send(sent + 5)];
}
const statesOf = (ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await uploadNow(db, id)).state));

it('the older one gives way when it is checked first', async () => {
  const files = await twoFilesOf(registry.school);
  for (const id of files) await check([id]);
  expect(await statesOf(files)).toEqual(['superseded', 'ready']);
});

it('and when its check ends after that of the newer one', async () => {
  const files = await twoFilesOf(registry.neighbour);
  for (const id of files.toReversed()) await check([id]);
  expect(await statesOf(files)).toEqual(['superseded', 'ready']);
});

it('and when both are checked together, or at the same moment, at twenty schools', async () => {
  const schools = await asSystem(db, async (tx) => {
    const places: Place[] = [];
    for (let n = 0; n < 20; n++) {
      places.push(await addSchool(tx, registry.county, `甲县第${n + 10}小学`, String(2_137_000_100 + n)));
    }
    return places;
  });
  const pairs: [string, string][] = [];
  for (const place of schools) pairs.push(await twoFilesOf(place));
  const [apart, together] = [pairs.slice(0, 10), pairs.slice(10)];
  await Promise.all(apart.flatMap(([older, newer]) => [check([newer]), check([older])]));
  await check(together.flat());
  for (const pair of pairs) expect(await statesOf(pair)).toEqual(['superseded', 'ready']);
});
