/**
 * Any hostile file ends `muster check --json` within 10 s and 600 MiB, with a refusal or row errors, never with a stack
 * trace. Each is given to the real command by itself, as a stranger's file would be.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { familyOf } from '../../bench/intake/cost.ts';
import { hostileFiles, largeGoodFile } from './hostile-files.ts';

vi.setConfig({ testTimeout: 120_000 });

const mostSeconds = 10;
const mostMebibytes = 600;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-hostile-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
  /** Of the largest of its processes. */
  readonly peak_mib: number;
}

/** Peak memory of a process in MiB so far; 0 when it is gone. */
function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function check(file: string): Promise<Ended> {
  const child = spawn(process.execPath, ['bin/muster.js', 'check', '--json', '--allow-test-ids', file]);
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const began = performance.now();
  let peak_mib = 0;
  const watching = setInterval(() => {
    for (const pid of familyOf(child.pid ?? 0)) peak_mib = Math.max(peak_mib, peakOf(pid));
  }, 20);
  return new Promise((resolve) => {
    child.once('close', (status) => {
      clearInterval(watching);
      resolve({
        ...{ status, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') },
        ...{ seconds: (performance.now() - began) / 1000, peak_mib },
      });
    });
  });
}

async function checked(name: string, bytes: Buffer): Promise<Ended> {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  try {
    return await check(file);
  } finally {
    rmSync(file);
  }
}

describe('muster check', () => {
  test.each(Object.keys(hostileFiles))('%s is told what is wrong with it, within bounds', async (name) => {
    const { status, out, err, seconds, peak_mib } = await checked(
      name,
      hostileFiles[name]?.() ?? Buffer.of(),
    );
    expect([1, 2]).toContain(status);
    const verdict = JSON.parse(out) as { errors: number; refusal?: { code: string; message: string } };
    expect(verdict.refusal?.message ?? verdict.errors).toBeTruthy();
    expect(err).toBe('');
    expect(out).not.toMatch(/\n\s+at /);
    expect(seconds).toBeLessThan(mostSeconds);
    expect(peak_mib).toBeLessThan(mostMebibytes);
  });

  test('a good file of 100,000 rows is read within the same bounds', async () => {
    const { status, out, seconds, peak_mib } = await checked('large.xlsx', largeGoodFile());
    expect(JSON.parse(out)).toMatchObject({ rows: 100_000, errors: 0 });
    expect(status).toBe(0);
    expect(peak_mib).toBeLessThan(mostMebibytes);
    expect(seconds).toBeLessThan(2 * mostSeconds);
  });
});
