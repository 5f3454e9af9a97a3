/** Progress: each open unit is in one state and counted once, whatever it sent; counted below one unit and within the scope alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { progressBelow } from '../../database/progress.ts';
import { asSystem, inScope, type Scoped } from '../../database/scope.ts';
import { type Root, type Round, undoneUnits, unitsStanding } from '../../database/standing.ts';
import type { UploadCounts } from '../../schemas/examined.ts';
import { undoneStates } from '../../schemas/progress.ts';
import type { UploadState } from '../../schemas/upload-lifecycle.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import {
  addPlace,
  addSchool,
  csvOf,
  type Place,
  rowsAt,
  type SeededRegistry,
  seedRegistry,
  sendIn,
} from '../setup/registry.ts';

let database: FreshDatabase;
let db: Database;
let places: SeededRegistry;
/** 甲县 has schools named by what they did; 丁功能区 has one; 市直小学 stands right below the city. */
const schools = new Map<string, Place>();
let zone: Place;

const round: Round = {
  since: new Date('2026-07-01T00:00:00+08:00'),
  campaign_id: null,
  policy: { more_than_percent: 10, more_than_teachers: 3 },
};

const noCounts: UploadCounts = {
  ...{ rows: 0, errors: 0, warnings: 0, notes: 0, added: 0, changed: 0, verified: 0 },
  ...{ missing: 0, unanswered: 0, departed: 0, transferred: 0, conflicts: 0, risky: 0 },
};

interface Sent {
  readonly state: UploadState;
  readonly submitted_at?: string;
  readonly applied_at?: string;
  readonly reverts?: string;
  readonly template?: string;
  readonly counts?: Partial<UploadCounts>;
}

let sent = 0;
/** An upload that stands in a state, whatever way it came there. */
async function uploadIn(place: Place, { counts, ...facts }: Sent): Promise<string> {
  sent += 1;
  const id = await sendIn(db, place, csvOf(rowsAt(place, sent * 10, 1)));
  const revert_reason = facts.reverts ? '重复上报' : null;
  await asSystem(db, (tx) =>
    tx.sql
      .updateTable('uploads')
      .set({
        owes: null,
        counts: counts && JSON.stringify({ ...noCounts, ...counts }),
        revert_reason,
        ...facts,
      } as never)
      .where('id', '=', id)
      .execute(),
  );
  return id;
}

const school = (name: string): Place => {
  const place = schools.get(name);
  if (place === undefined) throw new Error(`no school ${name}`);
  return place;
};

beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  places = await seedRegistry(db);
  await asSystem(db, async (tx) => {
    const { city, county } = places;
    zone = await addPlace(tx, {
      parent_id: city.unit.id,
      kind: 'functional_zone',
      name: '丁功能区',
      code: null,
    });
    const add = async (above: Place, name: string, n: number) =>
      schools.set(name, await addSchool(tx, above, name, `21370001${String(n).padStart(2, '0')}`));
    for (const [n, name] of [
      '退回小学',
      '待提交小学',
      '两份小学',
      '撤销小学',
      '重报小学',
      '去年小学',
    ].entries()) {
      await add(county, name, n);
    }
    await add(county, '撤并小学', 20);
    await add(zone, '区属小学', 30);
    await add(city, '市直小学', 40);
    await tx.sql
      .updateTable('units')
      .set({ closed_at: new Date('2026-06-01T00:00:00Z') })
      .where('id', '=', school('撤并小学').unit.id)
      .execute();
  });
  await uploadIn(school('退回小学'), { state: 'superseded' });
  await uploadIn(school('退回小学'), { state: 'returned', submitted_at: '2026-07-02T02:00:00Z' });
  await uploadIn(school('待提交小学'), { state: 'ready' });
  // In review wins over what is being worked on, and a day is a day in China: 16:30 UTC is the next one.
  await uploadIn(school('两份小学'), { state: 'needs_fix' });
  await uploadIn(school('两份小学'), { state: 'submitted', submitted_at: '2026-07-02T16:30:00Z' });
  const undone = await uploadIn(school('撤销小学'), {
    ...{ state: 'applied', submitted_at: '2026-07-02T02:00:00Z', applied_at: '2026-07-03T02:00:00Z' },
  });
  await uploadIn(school('撤销小学'), {
    state: 'applied',
    reverts: undone,
    applied_at: '2026-07-04T02:00:00Z',
  });
  // Done on the first day, and once more later: counted on the first.
  await uploadIn(school('重报小学'), {
    ...{ state: 'applied', submitted_at: '2026-07-01T02:00:00Z', applied_at: '2026-07-02T02:00:00Z' },
  });
  await uploadIn(school('重报小学'), { state: 'submitted', submitted_at: '2026-07-06T02:00:00Z' });
  await uploadIn(school('去年小学'), {
    ...{ state: 'applied', submitted_at: '2026-06-01T02:00:00Z', applied_at: '2026-06-30T15:59:59Z' },
  });
  await uploadIn(school('撤并小学'), { state: 'submitted', submitted_at: '2026-07-02T02:00:00Z' });
  await uploadIn(school('区属小学'), {
    ...{ state: 'applied', submitted_at: '2026-07-02T02:00:00Z', applied_at: '2026-07-05T02:00:00Z' },
  });
  // Another template says nothing of the teachers.
  await uploadIn(school('市直小学'), {
    state: 'applied',
    template: 'transfer',
    applied_at: '2026-07-05T02:00:00Z',
  });
}, 60_000);
afterAll(async () => {
  await db.close();
  await database.drop();
});

const within = <T>(place: Place, work: Parameters<typeof inScope<T>>[2]) =>
  inScope(db, place.unit.path, work);
/** Without the units, which are asked for by themselves. */
const numbersBelow = async (tx: Scoped, root: Root, of: Round) => {
  const { listed: _, ...numbers } = await progressBelow(tx, root, of, { limit: 1 });
  return numbers;
};
const tally = (units: number, ...states: number[]) => {
  const [not_begun = 0, uploaded = 0, needs_fix = 0, in_review = 0, applied = 0] = states;
  return { units, not_begun, uploaded, needs_fix, in_review, applied };
};

describe('the board of a city', () => {
  it('counts each open unit once, in the state of the file that came furthest', async () => {
    const { areas, direct } = await within(places.city, (tx) => numbersBelow(tx, places.city.unit, round));
    expect(areas).toMatchObject([
      { name: '甲县', kind: 'county', ...tally(8, 3, 1, 2, 2, 0) },
      { name: '乙县', ...tally(1, 1, 0, 0, 0, 0) },
      { name: '丁功能区', kind: 'functional_zone', ...tally(1, 0, 0, 0, 0, 1) },
    ]);
    expect(direct).toMatchObject(tally(1, 1));
  });

  it('without a round counts what was applied before', async () => {
    const { areas } = await within(places.city, (tx) =>
      numbersBelow(tx, places.city.unit, { ...round, since: null }),
    );
    expect(areas[0]).toMatchObject(tally(8, 2, 1, 2, 2, 1));
  });
});

it('the board of a province counts a city with all that is in it, city-direct units too', async () => {
  const { areas, direct } = await within(places.province, (tx) =>
    numbersBelow(tx, places.province.unit, round),
  );
  expect(areas).toMatchObject([{ name: '甲市', ...tally(11, 5, 1, 2, 2, 1) }]);
  expect(direct.units).toBe(0);
});

it('the board of a county has no areas, only units of its own', async () => {
  const { areas, direct } = await within(places.county, (tx) => numbersBelow(tx, places.county.unit, round));
  expect(areas).toEqual([]);
  expect(direct).toMatchObject(tally(8, 3, 1, 2, 2, 0));
});

