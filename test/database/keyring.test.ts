/** Keys in versions: nobody meets one unprepared, all that is sealed comes under the new one, and the secret itself can change. */
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { keepFirstKeys, keptVersions, retireKey, rewrapKeys, rotateKeys } from '../../database/data-keys.ts';
import { openReadiness } from '../../database/readiness.ts';
import { resealAll, rowsLeft, rowsOfVersion } from '../../database/resealing.ts';
import { revealNumbers, revealsOf } from '../../database/reveals.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { open, seal } from '../../database/seal.ts';
import { teacherById } from '../../database/teachers.ts';
import { fileOf } from '../../database/uploads.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { teacherRecord } from '../setup/people.ts';
import {
  csvOf,
  enrolTeachers,
  rowsAt,
  type SeededRegistry,
  seedRegistry,
  sendIn,
} from '../setup/registry.ts';

const another = 'another secret, that the registry is given later';

let database: FreshDatabase;
let registry: SeededRegistry;
let web: Database;
let owner: Database;
let admin: pg.Client;
const opened: Database[] = [];

/** A process with keys of its own. */
function process(secret = database.secret): Database {
  const db = connect({ url: database.appUrl, secret });
  opened.push(db);
  return db;
}

beforeEach(async () => {
  database = await freshDatabase();
  web = process();
  owner = connect({ url: database.ownerUrl, secret: database.secret, system: true, max_connections: 2 });
  opened.push(owner);
  admin = new pg.Client({ connectionString: database.ownerUrl });
  await admin.connect();
  registry = await seedRegistry(web);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((db) => db.close()));
  await admin.end();
  await database.drop();
});

/** What was announced is in use since two hours. */
async function letTimePass(...processes: Database[]): Promise<void> {
  await admin.query("update data_keys set active_from = active_from - interval '2 hours'");
  for (const db of processes) await db.keys.look(db.pool);
}
const carriedBy = async (table: string, column = 'sealed'): Promise<number[]> => {
  const { rows } = await admin.query<{ version: number }>(
    `select distinct get_byte(${column}, 0) as version from ${table} where ${column} is not null order by 1`,
  );
  return rows.map(({ version }) => version);
};
async function resealed(): Promise<void> {
  for await (const _ of resealAll(owner));
}
const versionIn = (sealed: Buffer): number | undefined => sealed[0];

describe('a new version of the sealing key', () => {
  it('is known to every process before the first of them seals with it', async () => {
    const other = process();
    await other.keys.look(other.pool);
    const { version } = await rotateKeys(owner, database.secret);
    expect(version).toBe(2);
    await web.keys.look(web.pool);
    await other.keys.look(other.pool);
    expect(versionIn(seal(web.keys, 'teacher', 'x'))).toBe(1);
    await letTimePass(web);
    const sealed = seal(web.keys, 'teacher', 'x');
    expect(versionIn(sealed)).toBe(2);
    expect(open(other.keys, 'teacher', sealed)).toBe('x');
  });

  it('opens what was sealed before it', async () => {
    const before = seal(web.keys, 'teacher', 'x');
    await rotateKeys(owner, database.secret);
    await letTimePass(web);
    expect(open(web.keys, 'teacher', before)).toBe('x');
  });

  it('that a process has not heard of is refused by name, and known to it from its next transaction on', async () => {
    const late = process();
    await late.keys.look(late.pool);
    await rotateKeys(owner, database.secret);
    await letTimePass(web);
    const sealed = seal(web.keys, 'teacher', 'x');
    expect(() => open(late.keys, 'teacher', sealed)).toThrow(/key version 2/);
    expect(await asSystem(late, async (tx) => open(tx.keys, 'teacher', sealed))).toBe('x');
  });

  it('is announced once, however often somebody asks for one before it is used', async () => {
    const first = await rotateKeys(owner, database.secret);
    expect(await rotateKeys(owner, database.secret)).toMatchObject(first);
    expect(
      (await keptVersions(owner)).map(({ purpose, version, state }) => [purpose, version, state]),
    ).toEqual([
      ['audit', 1, 'active'],
      ['fingerprint', 1, 'active'],
      ['seal', 1, 'active'],
      ['seal', 2, 'announced'],
      ['stamp', 1, 'active'],
      ['trail', 1, 'active'],
      ['trail', 2, 'announced'],
    ]);
  });
});

it('a database that is not migrated yet answers, so that readiness can say what is missing', async () => {
  await admin.query('drop table data_keys, kysely_migration');
  expect(await openReadiness(process()).lack()).toBe('schema');
});

