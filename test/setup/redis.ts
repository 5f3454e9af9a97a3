/** A real Redis on a free port, with every write kept, as a deployment should run it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../bin/free-port.ts';
import { environmentFor, findInstalled } from '../install/unpacked.ts';
import { redisServer } from '../install.ts';

export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** SIGKILL; its folder stays. */
  kill(): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

export interface RedisOptions {
  /** A free one unless said. */
  readonly port?: number;
  /** A new one unless said. */
  readonly folder?: string;
  /** Further words of its command line; the first may name a file of settings. */
  readonly args?: readonly string[];
}

const ready_ms = 10_000;
const keptWrites = ['--save', '', '--appendonly', 'yes'];

/** Starts a server of its own; throws with what it printed when it does not come up. */
export async function startRedis(options: RedisOptions = {}): Promise<TestRedis> {
  const folder = options.folder ?? mkdtempSync(path.join(os.tmpdir(), 'muster-redis-'));
  const port = options.port ?? (await freePort());
  const server = findServer();
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const child = spawn(server, [...(options.args ?? keptWrites), ...place], {
    env: environmentFor(server),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000);
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  const stop = async (): Promise<void> => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  // A test process that ends early must not leave its server behind.
  process.once('exit', () => child.kill('SIGKILL'));
  for (const deadline = Date.now() + ready_ms; Date.now() < deadline && child.exitCode === null; ) {
    if (await answersPing(port)) return { url: `redis://127.0.0.1:${port}`, port, kill, stop };
    await wait(20);
  }
  await stop();
  throw new Error(`redis-server did not start:\n${output}`);
}

function findServer(): string {
  const found = findInstalled(redisServer.files);
  if (found === undefined) throw new Error('redis-server is missing: npm test installs it');
  return found;
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    const answer = (isReady: boolean): void => {
      socket.destroy();
      resolve(isReady);
    };
    // One that asks for a password answers too.
    socket.once('data', (chunk) => answer(/^(\+PONG|-NOAUTH)/.test(chunk.toString())));
    socket.once('error', () => answer(false));
  });
}