it('an undo that was itself undone leaves the file where it was', async () => {
  const [undo] = await asSystem(db, (tx) =>
    tx.sql.selectFrom('uploads').where('reverts', 'is not', null).select('id').execute(),
  );
  const again = await uploadIn(school('撤销小学'), { state: 'applied', reverts: undo?.id ?? '' });
  const { direct } = await within(places.county, (tx) => numbersBelow(tx, places.county.unit, round));
  expect(direct).toMatchObject(tally(8, 3, 1, 1, 2, 1));
  await asSystem(db, (tx) =>
    tx.sql.updateTable('uploads').set({ state: 'submitted' }).where('id', '=', again).execute(),
  );
});

describe('units done by day', () => {
  it('stand on the day of their first word that still holds, in China', async () => {
    const { done_by_day: days } = await within(places.city, (tx) =>
      numbersBelow(tx, places.city.unit, round),
    );
    expect(days).toEqual([
      { day: '2026-07-01', units: 1 },
      { day: '2026-07-02', units: 1 },
      { day: '2026-07-03', units: 1 },
    ]);
  });
});

describe('the units behind a number', () => {
  const listed = async (filter: Partial<Parameters<typeof unitsStanding>[3]>, place = places.county) => {
    const { units, total } = await within(place, (tx) =>
      unitsStanding(tx, place.unit, round, { limit: 50, ...filter }),
    );
    expect(units).toHaveLength(total);
    return units.map(({ name, state }) => `${name} ${state}`);
  };

  it('are those that it counts', async () => {
    expect(await listed({ states: ['needs_fix'] })).toEqual(['退回小学 needs_fix', '撤销小学 needs_fix']);
    expect(await listed({ states: ['in_review'] })).toEqual(['两份小学 in_review', '重报小学 in_review']);
    expect(await listed({ states: ['not_begun'], direct: true }, places.city)).toEqual([
      '市直小学 not_begun',
    ]);
  });

  it('come in pages that say how many there are', async () => {
    const { units, total } = await within(places.city, (tx) =>
      unitsStanding(tx, places.city.unit, round, { limit: 2, offset: 1 }),
    );
    expect([units.length, total]).toEqual([2, 11]);
  });

  it('are told together with the numbers as they are told apart', async () => {
    for (const place of [places.county, places.city, places.province]) {
      const filter = { states: undoneStates, limit: 3 };
      const [together, numbers, units] = await within(place, async (tx) => [
        await progressBelow(tx, place.unit, round, filter),
        await numbersBelow(tx, place.unit, round),
        await unitsStanding(tx, place.unit, round, filter),
      ]);
      expect(together).toEqual({ ...numbers, listed: units });
      expect(units.total).toBeGreaterThan(0);
    }
  });

  it('owe their word while nothing of theirs is in review or applied', async () => {
    const ids = await within(places.city, (tx) => undoneUnits(tx, places.city.unit, round));
    expect(ids).toHaveLength(8);
    expect(ids).not.toContain(school('两份小学').unit.id);
    expect(ids).not.toContain(school('撤并小学').unit.id);
  });
});

