/** Headcounts are what counting the teachers would answer, whoever changed them, in whatever order. */
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { countHeads } from '../../database/headcount.ts';
import { inScope } from '../../database/scope.ts';
import { listTeachers } from '../../database/teachers.ts';
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
  const records = Array.from({ length: 12 }, (_, n) =>
    teacherRecord(n + 1, { name: n % 2 ? `王伟${n}` : `李·娜${n}` }),
  );
  ids = await enrolTeachers(db, places.school, records);
});
afterAll(async () => {
  await owner.end();
  await db.close();
  await database.drop();
});

const keys = 'unit_id, unit_path, stage, status';
const kept = () =>
  owner.query(`select ${keys}, sum(teachers)::int as teachers, sum(verified)::int as verified from headcounts
    group by ${keys} having sum(teachers) <> 0 or sum(verified) <> 0 order by ${keys}`);
const counted = () =>
  owner.query(`select ${keys}, count(*)::int as teachers, count(verified_at)::int as verified from teachers
    group by ${keys} order by ${keys}`);

describe('whatever happens to teachers', () => {
  it('the sums are what counting answers, and the rows stay few', async () => {
    const step = fc.record({
      who: fc.nat({ max: 11 }),
      status: fc.constantFrom('在职', '离职', '退休'),
      stage: fc.constantFrom('小学', '初中'),
      to: fc.constantFrom('school', 'neighbour', 'stranger', null),
      verified: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        for (const { who, status, stage, to, verified } of steps) {
          const id = ids[who] ?? '';
          await nextVersion(db, id, {
            cells: { status, stage } as never,
            ...(to === null ? {} : { to: places[to as 'school'] }),
          });
          await owner.query('update teachers set verified_at = case when $2 then now() end where id = $1', [
            id,
            verified,
          ]);
        }
        expect((await kept()).rows).toEqual((await counted()).rows);
      }),
      { numRuns: 12 },
    );
    const most = await owner.query(
      'select count(*)::int as rows from headcounts group by unit_id order by 1 desc limit 1',
    );
    expect(most.rows[0].rows).toBeLessThanOrEqual(40);
  });

  it('two hands at one unit at the same time lose nothing and wait for nobody', async () => {
    await Promise.all(
      ids.map((id) => nextVersion(db, id, { cells: { status: '在职', stage: '小学' }, to: places.school })),
    );
    expect((await kept()).rows).toEqual((await counted()).rows);
  });

  it('a unit that moves in the tree takes its headcounts along', async () => {
    const { unit } = places.school;
    const moved = `${places.otherCounty.unit.path}${unit.id}/`;
    await owner.query('update units set path = $1 where id = $2', [moved, unit.id]);
    expect((await kept()).rows).toEqual((await counted()).rows);
    const count = (path: string) => inScope(db, path, (tx) => countHeads(tx, { area: path, status: '在职' }));
    expect(await count(places.otherCounty.unit.path)).toBe(12);
    expect(await count(places.county.unit.path)).toBe(0);
    await owner.query('update units set path = $1 where id = $2', [unit.path, unit.id]);
  });

  it('nobody in the application may write them', async () => {
    await expect(inScope(db, '/', (tx) => tx.sql.deleteFrom('headcounts').execute())).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe('lists of teachers', () => {
  const list = (path: string, filter: object) =>
    inScope(db, path, async (tx) => {
      const found = await listTeachers(tx, { limit: 50, ...filter });
      return { ...found, teachers: found.teachers.map(({ id }) => id) };
    });

  it('find by a part of the name, with or without its dots, within the area alone', async () => {
    const all = [...ids].sort((a, b) => Number(a) - Number(b));
    const { county, otherCounty } = places;
    expect((await list(county.unit.path, { name: '伟' })).teachers).toEqual(
      all.filter((_, n) => n % 2 === 1),
    );
    expect((await list(county.unit.path, { name: '李娜' })).teachers).toEqual(
      all.filter((_, n) => n % 2 === 0),
    );
    expect((await list(county.unit.path, { name: '伟1' })).total).toBe(2);
    expect((await list(county.unit.path, { name: '王娜' })).total).toBe(0);
    expect((await list(county.unit.path, { name: '·' })).total).toBe(0);
    expect((await list(otherCounty.unit.path, { name: '伟' })).total).toBe(0);
    expect((await list(otherCounty.unit.path, { name: '伟', unit_path: county.unit.path })).total).toBe(0);
    expect((await list(county.unit.path, { name: '伟', status: '退休' })).total).toBe(0);
  });

  it('give the same people page by page as all at once, by any filter', async () => {
    const [first = '', second = ''] = ids;
    await nextVersion(db, first, { cells: { stage: '初中' }, to: places.stranger });
    await nextVersion(db, second, { cells: { status: '退休' } });
    for (const filter of [
      {},
      { status: '在职' },
      { stage: '小学' },
      { stage: '小学', status: '在职' },
      { name: '王' },
    ]) {
      const whole = await list('/', filter);
      expect(whole.teachers).toHaveLength(whole.total);
      const pages: string[] = [];
      for (let offset = 0; offset < whole.total; offset += 3) {
        const { teachers, total } = await list('/', { ...filter, limit: 3, offset });
        expect(total).toBe(whole.total);
        pages.push(...teachers);
      }
      expect(pages).toEqual(whole.teachers);
    }
    expect((await list('/', { stage: '初中' })).teachers).toEqual([first]);
    expect(await list('/', { limit: 3, offset: 99 })).toMatchObject({ teachers: [], total: 12 });
  });
});
