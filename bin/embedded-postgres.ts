/** Runs a real PostgreSQL of our own from the installed programs, and brings it back after anything that killed it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, fchownSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { type Binaries, bareEnvironment, findBinaries } from './postgres/binaries.ts';
import { databaseName, ensureCluster, ownerName, setPassword } from './postgres/cluster.ts';
import { claim, digestOf, isHeld, recall, remember } from './postgres/memory.ts';
import { findPlace, type Place, placeOf } from './postgres/place.ts';
import { endServerIn, postmasterOf, until } from './postgres/processes.ts';

export interface EmbeddedPostgresOptions {
  /** Folder for the data; made when missing. When its parents shut out PostgreSQL's user, the data lies elsewhere and `log` says where. */
  readonly data: string;
  /** The owner's password: 16 or more of A-Z a-z 0-9 _ -. Another one than last time is simply set. */
  readonly password: string;
  /** Default: the one of last time if it is still free, else a free one. */
  readonly port?: number;
  readonly log?: (line: string) => void;
  /** PostgreSQL settings that replace or add to ours. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where root's data goes when PostgreSQL's user can't enter `data`. */
  readonly elsewhere?: readonly string[];
  /** The platform package's folder with the programs. Default: the installed one. */
  readonly programs?: string;
}

export interface EmbeddedPostgres {
  /** Of the owner, a superuser, to the database `muster`. Holds the password: never log it. */
  readonly url: string;
  readonly port: number;
  /** PostgreSQL's own data folder. */
  readonly dataDir: string;
  /** Ends the server within 20 s, cleanly if it lets itself. Safe to call twice. */
  stop(): Promise<void>;
}

const ready_ms = 60_000;
const longest_pause_ms = 10_000;
const log_limit_bytes = 10 * 1024 * 1024;

/** For a small machine. fsync stays on: what got a receipt must outlive a power cut. */
const ourSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  // Details of an error quote whole rows, with names in them.
  log_error_verbosity: 'terse',
};

interface Server {
  readonly place: Place;
  readonly binaries: Binaries;
  readonly dataDir: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Starts the server, making its data folder the first time (1 to 2 s; later 0.1 to 0.3 s; after a crash 1 to 2 s). An
 * orphan of a killed parent is ended first; a server that dies later is started again on the same port. Throws FolderHeld
 * when another process holds the folder, or a StartRefusal when its version differs, or no place or program is found.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const place = findPlace(path.resolve(options.data), options.elsewhere);
  if (place.isElsewhere) {
    log(`数据在 ${place.folder}：PostgreSQL 用户进不了 ${path.resolve(options.data)}`);
    log(`data is in ${place.folder}: PostgreSQL's user can't enter ${path.resolve(options.data)}`);
  }
  const release = claim(place.folder);
  try {
    const server = await prepare(options, place, log);
    return await keep(server, options.password, log, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function prepare(
  options: EmbeddedPostgresOptions,
  place: Place,
  log: (line: string) => void,
): Promise<Server> {
  const dataDir = path.join(place.folder, 'cluster');
  const orphans = existsSync(dataDir) ? await endServerIn(dataDir) : 0;
  if (orphans > 0) log(`ended the PostgreSQL that an earlier start left behind (${orphans} processes)`);
  const binaries = findBinaries(place.folder, place.user, options.programs);
  const memory = recall(place.folder);
  const digest = digestOf(options.password);
  const setup = { place: place.folder, binaries, user: place.user, password: options.password };
  const isNew = await ensureCluster(setup);
  if (!isNew && memory.password_digest !== digest) await setPassword({ ...setup, dataDir });
  // The same port as last time, so that a tool pointed at it goes on working.
  const port = options.port ?? (await freePort(memory.port));
  remember(place.folder, { port, password_digest: digest });
  return { place, binaries, dataDir, port, settings: { ...ourSettings, ...options.settings } };
}

/** Starts the server and keeps it up until it is stopped on purpose. */
async function keep(
  server: Server,
  password: string,
  log: (line: string) => void,
  release: () => void,
): Promise<EmbeddedPostgres> {
  let child = await launch(server);
  let isStopping = false;
  let comingBack: Promise<void> = Promise.resolve();
  const watch = (): void => {
    child.once('exit', (status, name) => {
      if (isStopping) return;
      log(`PostgreSQL ended by itself (${name ?? `status ${status}`}); starting it again`);
      comingBack = comeBack();
    });
  };
  const comeBack = async (): Promise<void> => {
    for (let pause_ms = 100; !isStopping; pause_ms = Math.min(pause_ms * 2, longest_pause_ms)) {
      try {
        await endServerIn(server.dataDir);
        child = await launch(server);
        watch();
        log('PostgreSQL is back');
        return;
      } catch (error) {
        log(`PostgreSQL does not start: ${error instanceof Error ? error.message : String(error)}`);
        await wait(pause_ms);
      }
    }
  };
  watch();
  let stopped: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    isStopping = true;
    await comingBack;
    await endServerIn(server.dataDir);
    release();
  };
  // Once only: by a second call the folder may be another start's.
  const stop = (): Promise<void> => {
    stopped ??= end();
    return stopped;
  };
  return { url: urlOf(server.port, password), port: server.port, dataDir: server.dataDir, stop };
}

/** The owner's connection string of the server that another process runs in this folder; undefined when none does. */
export function runningUrl(data: string, password: string): string | undefined {
  const place = placeOf(path.resolve(data));
  const { port } = recall(place);
  const isRunning = postmasterOf(path.join(place, 'cluster'))?.status === 'ready' && isHeld(place);
  return port !== undefined && isRunning ? urlOf(port, password) : undefined;
}

const urlOf = (port: number, password: string): string =>
  `postgresql://${ownerName}:${password}@127.0.0.1:${port}/${databaseName}`;

/** Starts one postmaster and waits until it takes connections. */
async function launch({ place, binaries, dataDir, port, settings }: Server): Promise<ChildProcess> {
  const logFile = path.join(place.folder, 'postgres.log');
  const output = openLog(logFile, place);
  const assignments = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached: Ctrl-C in the terminal reaches web and worker, which still need their database to close in order.
  const child = spawn(binaries.postgres, ['-D', dataDir, '-p', String(port), ...assignments], {
    env: bareEnvironment,
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
    ...place.user,
  });
  closeSync(output);
  let failure: string | undefined;
  child.once('error', (error) => {
    failure = error.message;
  });
  const isOver = (): boolean => failure !== undefined || child.exitCode !== null || child.signalCode !== null;
  const isReady = (): boolean => {
    const postmaster = postmasterOf(dataDir);
    return postmaster?.pid === child.pid && postmaster?.status === 'ready';
  };
  await until(() => isOver() || isReady(), ready_ms);
  if (!isOver() && isReady()) return child;
  child.kill('SIGQUIT');
  throw new Error(`${failure ?? 'PostgreSQL did not start'}; the end of ${logFile}:\n${lastLines(logFile)}`);
}

function openLog(file: string, { user }: Place): number {
  if (existsSync(file) && statSync(file).size > log_limit_bytes) renameSync(file, `${file}.1`);
  const descriptor = openSync(file, 'a', 0o600);
  if (user !== undefined) fchownSync(descriptor, user.uid, user.gid);
  return descriptor;
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
}
