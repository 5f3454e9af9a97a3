/** Backup and restore: what comes back is what was there, row by row and rule by rule; what is not whole changes nothing. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readBackup } from '../../../database/backup/reading.ts';
import { restoreBackup } from '../../../database/backup/restoring.ts';
import { takeBackup } from '../../../database/backup/taking.ts';
import { connect } from '../../../database/connect.ts';
import { keepFirstKeys } from '../../../database/data-keys.ts';
import { migrate, migrateWithin } from '../../../database/migrate.ts';
import { type BackupRefusalCode, BackupRefused, backupRefusals } from '../../../schemas/backup.ts';
import { emptyDatabase, type FreshDatabase, freshDatabase } from '../../setup/database.ts';
import { teacherRecord } from '../../setup/people.ts';
import { csvOf, enrolTeachers, rowsAt, seedRegistry, sendIn } from '../../setup/registry.ts';

let folder: string;
let file: string;
let source: FreshDatabase;

async function asked<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
const ask = (url: string, text: string, values: unknown[] = []): Promise<unknown[]> =>
  asked(url, async (client) => (await client.query(text, values)).rows);

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'muster-backups-'));
  file = path.join(folder, 'a.backup');
  source = await freshDatabase();
  const db = connect({ url: source.appUrl, secret: source.secret });
  const owner = connect({ url: source.ownerUrl, secret: source.secret });
  await keepFirstKeys(owner, source.secret);
  const { school, neighbour } = await seedRegistry(db);
  await enrolTeachers(
    db,
    school,
    Array.from({ length: 30 }, (_, n) => teacherRecord(n + 1)),
  );
  await sendIn(db, school, csvOf(rowsAt(school, 100, 20)));
  // Large enough for several chunks of the file; and characters that a line has to escape.
  for (let n = 0; n < 3; n += 1) await sendIn(db, neighbour, csvOf(rowsAt(neighbour, 200 + n * 3000, 3000)));
  await ask(source.ownerUrl, 'update units set name = $1 where code = $2', [
    'a\\b\tc\nd\\.\n\\.',
    '2137000003',
  ]);
  await Promise.all([db.close(), owner.close()]);
  await takeBackup({ ownerUrl: source.ownerUrl, secret: source.secret, file, muster: '1.2.3' });
}, 120_000);
afterAll(async () => {
  await source.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Every row of every table as one digest, but for what a backup leaves out. */
