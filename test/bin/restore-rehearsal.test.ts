/** The rehearsal of a restore: a backup taken by the command while a worker and people are at work comes back, holds every law, and goes on. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { upgradeRegistry } from '../../bin/registry-upgrade.ts';
import { readSettings } from '../../bin/settings.ts';
import { readBackup } from '../../database/backup/reading.ts';
import { connect, type Database } from '../../database/connect.ts';
import { registryFigures } from '../../database/figures.ts';
import { asSystem } from '../../database/scope.ts';
import type { BackupHeader } from '../../schemas/backup.ts';
import { openWeb, password, type Web } from '../review-ui/web.ts';
import { emptyDatabase, type FreshDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { addSchool, csvOf, rowsAt, sendIn } from '../setup/registry.ts';
import { approve, comesTo, startTestWorker, submit } from '../setup/working.ts';

const run = promisify(execFile);
const folder = mkdtempSync(path.join(os.tmpdir(), 'muster-rehearsal-'));
let web: Web;
let target: FreshDatabase;
let restored: Database;
let header: BackupHeader;
/** Nobody could take it to hand while the backup was taken. */
let held: string;

const environmentOf = ({ ownerUrl, secret }: FreshDatabase) => ({
  ...{ ...process.env, DATABASE_URL: ownerUrl, MUSTER_SECRET: secret, MUSTER_DEMO: '0' },
});
/** Rejects when the command ends with anything but 0. */
const muster = async (database: FreshDatabase, ...args: string[]): Promise<string> => {
  const { stdout } = await run('node', ['bin/muster.js', ...args], { env: environmentOf(database) });
  return stdout;
};

/** A school after another sends its file, submits it, and has it approved; applying is for the worker. */
async function worksOn(from: number, isOver: () => boolean): Promise<number> {
  const { db, places } = web;
  let done = 0;
  for (let n = from; !isOver(); n += 1, done += 1) {
    const code = `21370${String(n).padStart(5, '0')}`;
    const school = await asSystem(db, (tx) => addSchool(tx, places.county, `甲县第${n}小学`, code));
    const id = await sendIn(db, school, csvOf(rowsAt(school, n * 10, 5)));
    await comesTo(db, id, ['ready'], 60_000);
    await submit(db, school, id);
    await approve(db, places.county, id);
  }
  return done;
}

beforeAll(async () => {
  web = await openWeb();
  const { db, database, places } = web;
  await upgradeRegistry(database.ownerUrl, readSettings(environmentOf(database)));
  held = await sendIn(db, places.school, csvOf(rowsAt(places.school, 1, 5)));
  const holder = new pg.Client({ connectionString: database.ownerUrl });
  await holder.connect();
  await holder.query('begin; select id from uploads for update');
  const system = connect({ url: database.appUrl, secret: database.secret, system: true });
  const worker = await startTestWorker(system, { database_url: database.appUrl });
  let isOver = false;
  const working = Promise.all([worksOn(100, () => isOver), worksOn(500, () => isOver)]);
  await Promise.race([working, comesToApplied(db, 2)]);
  for (let n = 0; n < 3; n += 1) await muster(database, 'backup', folder, '--keep', '2');
  isOver = true;
  expect(Math.min(...(await working))).toBeGreaterThan(0);
  await holder.query('rollback');
  await holder.end();
  await worker.close();
  await system.close();

  const file = path.join(folder, readdirSync(folder).sort().at(-1) ?? '');
  ({ header } = await readBackup(file, database.secret));
  target = await emptyDatabase();
  await muster(target, 'restore', file);
  restored = connect({ url: target.appUrl, secret: target.secret, system: true });
}, 240_000);
afterAll(async () => {
  await restored.close();
  await target.drop();
  await web.close();
  rmSync(folder, { recursive: true, force: true });
});

const comesToApplied = (db: Database, count: number) =>
  eventually(
    () => countOf(db, 'uploads', "state = 'applied'"),
    (applied) => applied >= count,
    120_000,
  );
const countOf = async (db: Database, table: string, which = 'true'): Promise<number> => {
  const client = new pg.Client({ connectionString: db === web.db ? web.database.ownerUrl : target.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from ${table} where ${which}`,
  );
  await client.end();
  return rows[0]?.count ?? 0;
};

describe('a backup that was taken under load', () => {
  it('is one of the newest two that were to be kept', () => {
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('comes back with just what its snapshot held, and says in the trail that it did', async () => {
    for (const table of ['units', 'accounts', 'teachers', 'teacher_revisions', 'uploads', 'changes']) {
      expect([table, await countOf(restored, table)]).toEqual([table, header.rows[table]]);
    }
    expect(header.rows.teachers).toBeGreaterThanOrEqual(10);
    expect(await countOf(restored, 'events', "subject = 'registry' and action = 'restore'")).toBe(1);
    expect(await countOf(restored, 'uploads', `id = ${held} and owes = 'check'`)).toBe(1);
  });

  it('holds every law, and its trail is whole', async () => {
    expect(await muster(target, 'doctor')).not.toContain('broken');
    expect(await muster(target, 'audit', 'verify')).toContain('完好 whole');
  });

  it('goes on: a worker does all that was owed, and everybody signs in as before', async () => {
    const worker = await startTestWorker(restored, { database_url: target.appUrl }, { again_after_s: 1 });
    await eventually(
      () => registryFigures(restored),
      ({ owed }) => owed.every(({ count }) => count === 0),
      60_000,
    );
    await comesTo(restored, held, ['ready']);
    expect(await countOf(restored, 'uploads', "state in ('received', 'approved', 'failed')")).toBe(0);
    await worker.close();
    const again = await openWeb({}, { database: target, places: web.places });
    for (const { actor } of Object.values(web.places)) {
      const answer = await fetch(`${again.url}/tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ username: actor.username, password }),
      });
      expect([actor.username, answer.status]).toEqual([actor.username, 201]);
    }
    await again.close();
  }, 120_000);
});
