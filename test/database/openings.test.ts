/** The opening chain on real tables: who opens what to whom, in bulk and singly, what is refused, and who sees it. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { eventsOf } from '../../database/events.ts';
import { listNotices } from '../../database/notices.ts';
import { holdOpenings, openingFacts, openingOf } from '../../database/opening-facts.ts';
import { type OpeningOrder, setOpenings } from '../../database/openings.ts';
import { inScope } from '../../database/scope.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { openingIn } from '../../schemas/opening.ts';
import type { Stage } from '../../schemas/subject.ts';
import { addOpeningPlaces, addTestCampaign, type OpeningPlaces } from '../setup/campaign.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { type Place, type SeededRegistry, seedRegistry } from '../setup/registry.ts';

let database: FreshDatabase;
let db: Database;
let places: SeededRegistry & OpeningPlaces;
let campaign: Campaign;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  const seeded = await seedRegistry(db);
  places = { ...seeded, ...(await addOpeningPlaces(db, seeded)) };
  campaign = await addTestCampaign(db, seeded);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const inTime = new Date('2022-07-06T09:00:00+08:00');
const set = (place: Place, order: OpeningOrder, now = inTime, of = campaign) =>
  inScope(db, place.actor.unit_path, (tx) => setOpenings(tx, place.actor, of, order, now));
const toEach = (open: boolean): OpeningOrder => ({ units: 'all', stages: 'all', open });
const one = (place: Place, stage: Stage, open = true): OpeningOrder => ({
  ...{ units: [place.unit.id], stages: [stage], open },
});
/** What is open to a place, as its own people see it. */
const opening = (place: Place, stage: Stage) =>
  inScope(db, place.actor.unit_path, (tx) => openingOf(tx, campaign.id, place.unit, stage));

describe('before anything is opened', () => {
  it('each refusal names who must open what to whom, also to a school that may not read its county', async () => {
    const { school, direct, county, city } = places;
    expect(await opening(school, '小学')).toEqual({
      is_open: false,
      stage: '小学',
      unit: { id: county.unit.id, name: '甲县', kind: 'county' },
      opener: { id: city.unit.id, name: '甲市', kind: 'city' },
    });
    expect(await opening(direct, '高中')).toMatchObject({
      unit: { name: '甲市第一中学' },
      opener: { name: '甲市' },
    });
  });

  it('a county can open nothing: the city must open the stage to it', async () => {
    const { county, school } = places;
    await expect(set(county, toEach(true))).rejects.toMatchObject({
      code: 'not-opened',
      params: { stage: '高中', unit: '甲县', opener: '甲市' },
    });
    await expect(set(county, one(school, '小学'))).rejects.toMatchObject({
      code: 'not-opened',
      params: { stage: '小学', unit: '甲县', opener: '甲市' },
    });
  });
});

describe('the window of openings', () => {
  it.each([
    ['2022-07-04T23:59:59+08:00', 'before'],
    ['2022-07-21T00:00:00+08:00', 'closed'],
  ])('at %s is %s: the refusal says the days and whom to ask', async (at, phase) => {
    await expect(set(places.city, toEach(true), new Date(at))).rejects.toMatchObject({
      code: 'window-closed',
      status: 423,
      params: { step: 'openings', phase, opens_on: '2022-07-05', closes_on: '2022-07-20', whom: '山东省' },
    });
  });

  it('does not limit a campaign that plans no days for it', async () => {
    const free = await addTestCampaign(db, places, '自由', {
      enrolment: { opens_on: '2022-07-06', closes_on: '2022-07-20' },
    });
    const done = await set(places.city, one(places.direct, '高中'), new Date('2030-01-01T00:00:00Z'), free);
    expect(done).toEqual({ changed: 1, units: 1, refused: [] });
  });
});