describe('resealing', () => {
  it('brings records, histories and files under the version in use, and all of them still open', async () => {
    const { school } = registry;
    const records = Array.from({ length: 30 }, (_, n) => teacherRecord(n + 1));
    const ids = await enrolTeachers(web, school, records);
    const bytes = csvOf(rowsAt(school, 100, 3));
    const upload = await sendIn(web, school, bytes);
    await rotateKeys(owner, database.secret);
    await letTimePass(web, owner);
    await resealed();
    expect(await rowsLeft(owner)).toEqual([]);
    for (const table of ['teachers', 'teacher_revisions', 'upload_files']) {
      expect(await carriedBy(table), table).toEqual([2]);
    }
    const found = await asSystem(web, (tx) => Promise.all(ids.map((id) => teacherById(tx, id))));
    expect(found.map(({ record }) => record.id_number)).toEqual(records.map(({ id_number }) => id_number));
    expect(await inScope(web, school.unit.path, (tx) => fileOf(tx, upload))).toEqual(bytes);
  });

  it('writes over nothing that others change at the same time', async () => {
    const ids = await enrolTeachers(
      web,
      registry.school,
      Array.from({ length: 40 }, (_, n) => teacherRecord(n + 1)),
    );
    await rotateKeys(owner, database.secret);
    await letTimePass(web, owner);
    // A process that is late: it still seals with the first version.
    const late = connect({ url: database.appUrl, secret: database.secret });
    opened.push(late);
    let isDone = false;
    const written = new Map<string, number>();
    const write = async (): Promise<void> => {
      for (let n = 0; !isDone; n++) {
        const id = ids[n % ids.length] as string;
        const sealed = seal(late.keys, 'teacher', { id_number: String(n) });
        await asSystem(late, (tx) =>
          tx.sql.updateTable('teachers').set({ sealed }).where('id', '=', id).execute(),
        );
        written.set(id, n);
      }
    };
    const writing = write();
    for (let round = 0; round < 5; round++) await resealed();
    isDone = true;
    await writing;
    const { rows } = await admin.query<{ id: string; sealed: Buffer }>('select id, sealed from teachers');
    for (const { id, sealed } of rows) {
      const number = written.get(id);
      if (number === undefined) continue;
      expect(open(web.keys, 'teacher', sealed)).toEqual({ id_number: String(number) });
    }
    expect(written.size).toBeGreaterThan(0);
    await resealed();
    expect(await rowsLeft(owner)).toEqual([]);
  });

  it('leaves a row that somebody holds, and takes it the next time', async () => {
    const [id] = await enrolTeachers(web, registry.school, [teacherRecord(1)]);
    await rotateKeys(owner, database.secret);
    await letTimePass(web, owner);
    await admin.query('begin');
    await admin.query('select from teachers where id = $1 for update', [id]);
    await resealed();
    expect(await rowsLeft(owner)).toEqual([{ table: 'teachers', column: 'sealed', rows: 1 }]);
    await admin.query('commit');
    await resealed();
    expect(await rowsLeft(owner)).toEqual([]);
  });
});

describe('a former version', () => {
  it('is retired when nothing carries it, and what it sealed opens no more', async () => {
    await enrolTeachers(web, registry.school, [teacherRecord(1)]);
    const kept = seal(web.keys, 'teacher', 'in an old backup');
    expect(await retireKey(owner, 1)).toEqual({ outcome: 'unknown' });
    await rotateKeys(owner, database.secret);
    expect(await retireKey(owner, 2)).toEqual({ outcome: 'in-use' });
    await admin.query('update data_keys set active_from = now() where version = 2');
    expect(await retireKey(owner, 1)).toMatchObject({ outcome: 'too-early' });
    await letTimePass(web, owner);
    expect(await retireKey(owner, 1)).toEqual({
      outcome: 'still-carried',
      rows: [
        { table: 'teachers', column: 'sealed', rows: 1 },
        { table: 'teacher_revisions', column: 'sealed', rows: 1 },
      ],
    });
    await resealed();
    expect(await retireKey(owner, 1)).toEqual({ outcome: 'retired' });
    await web.keys.look(web.pool);
    expect(() => open(web.keys, 'teacher', kept)).toThrow(/key version 1/);
    expect(await rowsOfVersion(owner, 1)).toEqual([]);
    expect((await rotateKeys(owner, database.secret)).version).toBe(3);
  });

  it('goes on opening the reasons in events, which nobody may write anew', async () => {
    const { school } = registry;
    const [id = ''] = await enrolTeachers(web, school, [teacherRecord(1)]);
    const reveal = (reason: string) =>
      inScope(web, school.unit.path, (tx) => revealNumbers(tx, school.actor, id, reason));
    await reveal('之前的理由');
    await rotateKeys(owner, database.secret);
    await letTimePass(web, owner);
    await reveal('之后的理由');
    await resealed();
    expect(await retireKey(owner, 1)).toEqual({ outcome: 'retired' });
    await web.keys.look(web.pool);
    const shown = await inScope(web, school.unit.path, (tx) => revealsOf(tx, id, 10));
    expect(shown.map(({ reason }) => reason)).toEqual(['之后的理由', '之前的理由']);
  });
});

describe('another secret', () => {
  it('opens, finds and verifies all that the former one did, which opens the registry no more', async () => {
    const { school } = registry;
    const [id = ''] = await enrolTeachers(web, school, [teacherRecord(1)]);
    await rotateKeys(owner, database.secret);
    await letTimePass(web, owner);
    await rewrapKeys(owner, { from: database.secret, to: another });
    const renewed = process(another);
    const { record } = await asSystem(renewed, (tx) => teacherById(tx, id));
    expect(record.id_number).toBe(teacherRecord(1).id_number);
    for (const purpose of ['fingerprint', 'stamp', 'audit'] as const) {
      expect(renewed.keys[purpose].equals(web.keys[purpose]), purpose).toBe(true);
    }
    expect(versionIn(seal(renewed.keys, 'teacher', 'x'))).toBe(2);
    const former = process();
    await expect(asSystem(former, (tx) => teacherById(tx, id))).rejects.toThrow(/rewrap/);
  });

  it('does not stop a process that runs: it goes on with what it knows', async () => {
    const [id = ''] = await enrolTeachers(web, registry.school, [teacherRecord(1)]);
    await keepFirstKeys(owner, database.secret);
    await web.keys.look(web.pool);
    await rewrapKeys(owner, { from: database.secret, to: another });
    await web.keys.look(web.pool);
    const { record } = await asSystem(web, (tx) => teacherById(tx, id));
    expect(record.name).toBe('张试1');
  });

  it('is not taken over by a migration: keys that are kept with the former one are left as they are', async () => {
    await keepFirstKeys(owner, database.secret);
    await expect(keepFirstKeys(owner, another)).rejects.toThrow(/rewrap/);
  });
});
