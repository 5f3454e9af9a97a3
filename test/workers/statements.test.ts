/** The bound behind every promise of speed: a check talks to PostgreSQL equally often, whatever the size of file or registry. */
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { nationalReading } from '../../schemas/unit.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { checkUploads } from '../../workers/check.ts';
import { Reader } from '../../workers/reading/reader.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { teacherRecord } from '../setup/people.ts';
import {
  csvOf,
  enrolTeachers,
  type Place,
  rowsAt,
  type SeededRegistry,
  seedRegistry,
  sendIn,
} from '../setup/registry.ts';
import { testNow, uploadNow } from '../setup/working.ts';

/** Claim, snapshot, verdict; nothing is begun or committed around them. */
const statementsPerCheck = 3;
/** Who else sends these people in, and whom they resemble. */
const forNewcomers = 2;

let database: FreshDatabase;
let db: Database;
let registry: SeededRegistry;
const reader = new Reader({ limits: defaultReadLimits });
let statements = 0;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret, system: true });
  db.pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const counted = (...args: unknown[]): unknown => {
      // Whether there are new keys is asked by the clock.
      if (!JSON.stringify(args[0]).includes('data_keys')) statements += 1;
      return query(...args);
    };
    Object.assign(client, { query: counted });
  });
  registry = await seedRegistry(db);
});
afterAll(async () => {
  await reader.close();
  await db.close();
  await database.drop();
});

async function statementsFor(place: Place, rows: number, from: number): Promise<number> {
  const id = await sendIn(db, place, csvOf(rowsAt(place, from, rows)));
  statements = 0;
  const settings = { allow_test_ids: true, rural_classes: nationalReading, limits: defaultReadLimits };
  const log = pino({ level: 'silent' });
  // A loaded machine may be slow enough to show progress; that is a matter of time, not of size.
  await checkUploads({ db, reader, ...settings, now: testNow, log, quiet_ms: 60_000 }, [id]);
  const counted = statements;
  expect((await uploadNow(db, id)).state).toBe('ready');
  return counted;
}

it('a file of 30 rows and one of 3,000 cost the same number of statements', async () => {
  expect(await statementsFor(registry.school, 30, 1)).toBe(statementsPerCheck + forNewcomers);
  expect(await statementsFor(registry.neighbour, 3_000, 1_001)).toBe(statementsPerCheck + forNewcomers);
});

it('a registry of 3,000 costs no statement more than an empty one', async () => {
  const records = Array.from({ length: 3_000 }, (_, index) => teacherRecord(5_001 + index));
  await enrolTeachers(db, registry.stranger, records);
  expect(await statementsFor(registry.stranger, 30, 5_001)).toBe(statementsPerCheck);
});
