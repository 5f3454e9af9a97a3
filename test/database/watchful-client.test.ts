/** A link to the database that falls silent: nothing more comes, and nobody says that the connection is over. */
import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WatchfulClient } from '../../database/watchful-client.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';

let database: FreshDatabase;
let link: Server;
/** Whether new connections are; those that are there fall silent by {@link silence}. */
let isSilent = false;
const pairs: { readonly sockets: readonly Socket[]; isSilent: boolean }[] = [];
const silence = (): void => {
  for (const pair of pairs) pair.isSilent = true;
};
beforeAll(async () => {
  database = await freshDatabase();
  const { hostname, port } = new URL(database.appUrl);
  link = createServer((near) => {
    const far = dial(Number(port), hostname);
    const pair = { sockets: [near, far], isSilent };
    pairs.push(pair);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('error', () => undefined);
      from.on('data', (chunk) => void (pair.isSilent || to.write(chunk)));
      from.on('close', () => void (pair.isSilent || to.destroy()));
    }
  });
  await new Promise<void>((resolve) => link.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  for (const socket of pairs.flatMap(({ sockets }) => sockets)) socket.destroy();
  await new Promise((resolve) => link.close(resolve));
  await database.drop();
});

async function open(): Promise<WatchfulClient> {
  const url = new URL(database.appUrl);
  url.port = String((link.address() as AddressInfo).port);
  const client = new WatchfulClient({ connectionString: url.toString(), look_ms: 100 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

it('lets a statement take its time while the server works on it', async () => {
  const client = await open();
  await client.query('select pg_sleep(2)');
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await client.end();
});

it('ends a statement whose connection the server has forgotten', async () => {
  const client = await open();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  silence();
  const asked = expect(client.query('select pg_sleep(60)')).rejects.toThrow('the database fell silent');
  const other = new WatchfulClient({ connectionString: database.ownerUrl });
  await other.connect();
  await other.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  await other.end();
  await asked;
});

it('ends a statement when the server is silent on every connection', async () => {
  const client = await open();
  isSilent = true;
  silence();
  await expect(client.query('select 1')).rejects.toThrow('the database fell silent');
  isSilent = false;
});

it('tells the server to give up what is silent, or stands still in a transaction', async () => {
  const client = await open();
  const { rows } = await client.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name like 'tcp_keepalives%' or name = 'idle_in_transaction_session_timeout'",
  );
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
    idle_in_transaction_session_timeout: '60000',
    tcp_keepalives_count: '2',
    tcp_keepalives_idle: '3',
    tcp_keepalives_interval: '1',
  });
  await client.end();
});
