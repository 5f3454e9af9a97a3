/** The outbox: in what order it gives out what is owed. */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addCampaign } from '../../database/campaigns.ts';
import { leftOver } from '../../database/check-claims.ts';
import { connect, type Database } from '../../database/connect.ts';
import { type LargePlaces, takeOwed } from '../../database/outbox.ts';
import { asSystem } from '../../database/scope.ts';
import { receiveUpload } from '../../database/uploads.ts';
import type { TemplateId } from '../../schemas/sheets.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { type Place, type SeededRegistry, seedRegistry } from '../setup/registry.ts';

const [small, large] = [20_000, 2_000_000];
const minute_ms = 60_000;

describe.each([true, false])('the outbox, asked in sessions of the system: %s', (system) => {
  let database: FreshDatabase;
  let db: Database;
  let owner: pg.Pool;
  let registry: SeededRegistry;
  let next = 1;

  beforeAll(async () => {
    database = await freshDatabase();
    db = connect({ url: database.appUrl, secret: database.secret, system });
    owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
    registry = await seedRegistry(db);
  });
  beforeEach(() => owner.query('update uploads set owes = null'));
  afterAll(async () => {
    await db.close();
    await owner.end();
    await database.drop();
  });

  /** Received so many minutes ago. */
  const owe = async (place: Place, ago_min: number, size_bytes = small, wanted_in_min = 30 - ago_min) => {
    next += 1;
    const [received, wanted] = [-ago_min, wanted_in_min].map((min) => new Date(Date.now() + min * minute_ms));
    const { rows } = await owner.query<{ id: string }>(
      `insert into uploads (receipt, unit_id, unit_path, file_name, size_bytes, sha256, state, owes, received_by, received_at, wanted_by)
       values ('r' || $1::int, $2, $3, 'f', $4, decode(md5($1::text), 'hex'), 'received', 'check', $5, $6, $7) returning id`,
      [next, place.unit.id, place.unit.path, size_bytes, place.actor.account_id, received, wanted],
    );
    return rows[0]?.id ?? '';
  };
  const oweMany = async (place: Place, count: number, ago_min: number, size_bytes = small) => {
    const ids: string[] = [];
    for (let made = 0; made < count; made += 1) ids.push(await owe(place, ago_min - made / 100, size_bytes));
    return ids;
  };
  const take = async (limit: number, places?: LargePlaces): Promise<string[]> =>
    (await takeOwed(db, limit, 60, places)).map(({ id }) => id);

  it.each([
    ['a moment ahead, by a transaction that began after ours', '2 seconds', 0],
    ['hours ahead, before the clock was set back', '3 hours', 1],
    ['a moment ago', '-2 seconds', 0],
    ['long ago', '-2 minutes', 1],
  ])('leaves what was handed over or claimed %s to who has it: %s, %i due', async (_when, offset, due) => {
    const id = await owe(registry.school, 1);
    const mark = (column: string) =>
      owner.query(`update uploads set ${column} = now() + $2::interval where id = $1`, [id, offset]);
    await mark('dispatched_at');
    expect(await take(10)).toHaveLength(due);
    await mark('claimed_at');
    expect(await leftOver(db, [id])).toHaveLength(due);
  });

  it('lets counties take turns, whoever came first', async () => {
    const many = await oweMany(registry.school, 6, 20);
    const few = await oweMany(registry.stranger, 2, 5);
    const [a, b, c, d, e, f] = many;
    const [x, y] = few;
    expect(await take(4)).toEqual([a, x, b, y]);
    expect(await take(4)).toEqual([c, d, e, f]);
    expect(await take(4)).toEqual([]);
  });

  it('counts the schools of one county as one, and keeps them in the order in which they came', async () => {
    const late = await owe(registry.school, 1);
    const early = await owe(registry.neighbour, 9);
    const other = await owe(registry.stranger, 5);
    expect(await take(10)).toEqual([early, other, late]);
  });

  it('gives out first what comes from a window about to close, of whatever county', async () => {
    const usual = await oweMany(registry.school, 3, 8);
    const pressing = await owe(registry.school, 1, small, 4);
    const [a, b, c] = usual;
    expect(await take(10)).toEqual([pressing, a, b, c]);
  });

  it('lets small files overtake large ones, which have a place of their own all the while', async () => {
    const [one, two] = [await owe(registry.school, 25, large), await owe(registry.school, 24, large)];
    const files = await oweMany(registry.school, 5, 10);
    const first = await take(3, { most: 1, mine: [] });
    expect(first).toHaveLength(4);
    expect(first).toContain(one);
    // While it is in hand the second one waits, and the small ones do not.
    expect((await take(3, { most: 1, mine: [one] })).sort()).toEqual(files.slice(3).sort());
    await owner.query('update uploads set owes = null where id = $1', [one]);
    expect(await take(3, { most: 1, mine: [one] })).toEqual([two]);
  });

  it('gives a large file out again that was lost in the hands of its worker', async () => {
    const one = await owe(registry.school, 25, large);
    expect(await take(3, { most: 1, mine: [] })).toEqual([one]);
    expect(await take(3, { most: 1, mine: [one] })).toEqual([]);
    await owner.query(`update uploads set dispatched_at = now() - interval '2 minutes' where id = $1`, [one]);
    expect(await take(3, { most: 1, mine: [one] })).toEqual([one]);
  });

  it('wants a file within half an hour, and before the window of its template closes', async () => {
    const today = new Date(Date.now() + 8 * 60 * minute_ms).toISOString().slice(0, 10);
    const midnight = Date.parse(`${today}T00:00:00+08:00`) + 24 * 60 * minute_ms;
    const windows = { collection: { opens_on: '2020-01-01', closes_on: today } };
    await asSystem(db, (tx) =>
      addCampaign(tx, registry.province.actor, { year: 2026, name: `${system}`, windows }),
    );
    const wantedOf = async (template: TemplateId, received: number): Promise<number> => {
      const bytes = Buffer.from(`${template} ${received}`);
      const file = { unit: registry.school.unit, template, file_name: 'f', bytes };
      const { upload } = await asSystem(db, (tx) =>
        receiveUpload(tx, registry.school.actor, { ...file, received_at: new Date(received) }),
      );
      const { rows } = await owner.query('select wanted_by from uploads where id = $1', [upload.id]);
      return rows[0].wanted_by.getTime();
    };
    const [soon, later] = [midnight - 10 * minute_ms, midnight - 90 * minute_ms];
    expect(await wantedOf('teacher', soon)).toBe(midnight);
    expect(await wantedOf('teacher', later)).toBe(later + 30 * minute_ms);
    expect(await wantedOf('transfer', soon)).toBe(soon + 30 * minute_ms);
  });
});
