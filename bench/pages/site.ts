/** The real processes: a web process whose log says how long each answer took, and a worker that checks files meanwhile. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../bin/free-port.ts';
import { secret } from '../ground.ts';
import { password } from './registry.ts';
import type { Visitor } from './visits.ts';

export interface Site {
  readonly url: string;
  /** Server time of an answer by its request id, in ms; as logged. */
  readonly server_ms: ReadonlyMap<string, number>;
  readonly web: ChildProcess;
  stop(): Promise<void>;
}

const start = (script: string, env: NodeJS.ProcessEnv, out: 'pipe' | 'inherit'): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', script], { env, stdio: ['ignore', out, 'inherit'] });

const environment = (owner_url: string): NodeJS.ProcessEnv => ({
  ...process.env,
  ...{
    DATABASE_URL: owner_url,
    MUSTER_SECRET: secret,
    MUSTER_ALLOW_TEST_IDS: '1',
    MUSTER_DEMO: '0',
    MUSTER_TOTP: 'optional',
    // Three people ask here for all that hundreds would.
    MUSTER_REQUESTS_PER_MINUTE: '999999',
    MUSTER_FILES_PER_HOUR: '999999',
    NODE_ENV: 'production',
  },
});

export function startWorkerProcess(owner_url: string): ChildProcess {
  return start('bin/worker.ts', { ...environment(owner_url), LOG_LEVEL: 'warn' }, 'inherit');
}

export async function startSite(owner_url: string): Promise<Site> {
  const port = await freePort();
  const web = start(
    'bin/web.ts',
    { ...environment(owner_url), PORT: String(port), LOG_LEVEL: 'info' },
    'pipe',
  );
  const server_ms = new Map<string, number>();
  if (web.stdout === null) throw new Error('the web process has no output');
  createInterface({ input: web.stdout }).on('line', (line) => {
    const { request_id, ms } = JSON.parse(line) as { request_id?: string; ms?: number };
    if (request_id !== undefined && ms !== undefined) server_ms.set(request_id, ms);
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.ok) break;
    if (tries > 300) throw new Error('the web process does not answer');
    await wait(100);
  }
  const stop = async () => {
    if (web.exitCode !== null) return;
    web.kill('SIGTERM');
    await once(web, 'exit');
  };
  return { url, server_ms, web, stop };
}

/** Cookie of a session. */
export async function signIn(url: string, username: Visitor): Promise<string> {
  const page = await fetch(`${url}/sign-in`);
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const before = cookieOf(page);
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: before },
    body: new URLSearchParams({ csrf, username, password }),
  });
  if (answer.status !== 303) throw new Error(`sign-in of ${username} answered ${answer.status}`);
  return cookieOf(answer) || before;
}

const cookieOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
