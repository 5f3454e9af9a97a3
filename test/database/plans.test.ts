/** The hottest queries over a registry that is large enough to plan as in production: none walks a large table. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillRegistry } from '../../bench/pages/registry.ts';
import { searchAudit } from '../../database/audit-search.ts';
import { completenessBelow, reviewQueue } from '../../database/boards.ts';
import { changesOf } from '../../database/change-sets.ts';
import { connect, type Database } from '../../database/connect.ts';
import { eventsOf } from '../../database/events.ts';
import { facetsOf, rulesOf } from '../../database/facets.ts';
import { figuresIn, givenUp, lastHour } from '../../database/figures.ts';
import { historyOf } from '../../database/histories.ts';
import { rosterAsOf, twoMoments } from '../../database/past-rosters.ts';
import { progressBelow } from '../../database/progress.ts';
import { inScope, type Scoped } from '../../database/scope.ts';
import { snapshotFor } from '../../database/snapshots.ts';
import { listTeachers, teacherById } from '../../database/teachers.ts';
import { listUnits } from '../../database/units.ts';
import { countByState, listUploads } from '../../database/uploads.ts';
import { undoneRightBelow } from '../../review-ui/pages/boards/progress-reader.ts';
import { type Moment, momentOf } from '../../schemas/moment.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { seedRegistry } from '../setup/registry.ts';

const large = ['teachers', 'teacher_revisions', 'uploads', 'changes', 'events'];

let database: FreshDatabase;
let db: Database;
let owner: pg.Client;
let units: Record<'province' | 'city' | 'county' | 'school', { id: string; path: string }>;
let one = { teacher: '', upload: '', set: '' };

beforeAll(async () => {
  database = await freshDatabase();
  // Its one connection tells the statistics of each statement before the next.
  db = connect({ url: database.appUrl, secret: database.secret, max_connections: 1 });
  await seedRegistry(db);
  const filling = connect({ url: database.ownerUrl, secret: database.secret });
  await fillRegistry(filling, { units: 10_000, teachers: 120_000 }, () => undefined);
  await filling.close();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const found = await owner.query(
    `select distinct on (kind) kind, id::text, path from units order by kind, id desc`,
  );
  units = Object.fromEntries(found.rows.map((unit) => [unit.kind, unit])) as unknown as typeof units;
  const picked = await owner.query(
    `select t.id::text as teacher, u.id::text as upload, u.change_set_id::text as set from uploads u
     join teachers t on t.unit_id = u.unit_id where u.state = 'submitted' and starts_with(u.unit_path, $1) limit 1`,
    [units.county.path],
  );
  one = picked.rows[0];
}, 120_000);
afterAll(async () => {
  await owner.end();
  await db.close();
  await database.drop();
});

/** How often each large table was walked so far. */
async function walks(): Promise<Record<string, number>> {
  await db.pool.query('select pg_stat_force_next_flush()');
  await db.pool.query('select 1');
  const { rows } = await owner.query<{ relname: string; seq_scan: string }>(
    'select relname, seq_scan from pg_stat_user_tables where relname = any($1)',
    [large],
  );
  return Object.fromEntries(rows.map(({ relname, seq_scan }) => [relname, Number(seq_scan)]));
}

const moment = (text: string): Moment => {
  const found = momentOf(text);
  if (found === null) throw new Error(`${text} is no moment`);
  return found;
};

type Tier = keyof typeof units;
type Question = (tx: Scoped) => Promise<unknown>;
const round = { since: null, campaign_id: null, policy: { more_than_percent: 10, more_than_teachers: 3 } };
const page = { limit: 50, offset: 0 };
/** A text is prepared at the fifth time, and may get one plan for all values after five more. */
const untilPrepared = 12;

