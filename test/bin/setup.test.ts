import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { startRedis } from '../setup/redis.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('the owner finds the migrated tables in a fresh database', async () => {
  expect(await ask(database.ownerUrl, "select to_regclass('public.teachers') is not null as found")).toEqual([
    { found: true },
  ]);
});

test('web and worker connect as a role without special rights', async () => {
  const sql = `select current_user as name, rolsuper, rolbypassrls from pg_roles where rolname = current_user`;
  expect(await ask(database.appUrl, sql)).toEqual([
    { name: 'muster_app', rolsuper: false, rolbypassrls: false },
  ]);
});

test('two fresh databases asked for at once share nothing', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()]);
  await ask(one.ownerUrl, 'create table mark ()');
  expect(await ask(two.ownerUrl, "select to_regclass('public.mark') as found")).toEqual([{ found: null }]);
  await Promise.all([one.drop(), two.drop()]);
});

test('a Redis starts with its append-only file on', async () => {
  const redis = await startRedis();
  expect(redis.url).toMatch(/^redis:\/\/127\.0\.0\.1:\d+$/);
  await redis.stop();
});
