/** Makes a data folder whole or not at all, and sets the owner's password without showing it to anyone. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { StartRefusal } from '../start-refusal.ts';
import { type Binaries, bareEnvironment } from './binaries.ts';
import type { SystemUser } from './place.ts';

/** Name of the owner's role and of the database, in every cluster we make. */
export const ownerName = 'postgres';
export const databaseName = 'muster';

interface ClusterOptions {
  readonly place: string;
  readonly binaries: Binaries;
  readonly user: SystemUser | undefined;
  readonly password: string;
}

/**
 * Ensures that `place/cluster` is a data folder of this version, and answers whether it was made now. It is made aside
 * and renamed when finished, so an interrupted start leaves only rubbish that the next one clears.
 */
export async function ensureCluster(options: ClusterOptions): Promise<boolean> {
  const { place, binaries, user } = options;
  const dataDir = path.join(place, 'cluster');
  clearHalfMade(place);
  if (existsSync(dataDir)) {
    requireUsable(dataDir, binaries.major);
    return false;
  }
  const half = path.join(place, `half-made-${process.pid}`);
  mkdirSync(half, { mode: 0o700 });
  chmodSync(half, 0o700);
  if (user !== undefined) chownSync(half, user.uid, user.gid);
  // C.UTF-8 and not C: under C pg_trgm finds no trigram in Chinese. Sockets are shut, so `reject` shuts the door twice.
  await run(binaries.initdb, {
    args: ['-D', half, '-U', ownerName, '-E', 'UTF8', '--locale=C.UTF-8', '--auth-local=reject'].concat(
      '--auth-host=scram-sha-256',
      '--no-instructions',
    ),
    user,
  });
  await setPassword({ ...options, dataDir: half, statements: [`create database ${databaseName}`] });
  renameSync(half, dataDir);
  return true;
}

/**
 * Sets the owner's password in a data folder whose server is stopped. It travels by a pipe to a server in single-user
 * mode: not as an argument, not in the environment, not in a file. `statements` are run after it.
 */
export async function setPassword(
  options: Omit<ClusterOptions, 'place'> & { dataDir: string; statements?: readonly string[] },
): Promise<void> {
  if (!/^[\w-]{16,}$/.test(options.password)) {
    throw new Error('the owner password must be 16 or more of A-Z a-z 0-9 _ -');
  }
  const statements = [
    `alter role ${ownerName} password '${options.password}'`,
    ...(options.statements ?? []),
  ];
  // An error must not print the statement, which holds the password.
  const quiet = ['-c', 'log_min_error_statement=panic', '-c', 'log_statement=none'];
  const output = await run(options.binaries.postgres, {
    args: ['--single', '-D', options.dataDir, ...quiet, ownerName],
    user: options.user,
    input: `${statements.join('\n')}\n`,
  });
  const wrong = /^.*\b(ERROR|FATAL|PANIC): .*$/m.exec(output)?.[0];
  if (wrong !== undefined) throw new Error(`setting up the database failed: ${wrong}`);
}

function clearHalfMade(place: string): void {
  for (const name of readdirSync(place).filter((each) => each.startsWith('half-made-'))) {
    rmSync(path.join(place, name), { recursive: true, force: true });
  }
}

function requireUsable(dataDir: string, major: number): void {
  const me = process.getuid?.() ?? 0;
  if (me !== 0 && statSync(dataDir).uid !== me) {
    throw new StartRefusal(
      `数据文件夹 ${dataDir} 属于另一个用户（可能曾以 root 启动）。请用原来的用户启动，或更换 MUSTER_DATA。`,
      `The data folder ${dataDir} belongs to another user (was it started as root?). Start as that user, or change MUSTER_DATA.`,
    );
  }
  let found: string;
  try {
    found = readFileSync(path.join(dataDir, 'PG_VERSION'), 'utf8').trim();
  } catch {
    throw new StartRefusal(
      `${dataDir} 不是 PostgreSQL 数据文件夹（缺少 PG_VERSION）。请移走它，或更换 MUSTER_DATA。`,
      `${dataDir} is not a PostgreSQL data folder (PG_VERSION is missing). Move it away, or change MUSTER_DATA.`,
    );
  }
  if (found !== String(major)) {
    throw new StartRefusal(
      `数据文件夹 ${dataDir} 由 PostgreSQL ${found} 建立，而安装的是 ${major}。请用旧版本导出数据后再导入，或设置 DATABASE_URL。`,
      `The data folder ${dataDir} was made by PostgreSQL ${found}, but ${major} is installed. Dump it with the old version and restore it, or set DATABASE_URL.`,
    );
  }
}

interface RunOptions {
  readonly args: readonly string[];
  readonly user: SystemUser | undefined;
  readonly input?: string;
}

/** Runs a program to its end and answers what it printed; throws with that when it fails. */
function run(program: string, { args, user, input }: RunOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    // Detached: Ctrl-C must not reach it half-way.
    const child = spawn(program, args, { env: bareEnvironment, cwd: '/', detached: true, ...user });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve(output);
      else reject(new Error(`${path.basename(program)} ended with status ${status}:\n${output.trim()}`));
    });
    // A program that ends before it read everything says why by its status.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}
