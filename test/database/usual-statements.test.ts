import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { UsualStatements } from '../../database/usual-statements.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';

const times = (count: number, act: () => unknown): unknown[] => Array.from({ length: count }, act);

describe('a text that a process runs', () => {
  it('gets a name at the fifth time, and keeps it', () => {
    const usual = new UsualStatements();
    const names = times(7, () => usual.nameOf('select 1 from units where id = $1'));
    expect(names).toEqual([...times(4, () => undefined), 'usual-0', 'usual-0', 'usual-0']);
  });

  it.each([
    ['writes', 'insert into units (id) values ($1)'],
    ['writes beside what it asks', 'with told as (insert into units (id) values ($1)) select 1'],
    [
      'changes beside what it asks',
      'with told as (update units u set name = $1 where u.id = $2 returning id) select id from told',
    ],
    ['asks for all columns, of which a migration may add one', 'select * from units where id = $1'],
    ['asks for all columns of one table', 'select u.*, 1 from units u where id = $1'],
    ['asks for all columns last', 'with a as (select 1) select 1, * from a'],
  ])('is never named when it %s', (_what, text) => {
    const usual = new UsualStatements();
    expect(times(20, () => usual.nameOf(text)).filter(Boolean)).toEqual([]);
  });

  it.each([
    ['count', 'select count(*) from units'],
    ['multiply', 'select id from units where (expected_headcount - 1) * 100 > $1'],
    [
      'begin on a line of its own, as nearly all do',
      '\n      with a as (\n  select id from units) select id from a',
    ],
    ['lock', 'select id from units where id = $1 for update of units'],
  ])('may %s', (_what, text) => {
    const usual = new UsualStatements();
    expect(times(5, () => usual.nameOf(text)).at(-1)).toBe('usual-0');
  });

  it('gets none when 200 others have one: connections keep what they prepare', () => {
    const usual = new UsualStatements();
    for (let at = 0; at < 200; at += 1) times(5, () => usual.nameOf(`select ${at}`));
    expect(times(9, () => usual.nameOf('select one_more')).filter(Boolean)).toEqual([]);
    expect(usual.nameOf('select 199')).toBe('usual-199');
  });
});

describe('of a connection', () => {
  let database: FreshDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  it.each([
    ['a web process prepares what is usual', false, ['usual-0']],
    ['a worker, which takes one plan for all values, prepares only what is named', true, []],
  ])('%s', async (_what, system, names) => {
    db = connect({ url: database.appUrl, secret: database.secret, max_connections: 1, system });
    for (let at = 0; at < 6; at += 1) await sql`select ${at}::int as n`.execute(db.kysely);
    const { rows } = await db.pool.query(`select name from pg_prepared_statements order by name`);
    expect(rows.map(({ name }) => name)).toEqual(names);
    if (!system) await db.close();
  });
});
