/** Units that are added, changed, moved, closed, merged and split, and what two hands at once can do to them. */
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { completenessBelow } from '../../database/boards.ts';
import { closeOrganisation, mergeOrganisations, reopenOrganisation } from '../../database/closures.ts';
import { connect, type Database } from '../../database/connect.ts';
import { destinationsOf } from '../../database/destinations.ts';
import { historyOf } from '../../database/histories.ts';
import { moveTeachers } from '../../database/moves.ts';
import { listNotices } from '../../database/notices.ts';
import { historyOfUnit } from '../../database/organisation-history.ts';
import {
  addOrganisation,
  changeOrganisation,
  moveOrganisation,
  organisationById,
} from '../../database/organisations.ts';
import { asSystem, inScope, type Scoped } from '../../database/scope.ts';
import { splitOrganisation } from '../../database/splits.ts';
import { undoneUnits } from '../../database/standing.ts';
import { listTeachers, teacherById } from '../../database/teachers.ts';
import { listUnits } from '../../database/units.ts';
import { submitUpload } from '../../database/uploads.ts';
import type { OrganisationFacts } from '../../schemas/organisation-facts.ts';
import { freshDatabase } from '../setup/database.ts';
import { teacherRecord } from '../setup/people.ts';
import {
  addPlace,
  addSchool,
  enrolTeachers,
  type Place,
  type SeededRegistry,
  seedRegistry,
  sendIn,
} from '../setup/registry.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let registry: SeededRegistry;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  registry = await seedRegistry(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const as = <T>(place: Place, work: (tx: Scoped) => Promise<T>) => inScope(db, place.actor.unit_path, work);

let serial = 100;
/** A school of the county that no other test knows. */
let fresh: Place;
beforeEach(async () => {
  serial += 1;
  fresh = await asSystem(db, (tx) =>
    addSchool(tx, registry.county, `甲县第${serial}小学`, `21370001${serial}`),
  );
});

const facts = (changed: Partial<OrganisationFacts> = {}): OrganisationFacts => ({
  ...{ name: fresh.unit.name, code: fresh.unit.code, school_kind: '211', stages: ['小学'], sector: '公办' },
  ...{ urban_rural_class: '111', licence_no: null, township: null, expected_headcount: null },
  ...changed,
});
const change = (changed: Partial<OrganisationFacts>, version = 1, by = registry.county) =>
  as(by, (tx) => changeOrganisation(tx, by.actor, { id: fresh.unit.id, version }, facts(changed)));
const close = (version = 1, by = registry.county) =>
  as(by, (tx) => closeOrganisation(tx, by.actor, { id: fresh.unit.id, version }));
const merge = (into: Place, from: readonly Place[], expected: number | null = null) =>
  as(registry.county, (tx) =>
    mergeOrganisations(tx, registry.county.actor, {
      ...{ into: into.unit.id, from: from.map(({ unit }) => unit.id), expected },
    }),
  );
const now = (place: Place) => asSystem(db, (tx) => organisationById(tx, place.unit.id));

/** A file of the unit that its school could submit. */
async function readyFile(place: Place): Promise<string> {
  const id = await sendIn(db, place, Buffer.from(`file of ${place.unit.id}`));
  await asSystem(db, (tx) =>
    sql`update uploads set state = 'ready', owes = null where id = ${id}`.execute(tx.sql),
  );
  return id;
}

