/** database/tables.ts says what the live schema is. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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
