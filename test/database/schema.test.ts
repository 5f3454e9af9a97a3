/** database/tables.ts says what the live schema is, and the schema keeps its walls. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../database/migrate.ts';
import { freshDatabase } from '../setup/database.ts';
import { renderTables } from './render-tables.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

it('tables.ts equals the live schema, column by column', async () => {
  const rendered = await renderTables(database.ownerUrl);
  const formatted = execFileSync('npx', ['biome', 'format', '--stdin-file-path=database/tables.ts'], {
    input: rendered,
    encoding: 'utf8',
  });
  expect(readFileSync('database/tables.ts', 'utf8')).toBe(formatted);
});

it('migrating a migrated database changes nothing', async () => {
  const before = await renderTables(database.ownerUrl);
  const password = new URL(database.appUrl).password;
  await migrate(database.ownerUrl, { appPassword: password });
  expect(await renderTables(database.ownerUrl)).toBe(before);
});

async function asOwner<Row extends pg.QueryResultRow>(query: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}

it('every table has row-level security, but those that nobody reads by unit', async () => {
  const open = await asOwner<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not relrowsecurity order by 1`,
  );
  expect(open.map(({ relname }) => relname)).toEqual([
    ...['data_keys', 'kysely_migration', 'kysely_migration_lock', 'sessions', 'throttles', 'tokens'],
  ]);
});

it('a function with the rights of the owner names its search path, and nobody runs it who was not given it', async () => {
  const loose = await asOwner(
    `select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
      and (not coalesce(array_to_string(proconfig, ' '), '') like '%search_path=public, pg_temp%'
        or has_function_privilege('public', oid, 'execute'))`,
  );
  expect(loose).toEqual([]);
});
