/** A worker's statements are planned while there are few files; on the last day there are tens of thousands, and each is checked at the same cost. */
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { nationalReading } from '../../schemas/unit.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { checkUploads } from '../../workers/check.ts';
import { Reader } from '../../workers/reading/reader.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { csvOf, type Place, rowsAt, type SeededRegistry, seedRegistry, sendIn } from '../setup/registry.ts';
import { testNow, uploadNow } from '../setup/working.ts';

const many = 3_000;

let database: FreshDatabase;
let db: Database;
let owner: pg.Client;
let registry: SeededRegistry;
const reader = new Reader({ limits: defaultReadLimits });

beforeAll(async () => {
  database = await freshDatabase();
  // One connection, which keeps its plans and tells its statistics before the next statement.
  db = connect({
    ...{ url: database.appUrl, secret: database.secret },
    ...{ system: true, by_index: true, max_connections: 1 },
  });
  registry = await seedRegistry(db);
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await reader.close();
  await owner.end();
  await db.close();
  await database.drop();
});

async function check(place: Place, from: number): Promise<void> {
  const id = await sendIn(db, place, csvOf(rowsAt(place, from, 5)));
  const settings = { allow_test_ids: true, rural_classes: nationalReading, limits: defaultReadLimits };
  const log = pino({ level: 'silent' });
  await checkUploads({ db, reader, ...settings, now: testNow, log, quiet_ms: 60_000 }, [id]);
  expect((await uploadNow(db, id)).state).toBe('ready');
}

/** A file each of so many other schools of the county, half of which wait for their check. */
async function receiveMore(units: number): Promise<void> {
  await owner.query(
    `insert into units (id, parent_id, path, kind, name, stages) overriding system value
     select 1000000 + n, $1::bigint, $2::text || (1000000 + n) || '/', 'school', 'school ' || n, '{}'
     from generate_series(1, $3::int) n`,
    [registry.county.unit.id, registry.county.unit.path, units],
  );
  await owner.query(
    `insert into uploads (receipt, unit_id, unit_path, template, file_name, size_bytes, sha256, state, owes, received_by)
     select 'other-' || u.id, u.id, u.path, 'teacher', '教师.csv', 100, decode(md5(u.id::text), 'hex'),
       case when u.id % 2 = 0 then 'received' else 'needs_fix' end, case when u.id % 2 = 0 then 'check' end, received_by
     from units u, (select received_by from uploads limit 1) one where u.id > 1000000`,
  );
}

/** Rows and entries of indexes that were looked at in all tables of files so far. */
async function lookedAt(): Promise<number> {
  await db.pool.query('select pg_stat_force_next_flush()');
  await db.pool.query('select 1');
  const { rows } = await owner.query<{ seen: number }>(
    `select (select sum(seq_tup_read) from pg_stat_user_tables where relname = any($1))::int
      + (select sum(idx_tup_read) from pg_stat_user_indexes where relname = any($1))::int as seen`,
    [['uploads', 'upload_files', 'upload_rows', 'changes', 'change_sets', 'issues']],
  );
  return rows[0]?.seen ?? 0;
}

it('a check looks at its own file and those of its unit, however many others came since its statements were planned', async () => {
  await check(registry.school, 1);
  const before = await lookedAt();
  await check(registry.neighbour, 101);
  const among_few = (await lookedAt()) - before;
  await receiveMore(many);
  const amid = await lookedAt();
  await check(registry.school, 201);
  // Its unit has one file more than the neighbour had.
  expect((await lookedAt()) - amid).toBeLessThan(among_few + 60);
});
