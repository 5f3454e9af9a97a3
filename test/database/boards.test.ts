/** Boards: who waits, how far each area has come; counted within the scope alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completenessBelow, reviewQueue } from '../../database/boards.ts';
import { connect, type Database } from '../../database/connect.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import type { UploadCounts } from '../../schemas/examined.ts';
import type { UploadState } from '../../schemas/upload-lifecycle.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { teacherRecord } from '../setup/people.ts';
import {
  addPlace,
  addSchool,
  csvOf,
  enrolTeachers,
  type Place,
  rowsAt,
  type SeededRegistry,
  seedRegistry,
  sendIn,
} from '../setup/registry.ts';

let database: FreshDatabase;
let db: Database;
let places: SeededRegistry;
/** A third school of 甲县, and one right below the city. */
let third: Place;
let cityDirect: Place;

const noCounts: UploadCounts = {
  ...{ rows: 0, errors: 0, warnings: 0, notes: 0, added: 0, changed: 0, verified: 0 },
  ...{ missing: 0, unanswered: 0, departed: 0, transferred: 0, conflicts: 0, risky: 0 },
};

let sent = 0;
/** An upload that stands in a state, whatever way it came there. */
async function uploadIn(
  place: Place,
  state: UploadState,
  submitted_at: string | null = null,
  counts: Partial<UploadCounts> = {},
): Promise<string> {
  sent += 1;
  const id = await sendIn(db, place, csvOf(rowsAt(place, sent * 10, 1)));
  await asSystem(db, (tx) =>
    tx.sql
      .updateTable('uploads')
      .set({ state, owes: null, submitted_at, counts: JSON.stringify({ ...noCounts, ...counts }) } as never)
      .where('id', '=', id)
      .execute(),
  );
  return id;
}

beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  places = await seedRegistry(db);
  third = await asSystem(db, (tx) => addSchool(tx, places.county, '甲县第三小学', '2137000009'));
  cityDirect = await asSystem(db, (tx) => addSchool(tx, places.city, '市直小学', '2137000010'));
  await asSystem(db, (tx) =>
    addPlace(tx, {
      ...{ parent_id: places.city.unit.id, kind: 'administrative_body', name: '市教育局', code: null },
    }),
  );
  await enrolTeachers(db, places.school, [teacherRecord(1), teacherRecord(2)]);
  await enrolTeachers(db, places.stranger, [teacherRecord(3)]);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

it('before anybody sent anything nobody waits', async () => {
  const found = await inScope(db, places.county.unit.path, (tx) =>
    reviewQueue(tx, places.county.unit.id, 10),
  );
  expect(found).toEqual({ waiting: [], total: 0 });
});

describe('when some have sent', () => {
  let ids: Record<'old' | 'calm' | 'risky', string>;
  beforeAll(async () => {
    await uploadIn(places.school, 'superseded');
    await uploadIn(places.school, 'needs_fix');
    ids = {
      // 15:59 and 16:01 UTC are two days in China.
      old: await uploadIn(places.neighbour, 'submitted', '2026-07-19T15:59:00Z'),
      calm: await uploadIn(third, 'submitted', '2026-07-19T16:01:00Z', { verified: 40 }),
      risky: await uploadIn(third, 'submitted', '2026-07-20T15:00:00Z', {
        ...{ conflicts: 1, departed: 2, missing: 3, transferred: 4, added: 50, risky: 10 },
      }),
    };
    await uploadIn(places.stranger, 'applied');
    await uploadIn(cityDirect, 'submitted', '2026-07-20T01:00:00Z');
  });

  it('the oldest day waits first, and within a day the riskiest', async () => {
    const { waiting, total } = await inScope(db, places.county.unit.path, (tx) =>
      reviewQueue(tx, places.county.unit.id, 10),
    );
    expect(waiting.map(({ id, unit_name, risky }) => [id, unit_name, risky])).toEqual([
      [ids.old, '甲县第二小学', 0],
      [ids.risky, '甲县第三小学', 10],
      [ids.calm, '甲县第三小学', 0],
    ]);
    expect(total).toBe(3);
  });

  it('a city reviews the schools right below it alone', async () => {
    const { waiting } = await inScope(db, places.city.unit.path, (tx) =>
      reviewQueue(tx, places.city.unit.id, 10),
    );
    expect(waiting.map((one) => one.unit_name)).toEqual(['市直小学']);
  });

  it('each area counts its schools once, areas before units of the city itself, and nobody who reports no teachers', async () => {
    const areas = await inScope(db, places.city.unit.path, (tx) =>
      completenessBelow(tx, places.city.unit.id),
    );
    expect(
      areas.map(({ name, units, applied, teachers, verified }) => [name, units, applied, teachers, verified]),
    ).toEqual([
      ['甲县', 3, 0, 2, 0],
      ['乙县', 1, 1, 1, 0],
      ['市直小学', 1, 0, 0, 0],
      // Has no teachers to report.
      ['市教育局', 0, 0, 0, 0],
    ]);
  });

  it('a stranger sees none of it, even when it names the unit', async () => {
    const found = await inScope(db, places.otherCounty.unit.path, async (tx) => [
      await reviewQueue(tx, places.county.unit.id, 10),
      await completenessBelow(tx, places.city.unit.id),
    ]);
    expect(found[0]).toEqual({ waiting: [], total: 0 });
    expect(found[1]).toMatchObject([{ name: '乙县' }]);
  });
});
