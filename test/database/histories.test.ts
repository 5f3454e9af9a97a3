/** Every history leads to the present record; and versions written before their columns get them from what is sealed. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { recordsWithHistory } from '../../database/histories.ts';
import { fillPastColumns } from '../../database/past-columns.ts';
import { rosterAsOf } from '../../database/past-rosters.ts';
import { inScope } from '../../database/scope.ts';
import { replayFaults } from '../../pipeline/replay.ts';
import { momentOf } from '../../schemas/moment.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { nextVersion } from '../setup/past.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type SeededRegistry, seedRegistry } from '../setup/registry.ts';

let database: FreshDatabase;
let db: Database;
let owner: pg.Client;
let places: SeededRegistry;
let ids: string[] = [];
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  places = await seedRegistry(db);
  ids = await enrolTeachers(db, places.school, [teacherRecord(1), teacherRecord(2), teacherRecord(3)]);
  await nextVersion(db, ids[0] ?? '', { cells: { title: '高级' } });
  await nextVersion(db, ids[0] ?? '', { to: places.stranger });
  await nextVersion(db, ids[1] ?? '', { cells: { status: '退休' } });
});
afterAll(async () => {
  await owner.end();
  await db.close();
  await database.drop();
});

async function faultsById(): Promise<Record<string, string[]>> {
  const faults: Record<string, string[]> = {};
  for await (const teacher of recordsWithHistory(db, '/')) {
    faults[teacher.id] = replayFaults(teacher).map(({ code }) => code);
  }
  return faults;
}

it('replaying every history gives the present records, through changes, moves and departures', async () => {
  expect(await faultsById()).toEqual(Object.fromEntries(ids.map((id) => [id, []])));
});

it('a record that was changed past its history is found', async () => {
  await owner.query(`update teachers set title = '三级' where id = $1`, [ids[2]]);
  expect((await faultsById())[ids[2] ?? '']).toEqual(['present']);
  await owner.query(`update teachers set title = '一级' where id = $1`, [ids[2]]);
});

it('versions of before are told in lists of the past once their columns are filled, and only once', async () => {
  await owner.query('update teacher_revisions set name = null, stage = null, status = null');
  const asOwner = connect({ url: database.ownerUrl, secret: database.secret });
  expect(await fillPastColumns(asOwner)).toBe(6);
  expect(await fillPastColumns(asOwner)).toBe(0);
  await asOwner.close();
  const moment = momentOf('2999-01-01');
  if (moment === null) throw new Error('no moment');
  const { teachers } = await inScope(db, '/', (tx) => rosterAsOf(tx, { area: '/', moment, limit: 9 }));
  expect(teachers.map(({ record }) => record.name)).toEqual(['张试3', '张试1']);
});