describe('opening', () => {
  it('all areas and stages by the city is one order: counties and zones every stage, direct schools what they offer', async () => {
    const { city, county, zone, direct } = places;
    // Two counties and a zone with four stages each, one school with one.
    expect(await set(city, toEach(true))).toEqual({ changed: 13, units: 4, refused: [] });
    expect(await set(city, toEach(true))).toEqual({ changed: 0, units: 0, refused: [] });
    expect(await opening(direct, '高中')).toEqual({ is_open: true });
    for (const place of [county, zone]) expect(await opening(place, '幼儿园')).toEqual({ is_open: true });
  });

  it('a school is then for the county to open', async () => {
    expect(await opening(places.school, '小学')).toMatchObject({
      unit: { name: '甲县实验小学' },
      opener: { name: '甲县' },
    });
  });

  it('all units by the county passes over what they do not offer and names the kindergarten without a licence', async () => {
    const { county, school, kindergarten, unlicensed, institute } = places;
    // Two primary schools, a kindergarten, and an institute with four stages.
    expect(await set(county, toEach(true))).toEqual({
      ...{ changed: 7, units: 4 },
      refused: [
        {
          ...{
            unit_id: unlicensed.unit.id,
            unit_name: '甲县小星幼儿园',
            stage: '幼儿园',
            code: 'licence-missing',
          },
        },
      ],
    });
    expect(await opening(school, '小学')).toEqual({ is_open: true });
    expect(await opening(school, '初中')).toMatchObject({ is_open: false });
    expect(await opening(kindergarten, '幼儿园')).toEqual({ is_open: true });
    expect(await opening(institute, '高中')).toEqual({ is_open: true });
  });

  it.each([
    ['a stage that the unit does not offer', () => one(places.school, '初中'), 'stage-not-offered'],
    ['a kindergarten without a licence', () => one(places.unlicensed, '幼儿园'), 'licence-missing'],
    ['a unit of another county', () => one(places.stranger, '小学'), 'not-found'],
    ['the county itself', () => one(places.county, '小学'), 'not-your-tier'],
    ['no unit at all', () => ({ ...one(places.school, '小学'), units: [] }), 'not-found'],
  ] as const)('%s by its name is refused', async (_what, order, code) => {
    await expect(set(places.county, order())).rejects.toMatchObject({ code });
  });

  it('a unit that is not right below is refused: the city does not open a county’s schools, nor the province', async () => {
    for (const place of [places.city, places.province]) {
      await expect(set(place, one(places.school, '小学'))).rejects.toMatchObject({ code: 'not-your-tier' });
    }
  });

  it('is all or nothing where units are named', async () => {
    const order = { units: [places.zoneSchool.unit.id], stages: ['小学', '初中'], open: true } as const;
    await expect(set(places.zone, order)).rejects.toMatchObject({ code: 'stage-not-offered' });
    expect(await opening(places.zoneSchool, '小学')).toMatchObject({ is_open: false });
  });

  it('leaves an event with counts, and a notice for each unit with its stages', async () => {
    const { county, school, institute } = places;
    const events = await inScope(db, county.actor.unit_path, (tx) => eventsOf(tx, 'opening', campaign.id));
    expect(events.map(({ action, detail }) => ({ action, ...detail }))).toEqual([
      { action: 'open', cells: 7, units: 4, stages: '高中、初中、小学、幼儿园' },
    ]);
    const told = (place: Place) =>
      inScope(db, place.actor.unit_path, (tx) => listNotices(tx, place.actor, { limit: 9, offset: 0 }));
    expect((await told(school)).notices).toMatchObject([
      { kind: 'opened', params: { unit: '甲县', stages: '小学' }, href: `/campaigns/${campaign.id}` },
    ]);
    expect((await told(institute)).notices[0]?.params.stages).toBe('高中、初中、小学、幼儿园');
    expect((await told(county)).notices[0]).toMatchObject({
      ...{ kind: 'opened', params: { unit: '甲市' }, href: `/campaigns/${campaign.id}/openings` },
    });
  });
});