const contents = (url: string): Promise<Record<string, string>> =>
  asked(url, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' and tablename !~ 'kysely|sessions|throttles|sign_in_tries|workers_seen'",
    );
    const digests: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ digest: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${name} t`,
      );
      digests[name] = rows[0]?.digest ?? '';
    }
    return digests;
  });

/** Keys, indexes, triggers and whether they are on, policies: what a schema is besides its tables. */
const rules = (url: string) =>
  ask(
    url,
    `select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated as rule
       from pg_constraint where connamespace = 'public'::regnamespace
     union all select indexdef from pg_indexes where schemaname = 'public'
     union all select tgrelid::regclass || ' ' || tgname || tgenabled::text from pg_trigger where not tgisinternal
     union all select tablename || ' ' || policyname || qual from pg_policies where schemaname = 'public'
     union all select relname || relrowsecurity from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
     order by 1`,
  );

const numbers = (url: string) =>
  ask(url, "select sequencename, last_value from pg_sequences where schemaname = 'public' order by 1");

const restoring = (target: FreshDatabase, changed: Partial<Parameters<typeof restoreBackup>[0]> = {}) =>
  restoreBackup({ ownerUrl: target.ownerUrl, secret: source.secret, file, replace: false, ...changed });

it('comes back as it was: every row, key, index, trigger, policy and number; for an owner without further rights', async () => {
  const target = await emptyDatabase();
  const name = new URL(target.ownerUrl).pathname.slice(1);
  await ask(target.ownerUrl, `create role plain_${name} login password 'of-tests'`);
  await ask(target.ownerUrl, `alter database ${name} owner to plain_${name}`);
  const plain = new URL(target.ownerUrl);
  [plain.username, plain.password] = [`plain_${name}`, 'of-tests'];
  const header = await restoring({ ...target, ownerUrl: plain.toString() });
  expect(header.rows).toMatchObject({ teachers: 30, uploads: 4, upload_files: 4 });
  expect(await contents(target.ownerUrl)).toEqual(await contents(source.ownerUrl));
  expect(await rules(target.ownerUrl)).toEqual(await rules(source.ownerUrl));
  expect(await numbers(target.ownerUrl)).toEqual(await numbers(source.ownerUrl));
  await target.drop();
  await ask(source.ownerUrl, `drop role plain_${name}`);
});

it('tells of itself without the secret, and proves itself with it', async () => {
  const [first, second] = readFileSync(file).toString('latin1').split('\n');
  expect([first, JSON.parse(second ?? '').muster]).toEqual(['MUSTER-BACKUP 1', '1.2.3']);
  expect(readFileSync(file).includes('甲县实验小学')).toBe(false);
  const { header } = await readBackup(file, source.secret);
  expect(header.rows.teachers).toBe(30);
});

it('writes nothing over, and leaves no half of a file behind', async () => {
  const options = { ownerUrl: source.ownerUrl, secret: source.secret, muster: '1.2.3' };
  await expect(takeBackup({ ...options, file })).rejects.toMatchObject({ code: 'exists' });
  const elsewhere = path.join(folder, 'no', 'such.backup');
  await expect(takeBackup({ ...options, file: elsewhere })).rejects.toMatchObject({ code: 'unwritable' });
  const other = path.join(folder, 'b.backup');
  await expect(takeBackup({ ...options, file: other, secret: 'x'.repeat(40) })).rejects.toThrow(
    /MUSTER_SECRET/,
  );
  expect(readdirSync(folder)).toEqual(['a.backup']);
});

describe('a file that is not as it was made', () => {
  let target: FreshDatabase;
  beforeAll(async () => {
    target = await emptyDatabase();
  });
  afterAll(() => target.drop());

  const afterLines = (all: Buffer): number => all.indexOf('\n', all.indexOf('\n') + 1) + 1;
  const chunk = 262_144 + 16;
  const flipped = (all: Buffer, at: number): Buffer => {
    const changed = Buffer.from(all);
    changed[at] = (changed[at] ?? 0) ^ 4;
    return changed;
  };
  const inHeader = (all: Buffer, from: string | RegExp, to: (found: string) => string): Buffer =>
    Buffer.concat([
      Buffer.from(all.toString('utf8', 0, afterLines(all)).replace(from, to)),
      all.subarray(afterLines(all)),
    ]);

  const harms: readonly (readonly [string, BackupRefusalCode, (all: Buffer) => Buffer])[] = [
    ['cut short by a byte', 'damaged', (all) => all.subarray(0, -1)],
    ['cut short between two chunks', 'damaged', (all) => all.subarray(0, afterLines(all) + chunk)],
    ['with nothing after its first lines', 'damaged', (all) => all.subarray(0, afterLines(all))],
    ['with one bit changed in the middle', 'damaged', (all) => flipped(all, Math.floor(all.length / 2))],
    ['with one bit changed at the end', 'damaged', (all) => flipped(all, all.length - 1)],
    [
      'with two chunks in each other’s place',
      'damaged',
      (all) => {
        const at = afterLines(all);
        const [one, two] = [all.subarray(at, at + chunk), all.subarray(at + chunk, at + 2 * chunk)];
        return Buffer.concat([all.subarray(0, at), two, one, all.subarray(at + 2 * chunk)]);
      },
    ],
    [
      'whose header tells of other rows',
      'damaged',
      (all) => inHeader(all, '"teachers":30', () => '"teachers":31'),
    ],
    [
      'whose salt is another',
      'wrong-secret',
      (all) => inHeader(all, /"salt":"./, (one) => (one.endsWith('0') ? '"salt":"1' : '"salt":"0')),
    ],
    ['of a later format', 'newer-format', (all) => inHeader(all, 'BACKUP 1', () => 'BACKUP 2')],
    [
      'of a registry that this program is too old for',
      'newer-registry',
      (all) => inHeader(all, '0001-registry', () => '9999-later'),
    ],
    ['that is something else', 'not-a-backup', () => Buffer.from('PK\u0003\u0004 a workbook')],
  ];
  it.each(harms)('%s is refused as %s, and nothing is written', async (_what, code, harm) => {
    const harmed = path.join(folder, 'harmed.backup');
    writeFileSync(harmed, harm(readFileSync(file)));
    const refusal = await restoring(target, { file: harmed }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BackupRefused);
    expect((refusal as BackupRefused).code).toBe(code);
    expect(backupRefusals[code].zh.length).toBeGreaterThan(10);
    expect(await ask(target.ownerUrl, "select from pg_tables where schemaname = 'public'")).toEqual([]);
    rmSync(harmed);
  });

  it('or comes with another secret, or is not there', async () => {
    await expect(restoring(target, { secret: 'y'.repeat(40) })).rejects.toMatchObject({
      code: 'wrong-secret',
    });
    await expect(restoring(target, { file: `${file}.gone` })).rejects.toMatchObject({ code: 'unreadable' });
    expect(await ask(target.ownerUrl, "select from pg_tables where schemaname = 'public'")).toEqual([]);
  });
});

describe('a database that is not empty', () => {
  it('is refused while it holds a registry, and given up for the backup when that is said', async () => {
    const target = await freshDatabase();
    const db = connect({ url: target.appUrl, secret: target.secret });
    await seedRegistry(db);
    await db.close();
    const before = await contents(target.ownerUrl);
    await expect(restoring(target)).rejects.toMatchObject({
      code: 'in-use',
      params: { units: 7, teachers: 0 },
    });
    expect(await contents(target.ownerUrl)).toEqual(before);
    await restoring(target, { replace: true });
    expect(await contents(target.ownerUrl)).toEqual(await contents(source.ownerUrl));
    await target.drop();
  });

  it('is taken when it was only migrated, and refused when it holds what is not ours', async () => {
    const target = await freshDatabase();
    await ask(target.ownerUrl, 'create table shopping (item text)');
    await ask(target.ownerUrl, "insert into shopping values ('tea')");
    await expect(restoring(target)).rejects.toMatchObject({
      code: 'not-ours',
      params: { tables: 'shopping' },
    });
    await ask(target.ownerUrl, 'drop table shopping');
    await restoring(target);
    expect(await contents(target.ownerUrl)).toEqual(await contents(source.ownerUrl));
    await target.drop();
  });

  it('is refused while web or worker are at work in it', async () => {
    const target = await freshDatabase();
    const db = connect({ url: target.appUrl, secret: target.secret });
    await db.pool.query('select 1');
    await expect(restoring(target)).rejects.toMatchObject({ code: 'at-work', params: { connections: 1 } });
    await db.close();
    await target.drop();
  });

  it('is as it was when the last step of a restore fails', async () => {
    const target = await freshDatabase();
    await ask(target.ownerUrl, 'create table keeper (id int)');
    // The keys of other rows can't be checked any more, long after all rows were loaded.
    const failing = path.join(folder, 'failing.backup');
    await ask(source.ownerUrl, 'alter table tokens drop constraint tokens_account_id_fkey');
    await ask(
      source.ownerUrl,
      "insert into tokens (account_id, token_hash, expires_at) values (999999, 'x', now())",
    );
    await takeBackup({ ownerUrl: source.ownerUrl, secret: source.secret, file: failing, muster: '1.2.3' });
    await ask(source.ownerUrl, 'delete from tokens where account_id = 999999');
    await ask(source.ownerUrl, 'alter table tokens add foreign key (account_id) references accounts (id)');
    const before = await rules(target.ownerUrl);
    await expect(restoring(target, { file: failing })).rejects.toThrow(/violates foreign key/);
    expect(await rules(target.ownerUrl)).toEqual(before);
    rmSync(failing);
    await target.drop();
  });
});

it('of an earlier version is loaded as it was, and migrated from there', async () => {
  const newest = await freshDatabase();
  const [old, target] = [await emptyDatabase(), await emptyDatabase()];
  const names = (await ask(newest.ownerUrl, 'select name from kysely_migration order by name')) as {
    name: string;
  }[];
  const earlier = names.map(({ name }) => name).filter((name) => name < '0017');
  const early = path.join(folder, 'early.backup');
  await asked(old.ownerUrl, (client) => migrateWithin(client, earlier));
  await ask(
    old.ownerUrl,
    "insert into units (path, kind, name, code) values ('/1/', 'province', '山东省', '370000')",
  );
  await ask(
    old.ownerUrl,
    "insert into teachers (unit_id, unit_path, identity_hash, name, id_type, status, sealed) values (1, '/1/', 'x', '张三', '居民身份证', '在职', 'y')",
  );
  await takeBackup({ ownerUrl: old.ownerUrl, secret: old.secret, file: early, muster: '0.0.1' });
  expect((await restoring(target, { file: early })).migrations).toEqual(earlier);
  await migrate(target.ownerUrl, { appPassword: inject('appPassword') });
  // What the later migration counts of those who were there.
  expect(await ask(target.ownerUrl, 'select teachers from headcounts')).toEqual([{ teachers: 1 }]);
  expect(await rules(target.ownerUrl)).toEqual(await rules(newest.ownerUrl));
  for (const each of [newest, old, target]) await each.drop();
});
