import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beginningOf, until } from '../../bin/postgres/processes.ts';
import { type Supervisor, type SupervisorOptions, supervise } from '../../bin/supervisor.ts';

// Real processes on a busy machine; none of this is about speed.
vi.setConfig({ testTimeout: 120_000 });

const limit_ms = 20_000;
let folder: string;
let lines: string[];
let supervisors: Supervisor[];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'muster-supervisor-'));
  lines = [];
  supervisors = [];
});
afterEach(async () => {
  for (const each of supervisors) {
    each.stop();
    each.stop();
    await each.ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

function run(commands: Record<string, string>, options: Partial<SupervisorOptions> = {}): Supervisor {
  const supervisor = supervise({
    commands: new Map(Object.entries(commands)),
    env: process.env,
    print: (line) => lines.push(line),
    first_pause_ms: 50,
    ...options,
  });
  supervisors.push(supervisor);
  return supervisor;
}

const program = path.join(import.meta.dirname, 'fixtures/child.ts');
const diary = (): string => path.join(folder, 'diary');
const child = (how: string): string => `node --import tsx ${program} ${how} ${diary()}`;
const printed = (text: string): number => lines.filter((line) => line.includes(text)).length;
const seen = (text: string, times = 1): Promise<boolean> => until(() => printed(text) >= times, limit_ms);
const pidPrintedBy = (name: string): number =>
  Number(/ (\d+)$/.exec(lines.findLast((line) => line.startsWith(`${name} | began`)) ?? '')?.[1]);

test('output is named line by line, from both streams', async () => {
  const { ended } = run({ web: 'sh -c "echo one; echo two >&2; exit 0"' });
  await ended;
  expect(lines.filter((line) => line.startsWith('web | ')).sort()).toEqual(['web | one', 'web | two']);
});

test('a crashed process is started again, after longer and longer pauses, and the others stay', async () => {
  run({ web: 'sh -c "echo began $$; sleep 60; true"', worker: 'sh -c "exit 3"' });
  expect(await seen('worker 崩溃', 3)).toBe(true);
  const pauses = lines.map((line) => /again in (\d+) ms/.exec(line)?.[1]).filter(Boolean);
  expect(pauses.slice(0, 3)).toEqual(['50', '100', '200']);
  expect(printed('web | began')).toBe(1);
  expect(beginningOf(pidPrintedBy('web'))).toBeDefined();
});

test('a process killed by the system is started again', async () => {
  run({ web: 'sh -c "echo began $$; sleep 60; true"' });
  await seen('web | began');
  process.kill(pidPrintedBy('web'), 'SIGKILL');
  expect(await seen('web | began', 2)).toBe(true);
  expect(printed('crashed (SIGKILL)')).toBe(1);
});

test('what a crashed process had started does not outlive it', async () => {
  run({ worker: 'sh -c "sleep 60 & echo began $!; exit 3"' }, { first_pause_ms: 60_000 });
  await seen('worker 崩溃');
  expect(beginningOf(pidPrintedBy('worker'))).toBeUndefined();
});

test('a stop lets every process close in its own way', async () => {
  const supervisor = run({ web: child('serve'), worker: child('serve') });
  expect(await seen('web | began')).toBe(true);
  expect(await seen('worker | began')).toBe(true);
  supervisor.stop();
  expect(await supervisor.ended).toBe(0);
  expect(readFileSync(diary(), 'utf8').match(/^closed$/gm)).toHaveLength(2);
  expect(beginningOf(pidPrintedBy('web'))).toBeUndefined();
});

test('a stop that comes while a process still opens closes it once it is open', async () => {
  const supervisor = run({ web: child('slow') });
  expect(await seen('web | began')).toBe(true);
  supervisor.stop();
  expect(await supervisor.ended).toBe(0);
  expect(readFileSync(diary(), 'utf8')).toContain('closed');
});

test('a stop during the pause after a crash starts nothing more', async () => {
  const supervisor = run({ worker: 'sh -c "exit 3"' }, { first_pause_ms: 60_000 });
  await seen('worker 崩溃');
  supervisor.stop();
  expect(await supervisor.ended).toBe(0);
});

test('a process that ignores the stop is ended when its time is over', async () => {
  const deaf = `sh -c "trap '' TERM; echo began $$; while true; do sleep 1; done"`;
  const supervisor = run({ web: deaf }, { grace_ms: 300 });
  await seen('web | began');
  supervisor.stop();
  expect(await supervisor.ended).toBe(0);
  expect(beginningOf(pidPrintedBy('web'))).toBeUndefined();
});

test('a second stop ends it at once', async () => {
  const deaf = `sh -c "trap '' TERM; echo began $$; while true; do sleep 1; done"`;
  const supervisor = run({ web: deaf }, { grace_ms: 3_600_000 });
  await seen('web | began');
  supervisor.stop();
  supervisor.stop();
  expect(await supervisor.ended).toBe(0);
});

test.each([
  ['has wrong settings', 'refuse', 78, 'wrong setting'],
  ['finds its port taken', 'port', 98, 'port taken'],
])('a process that %s stops everything with its own words', async (_, how, status, words) => {
  const supervisor = run({ web: child(how), worker: 'sh -c "echo began $$; sleep 60; true"' });
  expect(await supervisor.ended).toBe(status);
  expect(lines).toContain(`web | ${words}`);
  expect(beginningOf(pidPrintedBy('worker'))).toBeUndefined();
});

test('a process that finishes by itself stops the others', async () => {
  const supervisor = run({ web: 'sh -c "exit 0"', worker: 'sh -c "sleep 60; true"' });
  expect(await supervisor.ended).toBe(0);
  expect(printed('web 已结束')).toBe(1);
});

test('a command that does not exist is said so', async () => {
  run({ web: 'no-such-program-of-ours' });
  expect(await seen('not found')).toBe(true);
});

test('when the supervisor is killed, its processes close by themselves', async () => {
  const holder = path.join(import.meta.dirname, 'fixtures/hold-supervisor.ts');
  const parent = spawn(process.execPath, ['--import', 'tsx', holder, child('serve')], { stdio: 'ignore' });
  const read = (): string => {
    try {
      return readFileSync(diary(), 'utf8');
    } catch {
      return '';
    }
  };
  expect(await until(() => /^began \d+$/m.test(read()), limit_ms)).toBe(true);
  const pid = Number(/^began (\d+)$/m.exec(read())?.[1]);
  parent.kill('SIGKILL');
  expect(await until(() => beginningOf(pid) === undefined, limit_ms)).toBe(true);
  expect(read()).toContain('closed');
});
