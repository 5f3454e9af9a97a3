import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runningUrl } from '../../bin/embedded-postgres.ts';
import { freePort } from '../../bin/free-port.ts';
import { beginningOf, postmasterOf, processesAtHomeIn, until } from '../../bin/postgres/processes.ts';
import { embeddedFolder } from '../../bin/registry-urls.ts';
import { ownerPassword } from '../../bin/secret.ts';

const project = path.join(import.meta.dirname, '../..');
/** A year of the demo is played before the first page; beside other tests that takes its time. */
const ready_ms = 180_000;
/** What doesn't look at the demo needn't wait for it. */
const bare = { MUSTER_DEMO: '0' };
let data: string;
let port: number;
let starts: Start[];

interface Start {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  /** Everything printed so far. */
  output(): string;
}

beforeEach(async () => {
  data = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'muster-start-'));
  chmodSync(data, 0o755);
  port = await freePort();
  starts = [];
});
afterEach(async () => {
  for (const { child, ended } of starts) {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
  }
  rmSync(data, { recursive: true, force: true });
});

/** As typed in a terminal: npm, its shell and the start are one process group. */
function start(env: NodeJS.ProcessEnv = {}): Start {
  const child = spawn('npm', ['start'], {
    cwd: project,
    detached: true,
    env: { ...process.env, MUSTER_DATA: data, PORT: String(port), ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const started = { child, ended, output: () => output };
  starts.push(started);
  return started;
}

const says = (one: Start, text: string): Promise<boolean> =>
  until(() => one.output().includes(text), ready_ms);
const serves = (one: Start): Promise<boolean> => says(one, `Muster: http://127.0.0.1:${port}`);

/** Numbers of everything that `npm start` began, found by the data folder in their environment. */
function processesOfStart(): number[] {
  return processesAtHomeIn(realpathSync(project)).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`MUSTER_DATA=${data}\0`);
    } catch {
      return false;
    }
  });
}

async function ask(sql: string): Promise<unknown> {
  const secret = readFileSync(path.join(data, 'secret'), 'utf8').trim();
  const client = new pg.Client({ connectionString: runningUrl(embeddedFolder(data), ownerPassword(secret)) });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

test('it serves the demo, ends all on one Ctrl-C, and keeps the data for the next start', async () => {
  const first = start();
  expect(await serves(first), first.output()).toBe(true);
  expect(first.output()).toContain('lixia-sy');
  expect(await says(first, 'worker started')).toBe(true);
  const accounts = await ask('select count(*)::int from accounts');
  expect(accounts).toBeGreaterThan(10);
  await ask('create table kept ()');
  process.kill(-(first.child.pid ?? 0), 'SIGINT');
  await first.ended;
  expect(first.output()).toContain('worker stopped');
  expect(first.output()).toContain('已停止 stopped');
  expect(first.output()).not.toContain('ending at once');
  expect(processesOfStart()).toEqual([]);
  expect(processesAtHomeIn(path.join(data, 'postgres/cluster'))).toEqual([]);

  const second = start();
  expect(await serves(second), second.output()).toBe(true);
  expect(second.output()).not.toContain('loaded the demo province');
  expect(await ask(`select to_regclass('kept')::text`)).toBe('kept');
  expect(await ask('select count(*)::int from accounts')).toBe(accounts);
}, 480_000);

test('after a kill of everything, web and worker close by themselves and the next start recovers', async () => {
  const first = start(bare);
  expect(await serves(first), first.output()).toBe(true);
  await ask('create table kept ()');
  process.kill(-(first.child.pid ?? 0), 'SIGKILL');
  await first.ended;
  expect(await until(() => processesOfStart().length === 0, 20_000)).toBe(true);
  const orphans = processesAtHomeIn(path.join(data, 'postgres/cluster'));
  expect(orphans.length).toBeGreaterThan(0);

  const second = start(bare);
  expect(await serves(second), second.output()).toBe(true);
  expect(second.output()).toContain('an earlier start left behind');
  expect(orphans.map(beginningOf)).toEqual(orphans.map(() => undefined));
  expect(await ask(`select to_regclass('kept')::text`)).toBe('kept');
}, 480_000);

test('a killed PostgreSQL and a killed worker come back while it serves', async () => {
  const one = start(bare);
  expect(await serves(one), one.output()).toBe(true);
  expect(await says(one, 'worker started')).toBe(true);
  process.kill(postmasterOf(path.join(data, 'postgres/cluster'))?.pid ?? 0, 'SIGKILL');
  expect(await says(one, 'PostgreSQL is back')).toBe(true);
  const worker = processesOfStart().find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('bin/worker.js'),
  );
  process.kill(worker ?? 0, 'SIGKILL');
  expect(await says(one, 'worker 崩溃')).toBe(true);
  expect(await until(() => one.output().split('worker started').length === 3, ready_ms)).toBe(true);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
}, 480_000);

test('a kill of npm alone ends everything, and a start at once waits for it', async () => {
  const first = start(bare);
  expect(await serves(first), first.output()).toBe(true);
  first.child.kill('SIGKILL');
  const second = start(bare);
  expect(await serves(second), second.output()).toBe(true);
  expect(first.output()).toContain('已停止 stopped');
}, 480_000);

test('a taken port is said with its setting before anything is started', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.listen(port, '127.0.0.1', resolve);
  });
  const { ended, output } = start();
  expect(await ended).toBe(1);
  expect(output()).toContain(
    `Port ${port} on 127.0.0.1 is taken. Stop what uses it, or set another with PORT`,
  );
  expect(output()).not.toContain('postgres |');
  other.close();
});

test('a wrong setting stops it with its name', async () => {
  const { ended, output } = start({ WORKER_CONCURRENCY: 'many' });
  expect(await ended).toBe(1);
  expect(output()).toContain('WORKER_CONCURRENCY: found "many", expected a whole number from 1 to 64');
});

test('a stop while it still starts leaves nothing behind', async () => {
  const early = start();
  expect(await says(early, 'postgres | 127.0.0.1')).toBe(true);
  process.kill(-(early.child.pid ?? 0), 'SIGINT');
  await early.ended;
  expect(early.output()).toContain('已停止 stopped');
  expect(processesOfStart()).toEqual([]);
  expect(processesAtHomeIn(path.join(data, 'postgres/cluster'))).toEqual([]);
}, 60_000);
