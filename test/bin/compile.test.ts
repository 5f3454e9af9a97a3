/** The programs as they are compiled for a release: of today or not run, and the same as from their sources, processes of their own included. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../../bin/compile.ts';
import { connect, type Database } from '../../database/connect.ts';
import { givePasswords, type Program, program } from '../review-ui/web.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { teacherRow } from '../setup/people.ts';
import { type RunningProcess, type RunningWeb, startProcess, startWebProcess } from '../setup/processes.ts';
import { openQueueOf, type TestQueue } from '../setup/queues.ts';
import { csvOf, type SeededRegistry, seedRegistry } from '../setup/registry.ts';
import { comesTo } from '../setup/working.ts';

const root = path.join(import.meta.dirname, '../..');
const rooms = ['bin', 'database', 'pipeline', 'review-ui', 'samples', 'schemas', 'workers'];
let folder: string;
const inFolder = (...parts: string[]): string => path.join(folder, ...parts);
const muster = (...args: string[]) =>
  spawnSync(process.execPath, ['bin/muster.js', ...args], { cwd: folder, encoding: 'utf8' });

beforeAll(async () => {
  folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'muster-compiled-'));
  for (const name of [...rooms, 'package.json', 'tsconfig.json', 'Procfile'])
    cpSync(path.join(root, name), inFolder(name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), inFolder('node_modules'));
  await compile(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('runs as it was compiled, and from its sources once one of them is newer', async () => {
  const at = inFolder('bin/muster.ts');
  const before = readFileSync(at, 'utf8');
  expect(muster('--help').stdout).toContain('Usage: muster COMMAND');
  writeFileSync(inFolder('dist/muster.js'), "console.log('as compiled');");
  expect(muster('--help').stdout).toBe('as compiled\n');
  writeFileSync(at, before.replace('Usage: muster', 'Usage: another'));
  expect(muster('--help').stdout).toContain('Usage: another COMMAND');
  writeFileSync(at, before);
  await compile(folder);
}, 60_000);

it('may be compiled by several at once, each of which finds it compiled', async () => {
  await Promise.all([1, 2, 3].map(() => compile(folder)));
  expect(readdirSync(folder).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  writeFileSync(inFolder('dist/muster.js'), "console.log('as compiled');");
  expect(muster('--help').stdout).toBe('as compiled\n');
  await compile(folder);
}, 60_000);

it('is not of today where a source was changed while it was compiled', async () => {
  const at = inFolder('bin/muster.ts');
  const source = readFileSync(at, 'utf8');
  const compiling = compile(folder);
  // Later than the beginning by more than a tick of the clock of files.
  await wait(20);
  writeFileSync(at, source);
  await compiling;
  writeFileSync(inFolder('dist/muster.js'), "console.log('as compiled');");
  expect(muster('--help').stdout).toContain('Usage: muster COMMAND');
  await compile(folder);
}, 60_000);

it.skipIf(process.getuid?.() !== 0)(
  'leaves a start alone where nothing may be written, and whoever relies on it is told',
  () => {
    const source = inFolder('bin/muster.ts');
    const tomorrow = Date.now() / 1000 + 86_400;
    utimesSync(source, tomorrow, tomorrow);
    chmodSync(folder, 0o755);
    const asNobody = (call: string) =>
      spawnSync(
        process.execPath,
        ['--import', 'tsx', '--input-type=module', '-e', `(await import('./bin/compile.ts')).${call}()`],
        {
          cwd: folder,
          encoding: 'utf8',
          uid: 65_534,
          gid: 65_534,
          env: { PATH: process.env.PATH, HOME: '/' },
        },
      );
    expect(asNobody('compileWhereWritable')).toMatchObject({ status: 0, stderr: '' });
    expect(asNobody('compileToday').stderr).toContain('EACCES');
    utimesSync(source, 0, 0);
  },
  60_000,
);

it('holds every process that a pool of ours starts', () => {
  const pools = readdirSync(inFolder('workers'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(inFolder('workers', name), 'utf8'))
    .flatMap((text) =>
      text.includes("'./child.ts'") ? (/\bname: '(\w+)'/.exec(text)?.[1] ?? 'unnamed') : [],
    );
  expect(pools.sort()).toEqual(['planning', 'reading']);
  expect(pools.filter((name) => !existsSync(inFolder('dist', `${name}.js`)))).toEqual([]);
});

describe('without the sources of what runs', () => {
  let database: FreshDatabase;
  let db: Database;
  let queue: TestQueue;
  let places: SeededRegistry;
  let web: RunningWeb;
  let worker: RunningProcess;
  let school: Program;

  beforeAll(async () => {
    // No change of today, and none that could run. The checker's page is made of those of the pipeline when it is first asked for.
    for (const room of ['bin', 'database', 'workers']) {
      for (const name of readdirSync(inFolder(room), { recursive: true, encoding: 'utf8' })) {
        if (!name.endsWith('.ts')) continue;
        writeFileSync(inFolder(room, name), 'not to be run (');
        utimesSync(inFolder(room, name), 0, 0);
      }
    }
    database = await freshDatabase();
    db = connect({ url: database.appUrl, secret: database.secret, system: true });
    queue = await openQueueOf('postgres', database);
    places = await seedRegistry(db);
    await givePasswords(db, Object.values(places));
    worker = startProcess('worker', database, {}, folder);
    web = await startWebProcess(database, {}, folder);
    await worker.says('worker started');
    school = await program(web as unknown as Parameters<typeof program>[0], places.school);
  }, 240_000);
  afterAll(async () => {
    await web?.end();
    await worker?.end();
    await queue?.stop();
    await db?.close();
    await database?.drop();
  });

  it('a file is read in a process of its own and gets its verdict', async () => {
    const { status, body } = await school.upload(Uint8Array.from(csvOf([teacherRow(60)])), '教师.csv');
    expect(status).toBe(201);
    await comesTo(db, (body as { id: string }).id, ['ready']);
  }, 120_000);

  it('pages have their styles, their scripts and the checker', async () => {
    const page = await (await fetch(`${web.url}/sign-in`, { headers: { accept: 'text/html' } })).text();
    const style = /<link rel="stylesheet" href="([^"]+)"/.exec(page)?.[1] ?? '';
    const script = /<script src="([^"]+)"/.exec(page)?.[1] ?? '';
    for (const [address, content] of [
      [style, '.plain-form'],
      [script, 'htmx'],
      ['/checker', '</html>'],
    ] as const) {
      const answer = await fetch(web.url + address);
      expect([answer.status, await answer.text()], address).toEqual([200, expect.stringContaining(content)]);
    }
  }, 120_000);

  it('both end in order when they are told to', async () => {
    expect(await Promise.all([web.end(), worker.end()])).toEqual([0, 0]);
  }, 60_000);

  it('a file is checked offline', () => {
    writeFileSync(inFolder('one.csv'), csvOf([teacherRow(61)]));
    const { status, stdout } = muster('check', '--json', '--allow-test-ids', 'one.csv');
    expect({ status, ...JSON.parse(stdout) }).toMatchObject({ status: 0, rows: 1, errors: 0 });
  });
});
