/** Notices: anybody's transaction may tell any unit, and only that unit's people read it. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorById } from '../../database/callers.ts';
import { addCampaign, listCampaigns } from '../../database/campaigns.ts';
import { connect, type Database } from '../../database/connect.ts';
import { listNotices, readAllNotices, readNotice, tell } from '../../database/notices.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { type Place, type SeededRegistry, seedRegistry } from '../setup/registry.ts';

let database: FreshDatabase;
let db: Database;
let places: SeededRegistry;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  places = await seedRegistry(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const everything = { limit: 50, offset: 0 };
const noticesOf = ({ actor }: Place) =>
  inScope(db, actor.unit_path, (tx) => listNotices(tx, actor, everything));

describe('a notice', () => {
  it('reaches the superior and a school of another county from the transaction of a school', async () => {
    const { school, county, stranger } = places;
    await inScope(db, school.actor.unit_path, (tx) =>
      tell(tx, [
        {
          unit: county.unit.id,
          kind: 'transfer-carried-out',
          params: { from: '甲', to: '乙' },
          href: '/transfers/1',
        },
        {
          unit: stranger.unit.id,
          kind: 'transfer-carried-out',
          params: { from: '甲', to: '乙' },
          href: '/transfers/1',
        },
      ]),
    );
    for (const place of [county, stranger]) {
      expect(await noticesOf(place)).toMatchObject({
        ...{ total: 1, unread: 1 },
        notices: [
          {
            kind: 'transfer-carried-out',
            params: { from: '甲', to: '乙' },
            href: '/transfers/1',
            read: false,
          },
        ],
      });
    }
    expect(await noticesOf(school)).toMatchObject({ total: 0, unread: 0 });
  });

  it('is not for those above the unit, even with the application filter removed', async () => {
    const seen = await inScope(db, places.city.actor.unit_path, (tx) =>
      sql`select 1 from notices`.execute(tx.sql),
    );
    expect(seen.rows).toEqual([]);
  });

  it('is gone with the transaction that told it', async () => {
    const telling = inScope(db, places.school.actor.unit_path, async (tx) => {
      await tell(tx, [
        { unit: places.neighbour.unit.id, kind: 'reminder', params: { unit: 'x' }, href: '/' },
      ]);
      throw new Error('undone');
    });
    await expect(telling).rejects.toThrow('undone');
    expect((await noticesOf(places.neighbour)).total).toBe(0);
  });

  it.each(['https://example.com/', '//example.com', 'notices', 'javascript:alert(1)'])(
    'never leads away from here: %s',
    async (href) => {
      const telling = asSystem(db, (tx) => tell(tx, [{ unit: places.city.unit.id, kind: 'reminder', href }]));
      await expect(telling).rejects.toThrow(/notices_href_check/);
    },
  );

  it('can be written in no other way', async () => {
    const writing = asSystem(db, (tx) =>
      sql`insert into notices (unit_id, unit_path, kind, href) values (1, '/1/', 'x', '/')`.execute(tx.sql),
    );
    await expect(writing).rejects.toThrow(/permission denied/);
  });

  it('is read once for each account, and nobody reads a stranger’s', async () => {
    const { county, otherCounty } = places;
    const [notice] = (await noticesOf(county)).notices;
    const id = notice?.id ?? '';
    await expect(
      inScope(db, otherCounty.actor.unit_path, (tx) => readNotice(tx, otherCounty.actor, id)),
    ).rejects.toMatchObject({ code: 'not-found' });
    const read = () => inScope(db, county.actor.unit_path, (tx) => readNotice(tx, county.actor, id));
    expect(await asSystem(db, (tx) => actorById(tx, county.actor.account_id))).toMatchObject({ unread: 1 });
    expect([await read(), await read()]).toEqual(['/transfers/1', '/transfers/1']);
    expect(await asSystem(db, (tx) => actorById(tx, county.actor.account_id))).toMatchObject({ unread: 0 });
    expect(await noticesOf(county)).toMatchObject({ total: 1, unread: 0, notices: [{ id, read: true }] });
  });

  it('stands before those that were read, and all are read at once', async () => {
    const { county } = places;
    await asSystem(db, (tx) =>
      tell(
        tx,
        [1, 2].map((n) => ({ unit: county.unit.id, kind: 'reminder', params: { unit: `${n}` }, href: '/' })),
      ),
    );
    const order = async () => (await noticesOf(county)).notices.map(({ kind, read }) => `${kind} ${read}`);
    expect(await order()).toEqual(['reminder false', 'reminder false', 'transfer-carried-out true']);
    expect(await inScope(db, county.actor.unit_path, (tx) => readAllNotices(tx, county.actor))).toBe(2);
    expect((await noticesOf(county)).unread).toBe(0);
  });
});

describe('the calendar', () => {
  const campaign = {
    year: 2026,
    name: '2026年',
    windows: { collection: { opens_on: '2026-06-01', closes_on: '2026-07-05' } },
  };

  it('is written by the province alone, and read by everybody', async () => {
    const { city, province, school } = places;
    const adding = inScope(db, city.actor.unit_path, (tx) => addCampaign(tx, city.actor, campaign));
    await expect(adding).rejects.toThrow(/row-level security/);
    const id = await inScope(db, province.actor.unit_path, (tx) => addCampaign(tx, province.actor, campaign));
    expect(await inScope(db, school.actor.unit_path, listCampaigns)).toEqual([{ id, ...campaign }]);
  });

  it('holds each name once', async () => {
    const { province } = places;
    const adding = inScope(db, province.actor.unit_path, (tx) => addCampaign(tx, province.actor, campaign));
    await expect(adding).rejects.toMatchObject({ code: 'campaign-exists' });
  });
});
