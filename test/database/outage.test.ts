/** Outages are told from bugs by what real servers say. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../bin/free-port.ts';
import { isOutage } from '../../database/outage.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

/** What asking this of the server throws. */
async function thrownBy(...statements: string[]): Promise<unknown> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const text of statements) await client.query(text);
    return null;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

it.each([
  ['a server that takes no writes', ['set default_transaction_read_only = on', 'create table t ()']],
  ['a session that is ended by its server', ['select pg_terminate_backend(pg_backend_pid())']],
])('%s is out of order', async (_what, statements) => {
  expect(isOutage(await thrownBy(...statements))).toBe(true);
});

it('nobody at the address is an outage', async () => {
  const client = new pg.Client({ connectionString: `postgresql://a:b@127.0.0.1:${await freePort()}/c` });
  expect(isOutage(await client.connect().catch((error: unknown) => error))).toBe(true);
});

it.each([
  ['a mistake in a statement', ['select 1/0']],
  ['a rule of the database', ['create table once (id int primary key); insert into once values (1), (1)']],
])('%s is not', async (_what, statements) => {
  const error = await thrownBy(...statements);
  expect(error).toBeInstanceOf(Error);
  expect(isOutage(error)).toBe(false);
});
