/** Sees to it that the programs the tests need are there: takes what exists, installs as root, unpacks otherwise. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findInstalled, unpackedFolder } from './install/unpacked.ts';

interface Need {
  /** Debian's name for it. */
  readonly name: string;
  /** Any of these files shows that it is there. */
  readonly files: readonly string[];
}

export const redisServer: Need = {
  name: 'redis-server',
  files: ['/usr/bin/redis-server', '/usr/local/bin/redis-server'],
};
export const chromium: Need = {
  name: 'chromium',
  // Debian's /usr/bin/chromium is a script that looks into /etc, which an unpacked one has not.
  files: ['/usr/lib/chromium/chromium', '/usr/bin/chromium', '/usr/bin/google-chrome'],
};
export const libreOffice: Need = {
  name: 'libreoffice-calc-nogui',
  // The script at /usr/bin points there, but not in a folder into which packages were only unpacked.
  files: ['/usr/lib/libreoffice/program/soffice', '/usr/bin/soffice'],
};
const chineseFont: Need = {
  name: 'fonts-wqy-zenhei',
  files: ['/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc'],
};

/** Sets the clock of whatever is started with it. */
export const fakeTime: Need = {
  name: 'libfaketime',
  files: ['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`),
};

const needs = [redisServer, chromium, chineseFont, libreOffice, fakeTime];

class InstallFailure extends Error {}

/** Ensures all of them, saying in a line each what it does; throws an InstallFailure that names what is missing. */
export function installWhatTestsNeed(say: (line: string) => void): void {
  const missing: string[] = [];
  for (const need of needs) {
    const found = findInstalled(need.files);
    if (found === undefined) missing.push(need.name);
    else say(`${need.name}: ${found}`);
  }
  if (missing.length === 0) return;
  if (process.getuid?.() === 0) installAsRoot(missing, say);
  else unpackAsUser(missing, say);
  const still = needs.filter(({ files }) => findInstalled(files) === undefined);
  if (still.length > 0)
    throw missingPackages(
      still.map(({ name }) => name),
      'not there after installing',
    );
}

/** Without it apt-get takes an unreachable mirror for an empty one. */
const strictly = ['-o', 'APT::Update::Error-Mode=any'];

function installAsRoot(names: readonly string[], say: (line: string) => void): void {
  say(`installing with apt-get: ${names.join(', ')}`);
  apt([...strictly, 'update'], names);
  apt(['install', '-y', '--no-install-recommends', ...names], names);
}

/** Lists, downloads and unpacks into our own folder; nothing of the system is changed. */
function unpackAsUser(names: readonly string[], say: (line: string) => void): void {
  say(`not root: unpacking into ${unpackedFolder}: ${names.join(', ')}`);
  const work = mkdtempSync(path.join(os.tmpdir(), 'muster-packages-'));
  try {
    for (const folder of ['lists/partial', 'cache/archives/partial']) {
      mkdirSync(path.join(work, folder), { recursive: true });
    }
    const own = ['-o', `Dir::State::Lists=${work}/lists`, '-o', `Dir::Cache=${work}/cache`];
    apt([...own, ...strictly, 'update'], names);
    // The plan of an installation names exactly the packages, libraries included, that this machine lacks.
    const plan = apt([...own, '--simulate', 'install', '--no-install-recommends', ...names], names);
    const wanted = [...plan.matchAll(/^Inst (\S+)/gm)].flatMap(([, name]) => name ?? []);
    say(`downloading ${wanted.length} packages`);
    apt([...own, 'download', ...wanted], names, work);
    mkdirSync(unpackedFolder, { recursive: true });
    for (const file of readdirSync(work).filter((each) => each.endsWith('.deb'))) {
      run('dpkg-deb', ['-x', path.join(work, file), unpackedFolder], names);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function apt(args: readonly string[], names: readonly string[], folder = process.cwd()): string {
  return run('apt-get', ['-qq', '-o', 'Acquire::Retries=2', ...args], names, folder);
}

function run(program: string, args: readonly string[], names: readonly string[], folder?: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
    ...(folder === undefined ? {} : { cwd: folder }),
  });
  if (status === 0) return stdout;
  const lines = `${stderr}${stdout}`.trim().split('\n');
  const errors = lines.filter((line) => /^(E|W|dpkg-deb): /.test(line));
  const reason = error?.message ?? (errors.length > 0 ? errors : lines).slice(-6).join('\n');
  throw missingPackages(names, `${program} failed: ${reason}`);
}

function missingPackages(names: readonly string[], reason: string): InstallFailure {
  return new InstallFailure(
    `The tests need ${names.join(', ')}, and could not install that: ${reason}\n` +
      `Install it by hand (Debian: apt-get install ${names.join(' ')}), or run the tests that don't need it: npx vitest run test/FOLDER`,
  );
}
