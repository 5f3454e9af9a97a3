/** Extensions on real tables: asked for, granted within reach, refused, revoked; and what they open to whom. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { eventsOf } from '../../database/events.ts';
import { listExtensions } from '../../database/extension-list.ts';
import {
  addExtension,
  type Decision,
  decideExtension,
  type NewExtension,
} from '../../database/extensions.ts';
import { listNotices } from '../../database/notices.ts';
import { inScope } from '../../database/scope.ts';
import { windowOfUnit, windowsOfUnits } from '../../database/unit-windows.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { usualExtensions } from '../../schemas/campaign-window.ts';
import type { ExtensionAction } from '../../schemas/extension.ts';
import { addTestCampaign } from '../setup/campaign.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { type Place, type SeededRegistry, seedRegistry } from '../setup/registry.ts';

let database: FreshDatabase;
let db: Database;
let places: SeededRegistry;
let campaign: Campaign;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  places = await seedRegistry(db);
});
/** Each test has a calendar of its own. */
beforeEach(async () => {
  campaign = await addTestCampaign(db, places, `活动 ${Math.random()}`);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** The morning after the window closed. */
const late = new Date('2022-07-21T08:00:00+08:00');
const judgement = { policy: usualExtensions, now: late };
const add = (by: Place, unit: Place, until: string, changed: Partial<NewExtension> = {}) =>
  inScope(db, by.actor.unit_path, (tx) =>
    addExtension(
      tx,
      by.actor,
      campaign,
      { step: 'enrolment', unit_id: unit.unit.id, covers: 'unit', until, reason: '停电一天', ...changed },
      judgement,
    ),
  );
const decide = (by: Place, id: string, action: ExtensionAction, decision: Decision = {}) =>
  inScope(db, by.actor.unit_path, (tx) =>
    decideExtension(tx, by.actor, [campaign], id, action, decision, judgement),
  );
const windowOf = ({ actor, unit }: Place, at = late) =>
  inScope(db, actor.unit_path, (tx) => windowOfUnit(tx, campaign, 'enrolment', unit, at));
const newest = async ({ actor }: Place) =>
  (await inScope(db, actor.unit_path, (tx) => listNotices(tx, actor, { limit: 1, offset: 0 }))).notices[0];

describe('a school that is late', () => {
  it('asks with a reason, is granted another day by its county, and is open to the last second of it', async () => {
    const { school, county } = places;
    expect(await windowOf(school)).toMatchObject({ phase: 'closed', by: 'window' });
    const id = await add(school, school, '2022-07-22');
    expect(await newest(county)).toMatchObject({
      kind: 'extension-asked',
      params: { unit: '甲县实验小学', until: '2022-07-22' },
      href: `/campaigns/${campaign.id}/extensions`,
    });
    expect(await windowOf(school)).toMatchObject({ phase: 'closed' });
    expect(await decide(county, id, 'grant', { until: '2022-07-23' })).toBe('granted');
    expect(await windowOf(school, new Date('2022-07-23T23:59:59+08:00'))).toEqual({
      ...{
        by: 'extension',
        phase: 'open',
        opens_on: '2022-07-06',
        closes_on: '2022-07-23',
        extension_id: id,
      },
    });
    expect(await windowOf(school, new Date('2022-07-24T00:00:00+08:00'))).toMatchObject({ phase: 'closed' });
    expect(await newest(school)).toMatchObject({
      kind: 'extension-granted',
      params: { by: '甲县', until: '2022-07-23' },
    });
    expect(await windowOf(places.neighbour)).toMatchObject({ phase: 'closed', by: 'window' });
  });

  it('asks once at a time for a step, and again after the answer', async () => {
    const { school, county } = places;
    const id = await add(school, school, '2022-07-22');
    await expect(add(school, school, '2022-07-23')).rejects.toMatchObject({ code: 'extension-asked' });
    await add(school, school, '2022-07-26', { step: 'experts' });
    await decide(county, id, 'refuse', { reason: '请按时完成' });
    expect(await add(school, school, '2022-07-23')).not.toBe(id);
  });

  it('is refused with a reason only, which its people read and no event or notice holds', async () => {
    const { school, county } = places;
    const id = await add(school, school, '2022-07-22');
    await expect(decide(county, id, 'refuse')).rejects.toMatchObject({ code: 'reason-missing' });
    expect(await decide(county, id, 'refuse', { reason: '请按时完成' })).toBe('refused');
    const { extensions } = await inScope(db, school.actor.unit_path, (tx) =>
      listExtensions(tx, campaign.id, { limit: 9 }),
    );
    expect(extensions).toMatchObject([{ id, state: 'refused', reason: '停电一天', answer: '请按时完成' }]);
    const events = await inScope(db, school.actor.unit_path, (tx) => eventsOf(tx, 'extension', id));
    expect(events.map(({ action }) => action)).toEqual(['request', 'refuse']);
    expect(JSON.stringify([events, await newest(school)])).not.toMatch(/停电|按时/);
    const { rows } = await inScope(db, '/', (tx) =>
      sql`select * from extensions where id = ${id}`.execute(tx.sql),
    );
    expect(JSON.stringify(rows)).not.toMatch(/停电|按时/);
  });

  it('takes its question back, and the county is told', async () => {
    const { school, county } = places;
    const id = await add(school, school, '2022-07-22');
    expect(await decide(school, id, 'withdraw')).toBe('withdrawn');
    expect(await newest(county)).toMatchObject({ kind: 'extension-withdrawn' });
    await expect(decide(county, id, 'grant')).rejects.toMatchObject({
      code: 'wrong-state',
      params: { of: 'extension', state: 'withdrawn', action: 'grant' },
    });
  });

  it.each([
    ['the present last day', '2022-07-20'],
    ['a day that is over', '2022-07-19'],
  ])('can not ask for %s', async (_what, until) => {
    await expect(add(places.school, places.school, until)).rejects.toMatchObject({
      code: 'extension-too-early',
      params: { closes_on: '2022-07-20' },
    });
  });

  it('can not answer itself, nor can a neighbour or another county', async () => {
    const { school, neighbour, otherCounty } = places;
    const id = await add(school, school, '2022-07-22');
    await expect(decide(school, id, 'grant')).rejects.toMatchObject({
      ...{ code: 'not-your-tier', params: { by: 'superior' } },
    });
    for (const place of [neighbour, otherCounty]) {
      await expect(decide(place, id, 'grant')).rejects.toMatchObject({ code: 'not-found' });
    }
    await expect(add(otherCounty, school, '2022-07-22')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('how far a tier may grant', () => {
  it.each([
    ['county', '2022-07-23', '2022-07-24'],
    ['city', '2022-07-27', '2022-07-28'],
  ] as const)('a %s until %s and not a day further', async (tier, furthest, beyond) => {
    const { school } = places;
    await expect(add(places[tier], school, beyond)).rejects.toMatchObject({
      code: 'extension-too-far',
      params: { furthest, whom: tier === 'county' ? '甲市' : '山东省' },
    });
    await add(places[tier], school, furthest);
    expect(await windowOf(school)).toMatchObject({ phase: 'open', closes_on: furthest });
  });

  it('the province any day, also to itself for everybody', async () => {
    const { province, stranger } = places;
    await add(province, province, '2023-01-31', { covers: 'area' });
    expect(await windowOf(stranger)).toMatchObject({ phase: 'open', closes_on: '2023-01-31' });
  });

  it('counts from the granter’s own last day once that was extended', async () => {
    const { city, county, school } = places;
    const id = await add(school, school, '2022-07-26');
    await expect(decide(county, id, 'grant')).rejects.toMatchObject({ code: 'extension-too-far' });
    await add(city, county, '2022-07-24');
    expect(await decide(county, id, 'grant')).toBe('granted');
  });

  it('a request beyond the county’s reach is granted by the city, and the county is told', async () => {
    const { city, county, school } = places;
    const id = await add(school, school, '2022-07-26');
    expect(await decide(city, id, 'grant')).toBe('granted');
    expect(await newest(county)).toMatchObject({
      kind: 'extension-granted-below',
      params: { by: '甲市', unit: '甲县实验小学', until: '2022-07-26' },
    });
  });
});

describe('an extension of a county', () => {
  it('for the county alone leaves its schools closed', async () => {
    const { city, county, school } = places;
    await add(city, county, '2022-07-25');
    expect(await windowOf(county)).toMatchObject({ phase: 'open' });
    expect(await windowOf(school)).toMatchObject({ phase: 'closed' });
  });

  it('for its area opens every unit of it in one statement, tells each, and no other county', async () => {
    const { city, county, school, neighbour, stranger } = places;
    const id = await add(city, county, '2022-07-25', { covers: 'area' });
    const units = [county, school, neighbour, stranger].map(({ unit }) => unit);
    const windows = await inScope(db, city.actor.unit_path, (tx) =>
      windowsOfUnits(tx, campaign, 'enrolment', units, late),
    );
    expect(windows.map(({ phase }) => phase)).toEqual(['open', 'open', 'open', 'closed']);
    expect(await windowOf(school)).toMatchObject({ phase: 'open', extension_id: id });
    for (const place of [county, school, neighbour]) {
      expect(await newest(place)).toMatchObject({ kind: 'extension-granted', params: { by: '甲市' } });
    }
    expect((await newest(stranger))?.params).not.toMatchObject({ until: '2022-07-25' });
  });

  it('closes again when it is revoked with a reason, and an earlier one counts again', async () => {
    const { city, county, school } = places;
    await add(county, school, '2022-07-22');
    const id = await add(city, county, '2022-07-25', { covers: 'area' });
    expect(await windowOf(school)).toMatchObject({ closes_on: '2022-07-25' });
    await expect(decide(city, id, 'revoke')).rejects.toMatchObject({ code: 'reason-missing' });
    expect(await decide(city, id, 'revoke', { reason: '已完成' })).toBe('revoked');
    expect(await windowOf(school)).toMatchObject({ closes_on: '2022-07-22', phase: 'open' });
    expect(await windowOf(county)).toMatchObject({ phase: 'closed' });
    for (const place of [county, school]) {
      expect(await newest(place)).toMatchObject({ kind: 'extension-revoked', params: { by: '甲市' } });
    }
  });

  it('granted by itself to all below it opens its schools and not itself, and is its own to revoke', async () => {
    const { county, school, stranger } = places;
    await expect(add(county, county, '2022-07-24', { covers: 'below' })).rejects.toMatchObject({
      ...{ code: 'extension-too-far', params: { furthest: '2022-07-23' } },
    });
    const id = await add(county, county, '2022-07-23', { covers: 'below' });
    expect(await windowOf(school)).toMatchObject({ phase: 'open', extension_id: id });
    expect(await windowOf(county)).toMatchObject({ phase: 'closed' });
    expect(await windowOf(stranger)).toMatchObject({ phase: 'closed' });
    expect(await newest(school)).toMatchObject({ kind: 'extension-granted', params: { by: '甲县' } });
    expect(await decide(county, id, 'revoke', { reason: '已完成' })).toBe('revoked');
    expect(await windowOf(school)).toMatchObject({ phase: 'closed' });
    expect(await newest(school)).toMatchObject({ kind: 'extension-revoked', params: { by: '甲县' } });
    expect((await newest(county))?.params).not.toMatchObject({ by: '甲县' });
  });

  it('can not be revoked by the county itself', async () => {
    const { city, county } = places;
    const id = await add(city, county, '2022-07-25');
    await expect(decide(county, id, 'revoke', { reason: 'x' })).rejects.toMatchObject({
      code: 'not-your-tier',
    });
  });
});

describe('granted unasked', () => {
  it('to a unit that has asked already is the answer to its question', async () => {
    const { school, county } = places;
    const id = await add(school, school, '2022-07-21');
    expect(await add(county, school, '2022-07-22', { reason: '统一延期' })).toBe(id);
    expect(await windowOf(school)).toMatchObject({ closes_on: '2022-07-22', extension_id: id });
  });

  it('and refused at the same moment, one of the two wins', async () => {
    const { school, county, city } = places;
    const id = await add(school, school, '2022-07-22');
    const outcomes = await Promise.allSettled([
      decide(county, id, 'grant'),
      decide(city, id, 'refuse', { reason: '不同意' }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('the wall behind the application', () => {
  it('lets no unit but the province grant anything to itself', async () => {
    const { county } = places;
    const granting = inScope(db, county.actor.unit_path, (tx) =>
      sql`insert into extensions (campaign_id, step, unit_id, unit_path, covers, state, until, reason, made_by)
        values (${campaign.id}, 'enrolment', ${county.unit.id}, ${county.unit.path}, 'area', 'granted', '2030-01-01', '\\x00',
          ${county.actor.account_id})`.execute(tx.sql),
    );
    await expect(granting).rejects.toThrow(/row-level security/);
    const id = await add(county, county, '2022-07-22');
    const turning = inScope(db, county.actor.unit_path, (tx) =>
      sql`update extensions set state = 'granted', until = '2030-01-01' where id = ${id}`.execute(tx.sql),
    );
    await expect(turning).rejects.toThrow(/row-level security/);
  });
});
