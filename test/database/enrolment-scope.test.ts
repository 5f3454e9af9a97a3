/** The second wall around enrolment and staffing: PostgreSQL shows and lets another scope write nothing, whatever the application asks. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { excuseTeachers } from '../../database/enrolment-excuses.ts';
import { enrol } from '../../database/enrolments.ts';
import { proposeExperts } from '../../database/experts.ts';
import { addExtension } from '../../database/extensions.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { daysAfter, usualExtensions } from '../../schemas/campaign-window.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { openEnrolment } from '../setup/enrolling.ts';
import { teacherRecord } from '../setup/people.ts';
import { addPlace, enrolTeachers, type Place, type SeededRegistry, seedRegistry } from '../setup/registry.ts';

let database: FreshDatabase;
let db: Database;
let places: SeededRegistry & { readonly otherCity: Place };
const now = new Date('2022-07-07T09:00:00+08:00');

/** A row of each table that belongs to the first school, its county or its city. */
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  const seeded = await seedRegistry(db);
  const otherCity = await asSystem(db, (tx) =>
    addPlace(tx, { parent_id: seeded.province.unit.id, kind: 'city', name: '乙市', code: '379800' }),
  );
  places = { ...seeded, otherCity };
  const campaign = await openEnrolment(db, places, now, [places.city, places.county]);
  const { actor, unit } = places.school;
  const [first = '', second = ''] = await enrolTeachers(db, places.school, [
    teacherRecord(1),
    teacherRecord(2),
  ]);
  await inScope(db, actor.unit_path, async (tx) => {
    const wish = { teacher_id: first, stage: '小学', subject: '语文' } as const;
    await enrol(tx, actor, campaign, unit, [wish], { at: now });
    await excuseTeachers(tx, actor, campaign, unit, [{ teacher_id: second, code: 'sick', note: null }], now);
    const until = daysAfter(campaign.windows.enrolment?.closes_on ?? '', 2);
    const wanted = { step: 'enrolment', unit_id: unit.id, covers: 'unit', until, reason: '停电' } as const;
    await addExtension(tx, actor, campaign, wanted, { policy: usualExtensions, now });
  });
  const county = places.county.actor;
  const { name, id_number, mobile } = teacherRecord(1);
  await inScope(db, county.unit_path, (tx) =>
    proposeExperts(tx, county, [
      {
        ...{ campaign_id: campaign.id, level: '县级', workshop: null, teacher_id: first, upload_id: null },
        ...{ name: name ?? '', id_type: '居民身份证', id_number: id_number ?? '', mobile: mobile ?? '' },
        ...{ email: null, workplace: unit.name, county: '甲县', county_id: places.county.unit.id },
        ...{ stage: '小学', subject: '语文', title: '高级', honours: null, capacity: 100, serves: null },
      },
    ]),
  );
  const city = places.city.actor;
  await inScope(db, city.unit_path, (tx) =>
    sql`insert into staffing_plans (campaign_id, city_id, city_path, version, made_how, options, figures, content, digest, made_by)
      values (${campaign.id}, ${city.unit_id}, ${city.unit_path}, 1, 'computed', '{}', '{}', '', '', ${city.account_id})`.execute(
      tx.sql,
    ),
  );
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Of each table: whose rows they are, who has nothing to do with them, and the column that says where a row belongs. */
const tables = [
  ['enrolments', 'school', ['neighbour', 'stranger', 'otherCounty', 'otherCity'], 'unit_path'],
  ['enrolment_excuses', 'school', ['neighbour', 'stranger', 'otherCounty', 'otherCity'], 'unit_path'],
  ['extensions', 'school', ['neighbour', 'stranger', 'otherCounty', 'otherCity'], 'unit_path'],
  ['experts', 'county', ['school', 'stranger', 'otherCounty', 'otherCity'], 'unit_path'],
  // What its city has not published yet, a county doesn't see either.
  ['staffing_plans', 'city', ['county', 'school', 'otherCity'], 'city_path'],
] as const;