describe('adding a unit', () => {
  const add = (by: Place, parent: Place, code: string | null) =>
    as(by, (tx) => addOrganisation(tx, by.actor, parent.unit.id, 'school', facts({ code })));

  it('puts it right below, with its code and an event', async () => {
    const { id, path } = await add(registry.county, registry.county, '2137009001');
    expect(path).toBe(`${registry.county.unit.path}${id}/`);
    const history = await as(registry.county, (tx) => historyOfUnit(tx, id));
    expect(history.codes).toMatchObject([{ code: '2137009001', valid_to: null }]);
    expect(history.events).toMatchObject([{ action: 'add', detail: { code: '2137009001', kind: 'school' } }]);
  });

  it.each([
    ['a code in use in another county', '2137000003'],
    ['a code in use in the own county', '2137000001'],
  ])('with %s is refused', async (_case, code) => {
    await expect(add(registry.county, registry.county, code)).rejects.toMatchObject({ code: 'code-in-use' });
  });

  it('with a code that another school had once is refused', async () => {
    const former = fresh.unit.code;
    await change({ code: '2137009002' });
    await expect(add(registry.county, registry.county, former)).rejects.toMatchObject({
      code: 'code-in-use',
    });
  });

  it('in another county is not found by a county, and not for a school at all', async () => {
    await expect(add(registry.county, registry.otherCounty, null)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(add(registry.school, registry.school, null)).rejects.toMatchObject({
      code: 'kind-not-below',
    });
  });

  it('below a county is done by its city too', async () => {
    expect(await add(registry.city, registry.otherCounty, null)).toBeDefined();
  });
});

describe('changing a unit', () => {
  it('keeps the old name as an alias and the old code in the history', async () => {
    const old = fresh.unit;
    const fields = await change({ name: '甲县希望小学', code: '2137009010', expected_headcount: 12 });
    expect(fields.sort()).toEqual(['code', 'expected_headcount', 'name']);
    expect(await now(fresh)).toMatchObject({
      ...{
        name: '甲县希望小学',
        aliases: [old.name],
        code: '2137009010',
        version: 2,
        expected_headcount: 12,
      },
    });
    const { codes, events } = await as(registry.county, (tx) => historyOfUnit(tx, old.id));
    expect(codes.map(({ code, valid_to }) => [code, valid_to === null])).toEqual([
      ['2137009010', true],
      [old.code, false],
    ]);
    expect(events[0]).toMatchObject({
      action: 'change',
      detail: { fields: 'name code expected_headcount', from_code: old.code, to_code: '2137009010' },
    });
  });

  it('is found by its former name and its former code', async () => {
    const { name, code } = fresh.unit;
    await change({ name: '甲县改名小学', code: '2137009011' });
    const find = (search: string) => as(registry.county, (tx) => listUnits(tx, { search, limit: 5 }));
    for (const search of [name, code ?? '']) {
      expect((await find(search)).units.map((unit) => unit.name)).toEqual(['甲县改名小学']);
    }
    const routed = await as(registry.county, (tx) =>
      destinationsOf(tx, [
        { by: 'code', code: code ?? '' },
        { by: 'name', name },
      ]),
    );
    expect(routed).toMatchObject([{ unit: { id: fresh.unit.id } }, { unit: { id: fresh.unit.id } }]);
  });

  it('back to a former name and code leaves one code in use and no name twice', async () => {
    const { name, code } = fresh.unit;
    await change({ name: '甲县临时小学', code: '2137009012' });
    await change({ name, code }, 2);
    expect(await now(fresh)).toMatchObject({ name, code, aliases: ['甲县临时小学'], version: 3 });
    const { codes } = await as(registry.county, (tx) => historyOfUnit(tx, fresh.unit.id));
    expect(codes.filter(({ valid_to }) => valid_to === null).map((held) => held.code)).toEqual([code]);
  });

  it('by two people at once lets the first one win and tells the second of the newer version', async () => {
    const both = await Promise.allSettled([
      change({ name: '甲县一号小学' }),
      change({ name: '甲县二号小学' }),
    ]);
    const refused = both.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(1);
    const { name } = await now(fresh);
    expect(refused[0]?.reason).toMatchObject({ code: 'stale', params: { version: 2, name } });
  });

  it('of another county is not found, and not for the school itself', async () => {
    await expect(change({ name: '乙县的' }, 1, registry.otherCounty)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(change({ name: '自己改' }, 1, fresh)).rejects.toMatchObject({
      ...{ code: 'not-your-tier', params: { by: 'county city province' } },
    });
  });

  it('that changes nothing writes nothing', async () => {
    expect(await change({})).toEqual([]);
    expect((await now(fresh)).version).toBe(1);
  });
});

describe('closing a unit', () => {
  it('is refused while somebody is in service there', async () => {
    await enrolTeachers(db, fresh, [teacherRecord(serial)]);
    await expect(close()).rejects.toMatchObject({ code: 'unit-has-teachers', params: { count: 1 } });
    expect((await now(fresh)).closed_at).toBeNull();
  });

  it('is refused while a file is in review', async () => {
    const upload = await readyFile(fresh);
    await as(fresh, (tx) => submitUpload(tx, fresh.actor, upload));
    await expect(close()).rejects.toMatchObject({ code: 'unit-in-review' });
  });

  it('with people who left keeps them and their history', async () => {
    const [id] = await enrolTeachers(db, fresh, [teacherRecord(serial, { status: '离职' })]);
    await close();
    expect(await as(registry.county, (tx) => teacherById(tx, id ?? ''))).toMatchObject({
      unit_id: fresh.unit.id,
    });
  });

  it('takes it off the boards, the lists and the destinations, and keeps it to be seen', async () => {
    const below = () => as(registry.county, (tx) => completenessBelow(tx, registry.county.unit.id));
    const round = {
      since: null,
      campaign_id: null,
      policy: { more_than_percent: 10, more_than_teachers: 3 },
    };
    const owing = () => as(registry.county, (tx) => undoneUnits(tx, registry.county.unit, round));
    expect((await below()).map(({ id }) => id)).toContain(fresh.unit.id);
    await close();
    expect((await below()).map(({ id }) => id)).not.toContain(fresh.unit.id);
    expect(await owing()).not.toContain(fresh.unit.id);
    const { name } = fresh.unit;
    const listed = (closed?: boolean) =>
      as(registry.county, (tx) =>
        listUnits(tx, { search: name, limit: 5, ...(closed === undefined ? {} : { closed }) }),
      );
    expect((await listed()).total).toBe(0);
    expect((await listed(true)).units).toMatchObject([{ name }]);
    expect(await as(registry.county, (tx) => destinationsOf(tx, [{ by: 'name', name }]))).toEqual([
      { reason: 'unknown' },
    ]);
    const { codes } = await as(registry.county, (tx) => historyOfUnit(tx, fresh.unit.id));
    expect(codes).toMatchObject([{ valid_to: expect.any(String) }]);
  });

  it('lets its school submit nothing more, and nobody change it', async () => {
    const upload = await readyFile(fresh);
    await close();
    await expect(as(fresh, (tx) => submitUpload(tx, fresh.actor, upload))).rejects.toMatchObject({
      code: 'unit-closed',
    });
    await expect(change({ name: '已撤学校' }, 2)).rejects.toMatchObject({ code: 'unit-closed' });
  });

  it.each(Array.from({ length: 5 }, (_, round) => [round]))(
    'while its school submits, one of the two gives way (%i)',
    async () => {
      const upload = await readyFile(fresh);
      const [closing, submitting] = await Promise.allSettled([
        close(),
        as(fresh, (tx) => submitUpload(tx, fresh.actor, upload)),
      ]);
      expect([closing.status, submitting.status].sort()).toEqual(['fulfilled', 'rejected']);
    },
  );

  it('lets nobody be moved there any more', async () => {
    const [id] = await enrolTeachers(db, registry.neighbour, [teacherRecord(serial + 9000)]);
    await close();
    const to = { unit_id: fresh.unit.id, unit_path: fresh.unit.path };
    const move = { teacher_id: id ?? '', base_version: 1, cells: {} };
    await expect(
      as(registry.county, (tx) => moveTeachers(tx, [move], to, registry.county.actor.account_id)),
    ).rejects.toMatchObject({ code: 'unit-closed' });
  });

  it.each(Array.from({ length: 3 }, (_, round) => [round]))(
    'while somebody is moved there, one of the two gives way (%i)',
    async (round) => {
      const [id] = await enrolTeachers(db, registry.neighbour, [teacherRecord(serial + 10_000 + round)]);
      const to = { unit_id: fresh.unit.id, unit_path: fresh.unit.path };
      const move = { teacher_id: id ?? '', base_version: 1, cells: {} };
      const both = await Promise.allSettled([
        close(),
        as(registry.county, (tx) => moveTeachers(tx, [move], to, registry.county.actor.account_id)),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    },
  );

  it('is undone by opening it again', async () => {
    await close();
    await as(registry.county, (tx) =>
      reopenOrganisation(tx, registry.county.actor, { id: fresh.unit.id, version: 2 }),
    );
    expect(await now(fresh)).toMatchObject({ closed_at: null, version: 3 });
    const { codes } = await as(registry.county, (tx) => historyOfUnit(tx, fresh.unit.id));
    expect(codes).toMatchObject([{ code: fresh.unit.code, valid_to: null }]);
  });

  it('of a zone with schools below it is refused', async () => {
    const zone = await asSystem(db, (tx) =>
      addPlace(tx, {
        parent_id: registry.city.unit.id,
        kind: 'functional_zone',
        name: '甲市高新区',
        code: null,
      }),
    );
    await asSystem(db, (tx) => addSchool(tx, zone, '高新区一小', '2137009050'));
    const { city } = registry;
    await expect(
      as(city, (tx) => closeOrganisation(tx, city.actor, { id: zone.unit.id, version: 1 })),
    ).rejects.toMatchObject({ code: 'unit-has-units', params: { count: 1 } });
  });
});

describe('merging units', () => {
  it('moves everybody in service with one record each and their whole history', async () => {
    const other = await asSystem(db, (tx) => addSchool(tx, registry.county, '甲县并校', `21370002${serial}`));
    const [a, b] = await enrolTeachers(db, fresh, [teacherRecord(serial), teacherRecord(serial + 1000)]);
    const [left] = await enrolTeachers(db, fresh, [teacherRecord(serial + 2000, { status: '离职' })]);
    expect(await merge(other, [fresh], 2)).toBe(2);
    const seen = (id = '') => as(registry.county, (tx) => teacherById(tx, id));
    for (const id of [a, b]) {
      expect(await seen(id)).toMatchObject({ unit_id: other.unit.id, version: 2 });
      const revisions = await as(registry.county, (tx) => historyOf(tx, id ?? ''));
      expect(revisions.map(({ version }) => version).sort()).toEqual([1, 2]);
    }
    expect(await seen(left)).toMatchObject({ unit_id: fresh.unit.id, version: 1 });
    const { rows } = await asSystem(db, (tx) =>
      sql<{
        most: number;
      }>`select max(n)::int as most from (select count(*) as n from teachers where status = '在职'
        group by identity_hash) as counted`.execute(tx.sql),
    );
    expect(rows).toEqual([{ most: 1 }]);
  });

  it('names the successor, which knows whom it took over, by name and by former code', async () => {
    await merge(registry.neighbour, [fresh]);
    expect(await now(fresh)).toMatchObject({
      ...{ closed_at: expect.any(Date), merged_into: registry.neighbour.unit.id, code: fresh.unit.code },
    });
    const successor = await as(registry.county, (tx) => historyOfUnit(tx, registry.neighbour.unit.id));
    expect(successor.merged_from).toContainEqual({
      ...{ id: fresh.unit.id, name: fresh.unit.name, is_in_scope: true },
    });
    const former = await as(registry.county, (tx) => historyOfUnit(tx, fresh.unit.id));
    expect(former.merged_into).toMatchObject({ id: registry.neighbour.unit.id, name: '甲县第二小学' });
    const own = await as(fresh, (tx) => historyOfUnit(tx, fresh.unit.id));
    expect(own.merged_into).toMatchObject({ name: '甲县第二小学', is_in_scope: false });
    const found = await as(registry.county, (tx) =>
      listUnits(tx, { search: fresh.unit.code ?? '', closed: 'any', limit: 5 }),
    );
    expect(found.units.map(({ id }) => id)).toEqual([fresh.unit.id]);
    await expect(change({ name: '还想改' }, 2)).rejects.toMatchObject({
      ...{ code: 'unit-merged', params: { successor: '甲县第二小学' } },
    });
  });

  it('of several schools at once is one event each', async () => {
    const second = await asSystem(db, (tx) =>
      addSchool(tx, registry.county, '甲县又一校', `21370003${serial}`),
    );
    await enrolTeachers(db, second, [teacherRecord(serial + 3000)]);
    expect(await merge(registry.neighbour, [fresh, second])).toBe(1);
    for (const place of [fresh, second])
      expect((await now(place)).merged_into).toBe(registry.neighbour.unit.id);
  });

  it('of another number of teachers than was confirmed moves nobody', async () => {
    const [id] = await enrolTeachers(db, fresh, [teacherRecord(serial + 4000)]);
    await expect(merge(registry.neighbour, [fresh], 0)).rejects.toMatchObject({
      ...{ code: 'count-moved', params: { count: 1 } },
    });
    expect(await asSystem(db, (tx) => teacherById(tx, id ?? ''))).toMatchObject({ unit_id: fresh.unit.id });
  });

  it.each([
    ['nothing', 'merge-of-nothing', () => []],
    ['itself', 'merge-into-itself', () => [registry.neighbour]],
    ['a school of another county', 'not-found', () => [registry.stranger]],
  ] as const)('of %s is refused', async (_case, code, from) => {
    await expect(merge(registry.neighbour, from())).rejects.toMatchObject({ code });
  });
});

describe('splitting a school', () => {
  it('gives the new one the teachers of its stages and the chosen ones', async () => {
    const nine = await asSystem(db, (tx) =>
      addPlace(tx, {
        ...{
          parent_id: registry.county.unit.id,
          kind: 'school',
          name: '甲县九年一贯制',
          code: `31370001${serial}`,
        },
        ...{ school_kind: '312', stages: ['小学', '初中'], sector: '公办', urban_rural_class: '111' },
      }),
    );
    const ids = await enrolTeachers(db, nine, [
      teacherRecord(serial + 5000, { stage: '初中' }),
      teacherRecord(serial + 6000),
      teacherRecord(serial + 7000),
    ]);
    const { county } = registry;
    const made = await as(county, (tx) =>
      splitOrganisation(tx, county.actor, {
        from: { id: nine.unit.id, version: 1 },
        ...{ stages: ['初中'], teachers: [ids[2] ?? ''], expected: 2 },
        facts: facts({ name: '甲县新初中', code: null, school_kind: '311', stages: ['初中'] }),
        remaining: facts({ name: nine.unit.name, code: `21370004${serial}` }),
      }),
    );
    expect(made.teachers).toBe(2);
    const at = await Promise.all(ids.map((id) => as(county, (tx) => teacherById(tx, id))));
    expect(at.map(({ unit_id }) => unit_id)).toEqual([made.id, nine.unit.id, made.id]);
    expect(await now(nine)).toMatchObject({ school_kind: '211', stages: ['小学'], version: 2 });
  });
});

describe('moving a unit', () => {
  it('of a county into a zone takes all it has into the new scope and out of the old', async () => {
    const { city, county } = registry;
    const zone = await asSystem(db, (tx) =>
      addPlace(tx, { parent_id: city.unit.id, kind: 'functional_zone', name: `甲市${serial}区`, code: null }),
    );
    const [teacher] = await enrolTeachers(db, fresh, [teacherRecord(serial + 8000)]);
    await readyFile(fresh);
    await change({ township: '某镇' });
    await as(city, (tx) => moveOrganisation(tx, city.actor, { id: fresh.unit.id, version: 2 }, zone.unit.id));
    expect(await now(fresh)).toMatchObject({
      path: `${zone.unit.path}${fresh.unit.id}/`,
      parent_id: zone.unit.id,
    });

    const of = async (place: Place) => ({
      unit: await as(place, (tx) => organisationById(tx, fresh.unit.id)).then(
        () => true,
        () => false,
      ),
      teacher: await as(place, (tx) => teacherById(tx, teacher ?? '')).then(
        () => true,
        () => false,
      ),
      events: await as(place, async (tx) => {
        const { rows } = await sql<{
          n: number;
        }>`select count(*)::int as n from events where unit_id = ${fresh.unit.id}`.execute(tx.sql);
        return rows[0]?.n;
      }),
      uploads: await as(place, async (tx) => {
        const { rows } = await sql<{
          n: number;
        }>`select count(*)::int as n from uploads where unit_id = ${fresh.unit.id}`.execute(tx.sql);
        return rows[0]?.n;
      }),
    });
    expect(await of(county)).toEqual({ unit: false, teacher: false, events: 0, uploads: 0 });
    expect(await of(zone)).toEqual({ unit: true, teacher: true, events: 3, uploads: 1 });
    const left = await as(county, (tx) => historyOfUnit(tx, county.unit.id));
    expect(left.events[0]).toMatchObject({ action: 'release', detail: { code: fresh.unit.code } });
    expect((await as(zone, (tx) => listTeachers(tx, { limit: 5 }))).total).toBe(1);
  });

  it('with units below it takes the whole branch along', async () => {
    const { province, city } = registry;
    const [away, branch] = await asSystem(db, async (tx) => [
      await addPlace(tx, { parent_id: province.unit.id, kind: 'city', name: `乙市${serial}`, code: null }),
      await addPlace(tx, { parent_id: city.unit.id, kind: 'county', name: `丙县${serial}`, code: null }),
    ]);
    const school = await asSystem(db, (tx) => addSchool(tx, branch, '丙县小学', `21370005${serial}`));
    await as(province, (tx) =>
      moveOrganisation(tx, province.actor, { id: branch.unit.id, version: 1 }, away.unit.id),
    );
    expect((await now(school)).path).toBe(`${away.unit.path}${branch.unit.id}/${school.unit.id}/`);
    expect((await now(school)).parent_id).toBe(branch.unit.id);
  });

  it('is not for its county, and only to where its kind may stand', async () => {
    const { county, otherCounty, city, neighbour } = registry;
    const move = (by: Place, to: Place) =>
      as(by, (tx) => moveOrganisation(tx, by.actor, { id: fresh.unit.id, version: 1 }, to.unit.id));
    await expect(move(county, otherCounty)).rejects.toMatchObject({ code: 'not-found' });
    await expect(move(city, neighbour)).rejects.toMatchObject({ code: 'kind-not-below' });
    await move(city, otherCounty);
    expect((await now(fresh)).parent_id).toBe(otherCounty.unit.id);
  });
});

it('every table that carries the path of a unit follows it when it moves', async () => {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ table_name: string; follows: boolean }>(`
    select c.relname as table_name, exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f'
      and k.confrelid = 'units'::regclass and k.confupdtype = 'c' and a.attnum = any(k.conkey)) as follows
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where a.attname = 'unit_path' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`);
  await owner.end();
  expect(rows.filter(({ follows }) => !follows).map(({ table_name }) => table_name)).toEqual([]);
  expect(rows.map(({ table_name }) => table_name)).toContain('events');
});

describe('the news of a unit', () => {
  const newest = async (place: Place) => {
    const { notices } = await as(place, (tx) => listNotices(tx, place.actor, { limit: 1, offset: 0 }));
    const [notice] = notices;
    return notice === undefined ? null : { kind: notice.kind, params: notice.params, href: notice.href };
  };

  it('that is merged reaches it, its successor and the unit above, but not whoever merged it', async () => {
    const { county, city, school } = registry;
    await enrolTeachers(db, fresh, [teacherRecord(9_001)]);
    const before = [await newest(county), await newest(city)];
    await as(county, (tx) =>
      mergeOrganisations(tx, county.actor, {
        ...{ into: school.unit.id, from: [fresh.unit.id], expected: null },
      }),
    );
    const said = {
      kind: 'unit-merged',
      params: { unit: fresh.unit.name, to: school.unit.name, count: 1 },
      href: `/units/${school.unit.id}`,
    };
    expect([await newest(fresh), await newest(school)]).toEqual([said, said]);
    expect([await newest(county), await newest(city)]).toEqual(before);
  });

  it('that is closed reaches it', async () => {
    const { county } = registry;
    await as(county, (tx) => closeOrganisation(tx, county.actor, { id: fresh.unit.id, version: 1 }));
    expect(await newest(fresh)).toEqual({
      ...{ kind: 'unit-closed', params: { unit: fresh.unit.name }, href: `/units/${fresh.unit.id}` },
    });
  });

  it('that is moved reaches it, and the unit that it leaves and the one that it comes to', async () => {
    const { city, county, otherCounty } = registry;
    const before = await newest(city);
    await as(city, (tx) =>
      moveOrganisation(tx, city.actor, { id: fresh.unit.id, version: 1 }, otherCounty.unit.id),
    );
    const params = { unit: fresh.unit.name, from: county.unit.name, to: otherCounty.unit.name };
    const said = { kind: 'unit-moved', params, href: `/units/${fresh.unit.id}` };
    expect([await newest(county), await newest(otherCounty)]).toEqual([said, said]);
    const moved = { ...fresh.actor, unit_path: `${otherCounty.unit.path}${fresh.unit.id}/` };
    expect(await newest({ ...fresh, actor: moved })).toEqual(said);
    expect(await newest(city)).toEqual(before);
  });
});
