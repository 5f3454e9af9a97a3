/** Readiness says the first thing that is amiss of a real server, and stops saying it when it is mended. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { keepFirstKeys } from '../../database/data-keys.ts';
import { migrationNames } from '../../database/migrate.ts';
import { openReadiness } from '../../database/readiness.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';

let database: FreshDatabase;
let owner: pg.Client;
const opened: Database[] = [];
beforeEach(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterEach(async () => {
  for (const db of opened.splice(0)) await db.close();
  await owner.end();
  await database.drop();
});

/** As a process that has just started would ask. */
const readiness = (url = database.appUrl, secret = database.secret) => {
  const db = connect({ url, secret });
  opened.push(db);
  return openReadiness(db);
};
const lackNow = () => readiness().lack();

it('nothing is amiss with a registry at work', async () => {
  expect(await lackNow()).toBeNull();
});

it('a migration that the code needs and the registry lacks is said; one that the code does not know is not', async () => {
  await owner.query(`insert into kysely_migration values ('9999-later', now()::text)`);
  expect(await lackNow()).toBeNull();
  await owner.query('delete from kysely_migration where name = $1', [migrationNames.at(-1)]);
  expect(await lackNow()).toBe('schema');
});

it('a server that takes no writes, as a replica does, is said', async () => {
  const name = new URL(database.ownerUrl).pathname.slice(1);
  await owner.query(`alter database ${name} set default_transaction_read_only = on`);
  expect(await lackNow()).toBe('writable');
});

describe('a server that comes and goes', () => {
  let gate: net.Server;
  const sockets = new Set<net.Socket>();
  const at = new URL('postgres://127.0.0.1');
  const open = (port = 0): Promise<void> =>
    new Promise((resolve) => {
      gate = net.createServer((socket) => {
        const { hostname, port: to } = new URL(database.appUrl);
        const server = net.connect(Number(to), hostname);
        for (const [one, other] of [
          [socket, server],
          [server, socket],
        ] as const) {
          sockets.add(one);
          one.pipe(other);
          one.on('error', () => other.destroy());
        }
      });
      gate.listen(port, '127.0.0.1', resolve);
    });
  const shut = (): Promise<void> =>
    new Promise((resolve) => {
      gate.close(() => resolve());
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    });
  const through = (port: number): string => {
    const url = new URL(database.appUrl);
    [url.hostname, url.port] = [at.hostname, String(port)];
    return url.toString();
  };
  afterEach(() => shut());

  it('is away and then there again, for the same process', async () => {
    await open();
    const { port } = gate.address() as net.AddressInfo;
    const watched = readiness(through(port));
    expect(await watched.lack()).toBeNull();
    await shut();
    expect(await watched.lack()).toBe('database');
    await open(port);
    await eventually(watched.lack, (lack) => lack === null);
  });

  it('and holds keys that this secret does not open, is no server for this process', async () => {
    const keeper = connect({ url: database.ownerUrl, secret: database.secret });
    opened.push(keeper);
    await keepFirstKeys(keeper, database.secret);
    await open();
    const { port } = gate.address() as net.AddressInfo;
    await shut();
    const watched = readiness(through(port), 'another secret, which opens nothing of it');
    expect(await watched.lack()).toBe('database');
    await open(port);
    expect(await watched.lack()).toBe('secret');
  });

  it('but answers nothing, is as good as away', async () => {
    gate = net.createServer((socket) => void sockets.add(socket));
    await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
    const { port } = gate.address() as net.AddressInfo;
    expect(await readiness(through(port)).lack()).toBe('database');
    await shut();
    await open();
  });
});

/** A disk of 512 KiB; null where we may not mount one. */
function tinyDisk(): string | null {
  const place = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'muster-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', place], { stdio: 'ignore' });
    return place;
  } catch {
    rmSync(place, { recursive: true });
    return null;
  }
}
const disk = tinyDisk();

it.skipIf(disk === null)('a disk without room is said', async () => {
  const place = disk ?? '';
  const { rows } = await owner.query<{ folder: string }>(
    `select current_setting('data_directory') as folder`,
  );
  const { uid, gid } = statSync(rows[0]?.folder ?? '');
  chownSync(place, uid, gid);
  chmodSync(place, 0o700);
  const name = new URL(database.ownerUrl).pathname.slice(1);
  const space = `tiny_${process.pid}`;
  try {
    await owner.query(`create tablespace ${space} location '${place}'`);
    await owner.query(`grant create on tablespace ${space} to public`);
    await owner.query(`alter database ${name} set temp_tablespaces = ${space}`);
    expect(await lackNow()).toBe('disk');
  } finally {
    for (const db of opened.splice(0)) await db.close();
    await owner.query(`drop tablespace if exists ${space}`).catch(() => undefined);
    execFileSync('umount', ['-l', place]);
    rmSync(place, { recursive: true, force: true });
  }
});
