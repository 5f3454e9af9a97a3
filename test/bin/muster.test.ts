import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';

// Real processes on a busy machine; none of this is about speed.
vi.setConfig({ testTimeout: 120_000 });

const program = path.join(import.meta.dirname, '../../bin/muster.js');
let database: FreshDatabase;
let data: string;
beforeAll(async () => {
  database = await freshDatabase();
  data = mkdtempSync(path.join(os.tmpdir(), 'muster-command-'));
});
afterAll(async () => {
  rmSync(data, { recursive: true, force: true });
  await database.drop();
});

function muster(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, MUSTER_DATA: data, ...env },
  });
}

test('help names every command, in both languages', () => {
  const { status, stdout } = muster(['--help']);
  expect(status).toBe(0);
  for (const name of ['check', 'simulate', 'migrate', 'admin'])
    expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  expect(stdout).toContain('离线校验文件 check files offline');
});

test.each([[['nonsense']], [[]], [['toString']], [['migrate', '--bogus']]])(
  '%j ends with 2 and the usage',
  (args) => {
    const { status, stderr } = muster(args);
    expect(status).toBe(2);
    expect(stderr).toContain('用法 Usage: muster COMMAND');
  },
);

test('migrate works twice on a server of yours', () => {
  const env = { DATABASE_URL: database.ownerUrl, MUSTER_SECRET: database.secret };
  for (const time of ['first', 'second']) {
    const { status, stderr, stdout } = muster(['migrate'], env);
    expect(stderr, time).toBe('');
    expect(stdout, time).toContain('the database is up to date');
    expect(status, time).toBe(0);
  }
});

test('migrate without any database says how to get one', () => {
  const { status, stderr } = muster(['migrate'], { DATABASE_URL: '' });
  expect(status).toBe(78);
  expect(stderr).toContain('Run npm start in another terminal first, or set DATABASE_URL');
});

test('wrong settings end with their names', () => {
  const { status, stderr } = muster(['migrate'], { PORT: 'abc' });
  expect(status).toBe(78);
  expect(stderr).toContain('PORT: found "abc"');
});