describe('with submissions', () => {
  let campaign_id = '';
  beforeAll(async () => {
    await asSystem(db, async (tx) => {
      const { id } = await tx.sql
        .insertInto('campaigns')
        .values({ year: 2026, name: '2026年' })
        .returning('id')
        .executeTakeFirstOrThrow();
      campaign_id = id;
      const said = (name: string, facts: Record<string, unknown>) => {
        const { unit } = school(name);
        return { campaign_id, step: 'collection', unit_id: unit.id, unit_path: unit.path, ...facts } as never;
      };
      await tx.sql
        .insertInto('submissions')
        .values([
          said('区属小学', { state: 'accepted', accepted_at: '2026-07-06T02:00:00Z' }),
          said('去年小学', { state: 'excused' }),
          said('市直小学', { state: 'locked', accepted_at: '2026-07-07T02:00:00Z' }),
          // Not yet the word of the unit above.
          said('待提交小学', { state: 'submitted' }),
          said('退回小学', { state: 'accepted', step: 'enrolment', accepted_at: '2026-07-07T02:00:00Z' }),
        ])
        .execute();
    });
  });
  const withSubmissions = (): Round => ({ ...round, campaign_id });

  it('units that were accepted or excused are that, whatever their files', async () => {
    const { areas, direct } = await within(places.city, (tx) =>
      numbersBelow(tx, places.city.unit, withSubmissions()),
    );
    expect(areas).toMatchObject([
      { name: '甲县', ...tally(8, 2, 1, 2, 2, 0), accepted: 1 },
      { name: '乙县', ...tally(1, 1), accepted: 0 },
      { name: '丁功能区', ...tally(1), accepted: 1 },
    ]);
    expect(direct).toMatchObject({ ...tally(1), accepted: 1 });
  });

  it('they are done on the day of their file, else of the acceptance, and the excused before the round', async () => {
    const { done_by_day: days } = await within(places.city, (tx) =>
      numbersBelow(tx, places.city.unit, withSubmissions()),
    );
    expect(days).toEqual([
      { day: '2026-06-30', units: 1 },
      { day: '2026-07-01', units: 1 },
      { day: '2026-07-02', units: 1 },
      { day: '2026-07-03', units: 1 },
      { day: '2026-07-07', units: 1 },
    ]);
  });

  it('they owe nothing any more', async () => {
    const ids = await within(places.city, (tx) => undoneUnits(tx, places.city.unit, withSubmissions()));
    expect(ids).toHaveLength(6);
    expect(ids).not.toContain(school('去年小学').unit.id);
  });
});

describe('omissions', () => {
  const omitting = async (omission: 'last' | 'expected') => {
    const { units } = await within(places.otherCounty, (tx) =>
      unitsStanding(tx, places.otherCounty.unit, round, { limit: 50, omission }),
    );
    return units.map(({ name, before, reported }) => [name, before, reported]);
  };
  const add = (
    name: string,
    code: string,
    expected_headcount: number | null,
    counts: Partial<UploadCounts>,
  ) =>
    asSystem(db, async (tx) => {
      const place = await addSchool(tx, places.otherCounty, name, code);
      await tx.sql.updateTable('units').set({ expected_headcount }).where('id', '=', place.unit.id).execute();
      return place;
    }).then((place) => uploadIn(place, { state: 'ready', counts }));

  it('are files that leave out more than both limits, or everybody', async () => {
    await add('少四人小学', '2137000201', 40, { verified: 30, changed: 6, missing: 3, departed: 1 });
    await add('少五人小学', '2137000202', 40, { verified: 30, changed: 5, missing: 4, departed: 1 });
    await add('少三人小学', '2137000203', 7, { verified: 4, missing: 3 });
    await add('空表小学', '2137000204', 2, { missing: 2 });
    await add('调入小学', '2137000205', null, { verified: 10, transferred: 3, added: 2, departed: 1 });
    expect(await omitting('last')).toEqual([
      ['少五人小学', 40, 35],
      ['空表小学', 2, 0],
    ]);
  });

  it('against what the county expects count what the file holds, newcomers too', async () => {
    await add('应有多小学', '2137000206', 50, { verified: 30, added: 5, conflicts: 1 });
    expect(await omitting('expected')).toEqual([
      ['少五人小学', 40, 35],
      ['空表小学', 2, 0],
      ['应有多小学', 30, 36],
    ]);
    const { direct } = await within(places.otherCounty, (tx) =>
      numbersBelow(tx, places.otherCounty.unit, round),
    );
    expect(direct).toMatchObject({ units: 7, fewer_than_last: 2, fewer_than_expected: 3 });
  });
});

it('a stranger sees none of it, even when it names the unit', async () => {
  await within(places.otherCounty, async (tx) => {
    const { areas, direct, done_by_day } = await numbersBelow(tx, places.county.unit, round);
    expect([areas, direct.units, done_by_day]).toEqual([[], 0, []]);
    expect(
      (await unitsStanding(tx, places.city.unit, round, { limit: 50, states: ['in_review'] })).total,
    ).toBe(0);
  });
});
