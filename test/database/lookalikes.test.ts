/** Lookalikes on a real registry: who is found, who is not, and that the registry is never walked for it. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { lookalikesOf } from '../../database/lookalikes.ts';
import { atOnce } from '../../database/scope.ts';
import { lookalikeQuestions } from '../../pipeline/probable-duplicates.ts';
import type { TeacherRow } from '../../schemas/sheets/teacher.ts';
import { identityKey } from '../../schemas/snapshot.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import { enrolTeachers, type SeededRegistry, seedRegistry } from '../setup/registry.ts';

let database: FreshDatabase;
let db: Database;
let owner: pg.Pool;
let places: SeededRegistry;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret, system: true, max_connections: 1 });
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
  places = await seedRegistry(db);
  // Prepared over an empty registry, as on the first day.
  expect(await namesLike({ name: '王小明' })).toEqual([]);
  await enrolTeachers(db, places.school, [
    teacherRecord(1, { name: '王小明', birth_date: '1980-01-01' }),
    teacherRecord(2, { name: '王晓明', birth_date: '1980-01-01' }),
    teacherRecord(3, { name: '李芳', birth_date: '1980-01-01' }),
    teacherRecord(4, { name: '王小明', birth_date: '1990-09-09' }),
  ]);
  await enrolTeachers(db, places.stranger, [
    teacherRecord(5, { name: '买买提·艾力', birth_date: '1975-05-05', status: '离职' }),
    teacherRecord(6, { name: '冶建国', birth_date: '1966-06-06' }),
    teacherRecord(7, { name: '陈静', birth_date: '1977-07-07', mobile: '15488887777' }),
    teacherRecord(8, { name: 'Anna Smith', birth_date: '1988-08-08' }),
  ]);
});
afterAll(async () => {
  await db.close();
  await owner.end();
  await database.drop();
});

const asked = (n: number, changed: Partial<TeacherRow>) =>
  lookalikeQuestions([{ sheet: '教师', row: n, values: teacherRow(n, changed), stamp: null }], {
    ...{ unit_id: places.neighbour.unit.id, teachers: [], bases: new Map() },
  });

/** Names of those whom the registry answers for somebody like that; nothing else of the person is anybody's. */
async function namesLike(changed: Partial<TeacherRow>): Promise<string[]> {
  const [question] = asked(900, { birth_date: '1950-01-01', mobile: '15411119999', ...changed });
  const found = await atOnce(db, (tx) => lookalikesOf(tx, question === undefined ? [] : [question]));
  return (found.get(question?.document ?? '') ?? []).map(({ record }) => record.name ?? '').sort();
}

describe('somebody is found', () => {
  it('by the phone alone, whatever the name', async () => {
    expect(await namesLike({ name: '陈敬', mobile: '15488887777' })).toEqual(['陈静']);
  });

  it('by the birth date and the beginning of the name', async () => {
    expect(await namesLike({ name: '王小明', birth_date: '1980-01-01' })).toEqual(['王小明', '王晓明']);
  });

  it('though the dots are missing, and though she has left', async () => {
    expect(await namesLike({ name: '买买提艾力', birth_date: '1975-05-05' })).toEqual(['买买提·艾力']);
  });

  it('though the very surname is mistaken for one that looks like it', async () => {
    expect(await namesLike({ name: '治建国', birth_date: '1966-06-06' })).toEqual(['冶建国']);
  });

  it('in capitals too', async () => {
    expect(await namesLike({ name: 'ANNA SMITH', birth_date: '1988-08-08' })).toEqual(['Anna Smith']);
  });

  it('with the whole record, numbers opened', async () => {
    const [question] = asked(900, { name: '陈静', birth_date: '1977-07-07' });
    const found = await atOnce(db, (tx) => lookalikesOf(tx, question === undefined ? [] : [question]));
    expect(found.get(question?.document ?? '')).toMatchObject([
      { unit_name: '乙县实验小学', version: 1, record: { mobile: '15488887777', status: '在职' } },
    ]);
  });
});

describe('somebody is not found', () => {
  it('by the name alone: namesakes are many', async () => {
    expect(await namesLike({ name: '王小明' })).toEqual([]);
  });

  it('by the birth date alone', async () => {
    expect(await namesLike({ name: '赵强', birth_date: '1980-01-01' })).toEqual([]);
  });

  it('by anything that is blank', async () => {
    expect(await namesLike({ name: null, birth_date: null, mobile: null })).toEqual([]);
  });
});

it('several people are answered each with their own', async () => {
  const questions = [
    ...asked(901, { name: '陈静', birth_date: '1977-07-07', mobile: '15411110001' }),
    ...asked(902, { name: '冶建国', birth_date: '1966-06-06', mobile: '15488887777' }),
  ];
  const found = await atOnce(db, (tx) => lookalikesOf(tx, questions));
  const names = (n: number) =>
    found
      .get(identityKey(teacherRecord(n)))
      ?.map(({ record }) => record.name)
      .sort();
  expect(names(901)).toEqual(['陈静']);
  expect(names(902)).toEqual(['冶建国', '陈静']);
});

it('a registry that grew since the statement was prepared is not walked', async () => {
  const walks = async (): Promise<number> => {
    await db.pool.query('select pg_stat_force_next_flush()');
    const { rows } = await owner.query(`select seq_scan from pg_stat_user_tables where relname = 'teachers'`);
    return Number(rows[0]?.seq_scan);
  };
  await enrolTeachers(
    db,
    places.neighbour,
    Array.from({ length: 3_000 }, (_, n) => teacherRecord(1_000 + n)),
  );
  const before = await walks();
  // All of the fixture are born on one day with one surname: as many candidates as there can be, and still a short range.
  const [question] = asked(950, {});
  const found = await atOnce(db, (tx) => lookalikesOf(tx, question === undefined ? [] : [question]));
  expect(found.get(question?.document ?? '')?.length).toBeLessThanOrEqual(30);
  expect(await walks()).toBe(before);
});