describe('one statement', () => {
  it('answers for every unit of a county', async () => {
    const { county, school, neighbour, kindergarten, unlicensed } = places;
    const paths = [school, neighbour, kindergarten, unlicensed].map(({ unit }) => unit.path);
    const facts = await inScope(db, county.actor.unit_path, (tx) => openingFacts(tx, campaign.id, paths));
    const open = (stage: Stage) => paths.map((path) => openingIn(facts, path, stage).is_open);
    expect(open('小学')).toEqual([true, true, false, false]);
    expect(open('幼儿园')).toEqual([false, false, true, false]);
  });
});

describe('closing', () => {
  it('one cell closes it to the unit, and the city closing a county closes all below it until it opens again', async () => {
    const { city, county, school, neighbour } = places;
    expect(await set(county, one(neighbour, '小学', false))).toEqual({ changed: 1, units: 1, refused: [] });
    expect(await opening(neighbour, '小学')).toMatchObject({ opener: { name: '甲县' } });
    await set(city, one(county, '小学', false));
    expect(await opening(school, '小学')).toMatchObject({ unit: { name: '甲县' }, opener: { name: '甲市' } });
    await set(city, one(county, '小学'));
    expect(await opening(school, '小学')).toEqual({ is_open: true });
  });

  it('what is not open changes nothing and tells nobody', async () => {
    expect(await set(places.county, one(places.neighbour, '小学', false))).toMatchObject({ changed: 0 });
  });

  it('waits for whoever holds the opening, and is seen by whoever holds it next', async () => {
    const { county, school } = places;
    const seen: boolean[] = [];
    // Whoever enrols: hold, ask, write; the close comes in between and must not overtake.
    const enrol = () =>
      inScope(db, school.actor.unit_path, async (tx) => {
        await holdOpenings(tx, campaign.id, [school.unit.path]);
        const { is_open } = await openingOf(tx, campaign.id, school.unit, '小学');
        const again = await openingOf(tx, campaign.id, school.unit, '小学');
        expect(again.is_open).toBe(is_open);
        seen.push(is_open);
      });
    for (let round = 0; round < 10; round++) {
      await Promise.all([enrol(), set(county, one(school, '小学', false)), enrol()]);
      await enrol();
      expect(seen.at(-1)).toBe(false);
      await set(county, one(school, '小学'));
    }
    expect(seen).toContain(true);
  });
});

describe('the wall behind the application', () => {
  it('shows a school its own openings and those above it, not its neighbour’s', async () => {
    const { school, city, county, province } = places;
    const seen = (place: Place) =>
      inScope(db, place.actor.unit_path, async (tx) => {
        const { rows } = await sql<{ unit_id: string }>`select distinct unit_id from openings
          where campaign_id = ${campaign.id}`.execute(tx.sql);
        return rows.map(({ unit_id }) => unit_id).sort();
      });
    expect(await seen(school)).toEqual([county.unit.id, school.unit.id].sort());
    expect((await seen(city)).length).toBe((await seen(province)).length);
  });

  it('lets nobody open anything to itself', async () => {
    const { school } = places;
    const opening_ = inScope(db, school.actor.unit_path, (tx) =>
      sql`insert into openings (campaign_id, unit_id, unit_path, stage, opened_by)
        values (${campaign.id}, ${school.unit.id}, ${school.unit.path}, '初中', ${school.actor.account_id})`.execute(
        tx.sql,
      ),
    );
    await expect(opening_).rejects.toThrow(/row-level security/);
  });

  it('names the units above a scope and no others', async () => {
    const { school, stranger } = places;
    const { rows } = await inScope(db, school.actor.unit_path, (tx) =>
      sql<{ name: string }>`select name from units_above() order by path`.execute(tx.sql),
    );
    expect(rows.map(({ name }) => name)).toEqual(['山东省', '甲市', '甲县']);
    expect(rows.map(({ name }) => name)).not.toContain(stranger.unit.name);
  });
});
