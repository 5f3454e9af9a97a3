/** A deployment that rolls: the version before the newest migration and this one side by side on one registry, each taking up what the other began. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../bin/commands/doctor.ts';
import { connect, type Database } from '../../database/connect.ts';
import { givePasswords, type Program, program } from '../review-ui/web.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { teacherRow } from '../setup/people.ts';
import { type RunningProcess, type RunningWeb, startProcess, startWebProcess } from '../setup/processes.ts';
import { openQueueOf, type TestQueue } from '../setup/queues.ts';
import { csvOf, type SeededRegistry, seedRegistry } from '../setup/registry.ts';
import { comesTo, keepTheRest } from '../setup/working.ts';

const root = path.join(import.meta.dirname, '../..');
const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

/** The commit before the one that brought the newest migration; null where the history is not at hand. */
function versionBefore(): string | null {
  const newest = readdirSync(path.join(root, 'database/migrations')).sort().at(-1);
  try {
    const [brought] = git(
      ...['log', '--diff-filter=A', '--format=%H', '--', `database/migrations/${newest}`],
    ).split('\n');
    return brought ? git('rev-parse', '--verify', `${brought}^`) : null;
  } catch {
    return null;
  }
}
const before = versionBefore();

describe.skipIf(before === null)('while a deployment rolls', () => {
  let folder: string;
  let database: FreshDatabase;
  let db: Database;
  let queue: TestQueue;
  let places: SeededRegistry;
  let webs: Record<'before' | 'now', RunningWeb>;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'muster-version-before-'));
    const archive = execFileSync('git', ['archive', before ?? ''], { cwd: root, maxBuffer: 2 ** 30 });
    execFileSync('tar', ['-x', '-C', folder], { input: archive });
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    database = await freshDatabase();
    db = connect({ url: database.appUrl, secret: database.secret, system: true });
    queue = await openQueueOf('postgres', database);
    places = await seedRegistry(db);
    await givePasswords(db, Object.values(places));
    webs = { before: await startWebProcess(database, {}, folder), now: await startWebProcess(database) };
  }, 240_000);
  afterAll(async () => {
    await Promise.all(Object.values(webs ?? {}).map((web) => web.end()));
    await queue?.stop();
    await db?.close();
    await database?.drop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const at = (version: keyof typeof webs, place: keyof SeededRegistry): Promise<Program> =>
    program(webs[version] as unknown as Parameters<typeof program>[0], places[place]);
  let person = 40;

  /** One file from receipt to registry, sent and reviewed at different versions. */
  async function goesItsWay(sentAt: keyof typeof webs, reviewedAt: keyof typeof webs): Promise<void> {
    person += 1;
    const school = await at(sentAt, 'school');
    const county = await at(reviewedAt, 'county');
    const sent = await school.upload(Uint8Array.from(csvOf([teacherRow(person)])), '教师.csv');
    expect(sent.status).toBe(201);
    const { id } = sent.body as { id: string };
    await comesTo(db, id, ['ready']);
    await keepTheRest(db, places.school, id);
    expect((await school.post(`/uploads/${id}/submit`)).status).toBe(200);
    const { change_set_id: set } = (await county.get(`/uploads/${id}`)).body as { change_set_id: string };
    await county.post(`/change-sets/${set}/decisions`, { changes: 'all', decision: 'approve' });
    expect((await county.post(`/change-sets/${set}/approve`)).status).toBe(200);
    await comesTo(db, id, ['applied']);
  }

  it.each(['before', 'now'] as const)(
    'a worker of the version %s does what webs of both owe',
    async (version) => {
      const worker: RunningProcess = startProcess('worker', database, {}, version === 'now' ? root : folder);
      try {
        await worker.says('worker started');
        await goesItsWay('before', 'now');
        await goesItsWay('now', 'before');
      } finally {
        await worker.end();
      }
    },
  );

  it('and the registry holds every law afterwards', async () => {
    const broken: string[] = [];
    for await (const { law, found } of examine(db)) if (found > 0) broken.push(law);
    expect(broken).toEqual([]);
  });
});
