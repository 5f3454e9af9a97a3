/** Reminders: units that owe their word are told once a day by each sender, within the sender's scope alone. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { listNotices } from '../../database/notices.ts';
import { type Audience, remind } from '../../database/reminders.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import type { Round } from '../../database/standing.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { csvOf, type Place, rowsAt, type SeededRegistry, seedRegistry, sendIn } from '../setup/registry.ts';

let database: FreshDatabase | undefined;
let db: Database;
let places: SeededRegistry;

const round: Round = {
  since: null,
  campaign_id: null,
  policy: { more_than_percent: 10, more_than_teachers: 3 },
};
const occasion = { today: '2026-07-03', deadline: '2026-07-10' };

const close = async () => {
  if (database === undefined) return;
  await db.close();
  await database.drop();
};
beforeEach(async () => {
  await close();
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  places = await seedRegistry(db);
});
afterAll(close);

const remindAs = ({ actor }: Place, audience: Audience, today = occasion.today) =>
  inScope(db, actor.unit_path, (tx) => remind(tx, actor, audience, round, { ...occasion, today }));
const noticesOf = async ({ actor }: Place) =>
  (await inScope(db, actor.unit_path, (tx) => listNotices(tx, actor, { limit: 50, offset: 0 }))).notices;

/** The school's word, whatever way it came there. */
async function submitted(place: Place): Promise<void> {
  const id = await sendIn(db, place, csvOf(rowsAt(place, 10, 1)));
  await asSystem(db, (tx) =>
    tx.sql.updateTable('uploads').set({ state: 'submitted', owes: null }).where('id', '=', id).execute(),
  );
}

describe('a county', () => {
  it('reminds all its schools that owe their word, with who asks and until when', async () => {
    await submitted(places.neighbour);
    const told = await remindAs(places.county, { below: places.county.unit.id });
    expect(told).toEqual({ reminded: 1, skipped: 0, done: 0 });
    expect(await noticesOf(places.school)).toMatchObject([
      { kind: 'reminder', params: { unit: '甲县', deadline: '2026-07-10' }, href: '/', read: false },
    ]);
    expect(await noticesOf(places.neighbour)).toEqual([]);
    expect(await noticesOf(places.stranger)).toEqual([]);
  });

  it('passes over those who have submitted, and says how many', async () => {
    await submitted(places.neighbour);
    const units = [places.school.unit.id, places.neighbour.unit.id, places.school.unit.id];
    expect(await remindAs(places.county, { units })).toEqual({ reminded: 1, skipped: 0, done: 1 });
  });

  it('may not remind the school of another county, nor itself, nor the city', async () => {
    const refused = (units: string[]) => remindAs(places.county, { units });
    await expect(refused([places.stranger.unit.id])).rejects.toMatchObject({ code: 'not-found' });
    await expect(refused([places.city.unit.id])).rejects.toMatchObject({ code: 'not-found' });
    await expect(refused([places.county.unit.id])).rejects.toMatchObject({ code: 'not-your-tier' });
    await expect(remindAs(places.county, { below: places.city.unit.id })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(refused([places.school.unit.id, places.stranger.unit.id])).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await noticesOf(places.school)).toEqual([]);
  });
});

describe('those further up', () => {
  it('a city reminds a county of its open units, and any school below', async () => {
    const { city, county, school } = places;
    await remindAs(city, { units: [county.unit.id, school.unit.id] });
    expect(await noticesOf(county)).toMatchObject([
      { kind: 'reminder-area', params: { unit: '甲市', count: 2, deadline: '2026-07-10' } },
    ]);
    expect(await noticesOf(school)).toMatchObject([{ kind: 'reminder', params: { unit: '甲市' } }]);
  });

  it('the province reminds anyone', async () => {
    const { province, city, county, school, neighbour, stranger } = places;
    expect(await remindAs(province, { units: [city.unit.id, county.unit.id] })).toMatchObject({
      reminded: 2,
    });
    expect(await remindAs(province, { below: province.unit.id })).toMatchObject({ reminded: 3 });
    for (const place of [city, county, school, neighbour, stranger]) {
      expect(await noticesOf(place)).toHaveLength(1);
    }
  });
});

describe('once a day', () => {
  it('a second reminder of the day tells nobody and says so', async () => {
    const below = { below: places.county.unit.id };
    await remindAs(places.county, below);
    await expect(remindAs(places.county, below)).rejects.toMatchObject({
      ...{ code: 'reminded-today', params: { count: 2 } },
    });
    expect(await noticesOf(places.school)).toHaveLength(1);
  });

  it('who heard it today is skipped, the others are told', async () => {
    await remindAs(places.county, { units: [places.school.unit.id] });
    const told = await remindAs(places.county, { below: places.county.unit.id });
    expect(told).toEqual({ reminded: 1, skipped: 1, done: 0 });
  });

  it('the next day is another day, and another sender has a word of its own', async () => {
    const below = { below: places.county.unit.id };
    await remindAs(places.county, below);
    expect(await remindAs(places.county, below, '2026-07-04')).toMatchObject({ reminded: 2 });
    expect(await remindAs(places.city, below)).toMatchObject({ reminded: 2 });
    expect(await noticesOf(places.school)).toHaveLength(3);
  });

  it('of two at once each unit hears one', async () => {
    const below = { below: places.county.unit.id };
    const ends = await Promise.allSettled([remindAs(places.county, below), remindAs(places.county, below)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await noticesOf(places.school)).toHaveLength(1);
    expect(await noticesOf(places.neighbour)).toHaveLength(1);
  });
});

it('when everybody has submitted there is nobody to remind', async () => {
  await submitted(places.stranger);
  const { otherCounty, city } = places;
  const refused = { code: 'nothing-to-remind' };
  await expect(remindAs(otherCounty, { below: otherCounty.unit.id })).rejects.toMatchObject(refused);
  await expect(remindAs(city, { units: [otherCounty.unit.id] })).rejects.toMatchObject(refused);
});

it('an event keeps who reminded how many, and no name', async () => {
  await remindAs(places.county, { below: places.county.unit.id });
  const [event] = await asSystem(db, (tx) =>
    tx.sql.selectFrom('events').where('subject', '=', 'reminder').selectAll().execute(),
  );
  expect(event).toMatchObject({
    ...{ action: 'remind', unit_id: places.county.unit.id, subject_id: places.county.unit.id },
    ...{ account_id: places.county.actor.account_id, detail: { reminded: 2, skipped: 0, done: 0 } },
  });
});

it('a county sees of reminders only what concerns its own units', async () => {
  await remindAs(places.province, { below: places.province.unit.id });
  const seen = await inScope(db, places.county.unit.path, (tx) =>
    tx.sql.selectFrom('reminders').select('unit_id').orderBy('unit_id').execute(),
  );
  expect(seen.map(({ unit_id }) => unit_id)).toEqual([places.school.unit.id, places.neighbour.unit.id]);
});
