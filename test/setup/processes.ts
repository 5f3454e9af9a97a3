/** Web and worker as the Procfile starts them, over a database of a test, with every line that they log. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { freePort } from '../../bin/free-port.ts';
import { readProcfile } from '../../bin/procfile.ts';
import type { FreshDatabase } from './database.ts';
import { eventually } from './eventually.ts';

export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string; readonly name: string };

export interface RunningProcess {
  readonly child: ChildProcess;
  /** What it logged so far; what isn't JSON is left out. */
  lines(): LogLine[];
  /** All that it wrote to standard output and error. */
  output(): string;
  /** The line, once it is written. */
  says(msg: string, within_ms?: number): Promise<LogLine>;
  /** Sends the signal and resolves with the exit status once it is gone. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** `folder` holds the version, this one unless said; `env` is added to what every process of the database needs. */
export function startProcess(
  entry: 'web' | 'worker',
  database: Pick<FreshDatabase, 'appUrl' | 'secret'>,
  env: NodeJS.ProcessEnv = {},
  folder = process.cwd(),
): RunningProcess {
  const [, ...words] = (readProcfile(path.join(folder, 'Procfile')).get(entry) ?? '').split(' ');
  const child = spawn(process.execPath, words, {
    cwd: folder,
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, MUSTER_ALLOW_TEST_IDS: '1' },
      ...{ DATABASE_APP_URL: database.appUrl, MUSTER_SECRET: database.secret, LOG_LEVEL: 'debug' },
      // Signing in with the password alone, for whatever tier.
      ...{ MUSTER_TOTP: 'optional' },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const lines = (): LogLine[] =>
    output
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as LogLine);
  return {
    ...{ child, lines, output: () => output },
    says: async (msg, within_ms = 120_000) => {
      const found = await eventually(
        () => lines().find((line) => line.msg === msg) ?? output.slice(-2_000),
        (line) => typeof line !== 'string',
        within_ms,
      );
      return found as LogLine;
    },
    end: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return await ended;
    },
  };
}

export interface RunningWeb extends RunningProcess {
  readonly url: string;
}

/** Resolves when it serves. */
export async function startWebProcess(
  database: Pick<FreshDatabase, 'appUrl' | 'secret'>,
  env: NodeJS.ProcessEnv = {},
  folder?: string,
): Promise<RunningWeb> {
  const port = await freePort();
  const web = startProcess('web', database, { PORT: String(port), ...env }, folder);
  await web.says('serving');
  return { ...web, url: `http://127.0.0.1:${port}` };
}