const others = tables.flatMap(([table, owner, strangers, path]) =>
  strangers.map((stranger) => [table, stranger, owner, path] as const),
);
const run = (scope: keyof typeof places, statement: string) =>
  inScope(db, places[scope].actor.unit_path, (tx) => sql.raw<{ count: number }>(statement).execute(tx.sql));

describe('rows of another scope', () => {
  it.each(tables)('%s: %s sees its own', async (table, owner) => {
    const { rows } = await run(owner, `select count(*)::int as count from ${table}`);
    expect(rows).toEqual([{ count: 1 }]);
  });

  it.each(others)('%s: %s sees nothing of the %s', async (table, stranger) => {
    const { rows } = await run(stranger, `select count(*)::int as count from ${table}`);
    expect(rows).toEqual([{ count: 0 }]);
  });

  it.each(others)('%s: %s changes nothing of the %s', async (table, stranger) => {
    const { numAffectedRows } = await run(stranger, `update ${table} set campaign_id = campaign_id`);
    expect(numAffectedRows).toBe(0n);
  });

  it.each(tables)('%s: %s can not give its row to another scope', async (table, owner, strangers, path) => {
    const there = places[strangers.at(-1) ?? owner].actor.unit_path;
    await expect(run(owner, `update ${table} set ${path} = '${there}'`)).rejects.toThrow(
      /row-level security/,
    );
  });

  it('an excuse of another scope is not taken away', async () => {
    await run('stranger', 'delete from enrolment_excuses');
    const { rows } = await run('school', 'select count(*)::int as count from enrolment_excuses');
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('openings of another county are neither seen nor closed', async () => {
    const { rows } = await run(
      'otherCounty',
      `select count(*)::int as count from openings
      where unit_path like '${places.county.actor.unit_path}%'`,
    );
    expect(rows).toEqual([{ count: 0 }]);
    const { numAffectedRows } = await run(
      'otherCounty',
      `delete from openings
      where unit_path like '${places.county.actor.unit_path}%'`,
    );
    expect(numAffectedRows).toBe(0n);
  });

  it.each([
    [
      'enrolments',
      `insert into enrolments (campaign_id, campaign_year, teacher_id, identity_hash, unit_id, unit_path, stage, subject,
      state, enrolled_by) select c.id, c.year, 1, 'x', UNIT, 'PATH', '小学', '语文', 'enrolled', 1 from campaigns c limit 1`,
    ],
    [
      'enrolment_excuses',
      `insert into enrolment_excuses (campaign_id, teacher_id, unit_id, unit_path, code, said_by)
      select c.id, 1, UNIT, 'PATH', 'sick', 1 from campaigns c limit 1`,
    ],
    [
      'openings',
      `insert into openings (campaign_id, unit_id, unit_path, stage, opened_by)
      select c.id, UNIT, 'PATH', '高中', 1 from campaigns c limit 1`,
    ],
    [
      'extensions',
      `insert into extensions (campaign_id, step, unit_id, unit_path, covers, asked_until, reason, made_by, state)
      select c.id, 'experts', UNIT, 'PATH', 'unit', '2030-01-01', '', 1, 'requested' from campaigns c limit 1`,
    ],
    [
      'experts',
      `insert into experts (campaign_id, unit_id, unit_path, level, state, identity_hash, workplace, county, stage, subject, title,
      capacity, sealed, proposed_by) select c.id, UNIT, 'PATH', '县级', 'proposed', 'x', '某校', '某县', '小学', '语文', '高级', 100, '', 1
      from campaigns c limit 1`,
    ],
    [
      'staffing_plans',
      `insert into staffing_plans (campaign_id, city_id, city_path, version, made_how, options, figures, content, digest,
      made_by) select c.id, UNIT, 'PATH', 9, 'computed', '{}', '{}', '', '', 1 from campaigns c limit 1`,
    ],
  ])('%s: nothing is written into another scope', async (_, statement) => {
    const { id, path } = places.school.unit;
    const there = statement.replace('UNIT', id).replace('PATH', path);
    await expect(run('stranger', there)).rejects.toThrow(/row-level security/);
  });
});
