/** The real processes: web processes whose log says how long each answer took, and workers, as the Procfile starts them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../bin/free-port.ts';
import { secret } from './ground.ts';
import { end, orElse } from './leftovers.ts';

export interface Site {
  readonly url: string;
  /** Server time of an answer by its request id, in ms; as logged at level `info`. */
  readonly server_ms: ReadonlyMap<string, number>;
  readonly web: ChildProcess;
  stop(): Promise<void>;
}

function start(args: readonly string[], env: NodeJS.ProcessEnv, out: 'pipe' | 'inherit'): ChildProcess {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', out, 'inherit'] });
  child.once(
    'exit',
    orElse(() => end(child.pid)),
  );
  return child;
}

/** A few accounts at one address ask here for all that a province would. */
const unlimited = '999999';

const environment = (owner_url: string): NodeJS.ProcessEnv => ({
  ...process.env,
  DATABASE_URL: owner_url,
  MUSTER_SECRET: secret,
  MUSTER_ALLOW_TEST_IDS: '1',
  MUSTER_DEMO: '0',
  MUSTER_TOTP: 'optional',
  MUSTER_REQUESTS_PER_MINUTE: unlimited,
  MUSTER_STRANGER_REQUESTS_PER_MINUTE: unlimited,
  MUSTER_FILES_PER_HOUR: unlimited,
  MUSTER_SIGN_INS_PER_QUARTER: unlimited,
  NODE_ENV: 'production',
});

/** `env` adds to the settings, such as `REDIS_URL`. */
export function startWorkerProcess(owner_url: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
  const args = ['--max-semi-space-size=32', 'bin/worker.js'];
  return start(args, { ...environment(owner_url), LOG_LEVEL: 'warn', ...env }, 'inherit');
}

/** A start takes seconds; on a machine that others load, minutes. */
const start_ms = 180_000;

export async function startSite(owner_url: string, env: NodeJS.ProcessEnv = {}): Promise<Site> {
  const port = await freePort();
  const settings = { ...environment(owner_url), PORT: String(port), LOG_LEVEL: 'info', ...env };
  const web = start(['bin/web.js'], settings, 'pipe');
  const server_ms = new Map<string, number>();
  if (web.stdout === null) throw new Error('the web process has no output');
  createInterface({ input: web.stdout }).on('line', (line) => {
    const { level, request_id, ms } = JSON.parse(line) as LogLine;
    if (request_id !== undefined && ms !== undefined) server_ms.set(request_id, ms);
    if (Number(level) >= error_level) console.error(line);
  });
  const url = `http://127.0.0.1:${port}`;
  const patience = performance.now() + start_ms;
  while (!(await fetch(`${url}/healthz`).catch(() => null))?.ok) {
    if (web.exitCode !== null) throw new Error(`the web process ended with ${web.exitCode}`);
    if (performance.now() > patience) throw new Error('the web process does not answer');
    await wait(100);
  }
  return { url, server_ms, web, stop: () => endProcess(web) };
}

interface LogLine {
  readonly level?: number;
  readonly request_id?: string;
  readonly ms?: number;
}
/** As pino counts. */
const error_level = 50;

/** Asks a process to end in order, and resolves when it has. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await ended;
  clearTimeout(patience);
}

/** Cookie of a session. */
export async function signIn(url: string, username: string, password: string): Promise<string> {
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