describe('no large table is walked by', () => {
  it.each<[string, Tier, () => Question]>([
    ['the queue of a county', 'county', () => (tx) => reviewQueue(tx, units.county.id, 50)],
    ['how many files are in each state', 'county', () => (tx) => countByState(tx)],
    [
      'the newest files of the province in a state',
      'province',
      () => (tx) => listUploads(tx, { states: ['applied'], ...page }),
    ],
    [
      'the board of a county',
      'county',
      () => (tx) => progressBelow(tx, units.county, round, undoneRightBelow),
    ],
    ['the units below a city', 'city', () => (tx) => completenessBelow(tx, units.city.id)],
    ['a page of units', 'county', () => (tx) => listUnits(tx, page)],
    ['the changes of a set', 'county', () => (tx) => changesOf(tx, one.set, page)],
    ['the facets of a set', 'county', () => (tx) => facetsOf(tx, one.set)],
    ['what rules found in a set', 'county', () => (tx) => rulesOf(tx, one.set, {})],
    ['the teachers of the province', 'province', () => (tx) => listTeachers(tx, page)],
    ['a page far down', 'province', () => (tx) => listTeachers(tx, { limit: 50, offset: 90_000 })],
    ['the teachers of a stage', 'province', () => (tx) => listTeachers(tx, { stage: '高中', ...page })],
    ['a rare name in the province', 'province', () => (tx) => listTeachers(tx, { name: '慕容', ...page })],
    ['a common name in the province', 'province', () => (tx) => listTeachers(tx, { name: '王', ...page })],
    [
      'a document number',
      'province',
      () => (tx) => listTeachers(tx, { id_number: '379900198503070033', ...page }),
    ],
    [
      'a teacher and her history',
      'county',
      () => async (tx) => [await teacherById(tx, one.teacher), await historyOf(tx, one.teacher)],
    ],
    [
      'a check',
      'province',
      () => (tx) =>
        snapshotFor(tx, units.school.id, [{ id_type: '居民身份证', id_number: '379900198503070033' }], []),
    ],
    ['the audit trail of the province', 'province', () => (tx) => searchAudit(tx, page)],
    [
      'the audit trail of a county, of a day',
      'county',
      () => (tx) => searchAudit(tx, { from: '2026-11-01', to: '2026-11-01', ...page }),
    ],
    [
      'whose data in the province was seen',
      'province',
      () => (tx) => searchAudit(tx, { kinds: [{ subject: 'teacher', action: 'reveal' }], ...page }),
    ],
    ['what one person did', 'province', () => (tx) => searchAudit(tx, { username: 'county-3', ...page })],
    ['the events of a file', 'county', () => (tx) => eventsOf(tx, 'upload', one.upload)],
    [
      'what is owed, given up and done, for figures and operators',
      'province',
      () => async (tx) => [await figuresIn(tx), await lastHour(tx), await givenUp(tx, 50)],
    ],
    [
      'the roster of a county as of a day',
      'county',
      () => (tx) => rosterAsOf(tx, { area: units.county.path, moment: moment('2026-04-01'), ...page }),
    ],
    [
      'two days of a county',
      'county',
      () => (tx) =>
        twoMoments(tx, { area: units.county.path, from: moment('2026-02-01'), to: moment('2026-04-01') }),
    ],
  ])('%s, planned for its values or prepared', async (_what, tier, question) => {
    const before = await walks();
    for (let time = 0; time < untilPrepared; time += 1) await inScope(db, units[tier].path, question());
    expect(await walks()).toEqual(before);
  });
});

it.each(['county', 'city'] as const)(
  'a page of the teachers of a %s fetches its rows, not all of them',
  async (tier) => {
    const fetched = async (): Promise<number> => {
      await db.pool.query('select pg_stat_force_next_flush()');
      await db.pool.query('select 1');
      const { rows } = await owner.query(
        `select idx_tup_fetch::int as fetched from pg_stat_user_tables where relname = 'teachers'`,
      );
      return rows[0].fetched;
    };
    for (let time = 0; time < untilPrepared; time += 1) {
      const before = await fetched();
      await inScope(db, units[tier].path, (tx) => listTeachers(tx, page));
      expect((await fetched()) - before).toBeLessThan(2 * page.limit);
    }
  },
);
