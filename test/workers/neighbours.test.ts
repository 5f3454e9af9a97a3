/** Files that share a job: each comes to its own end, whatever happens to the others. */
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { asSystem } from '../../database/scope.ts';
import { teachersInService } from '../../database/teachers.ts';
import { nationalReading } from '../../schemas/unit.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { checkUploads } from '../../workers/check.ts';
import { Reader } from '../../workers/reading/reader.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { teacherRecord } from '../setup/people.ts';
import {
  addSchool,
  csvOf,
  enrolTeachers,
  type Place,
  rowsAt,
  seedRegistry,
  sendIn,
} from '../setup/registry.ts';
import { testNow, uploadNow } from '../setup/working.ts';

// With sessions of the system, as a worker has, and of a page, which asks the same in transactions.
describe.each([true, false])('files of one job, in sessions of the system: %s', (system) => {
  const reader = new Reader({ limits: defaultReadLimits });
  let database: FreshDatabase;
  let db: Database;
  let owner: pg.Pool;
  let county: Place;
  let schools: Place[] = [];
  /** Above those that the registry is seeded with. */
  let number = 100;

  beforeAll(async () => {
    database = await freshDatabase();
    db = connect({ url: database.appUrl, secret: database.secret, system });
    owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
    county = (await seedRegistry(db)).county;
  });
  beforeEach(async () => {
    schools = [];
    for (let made = 0; made < 3; made += 1) {
      number += 1;
      const [name, code] = [`甲县第${number}小学`, String(2_137_000_000 + number)];
      schools.push(await asSystem(db, (tx) => addSchool(tx, county, name, code)));
    }
  });
  afterAll(async () => {
    await reader.close();
    await db.close();
    await owner.end();
    await database.drop();
  });

  const settings = { allow_test_ids: true, rural_classes: nationalReading, limits: defaultReadLimits };
  const check = (ids: readonly string[]): Promise<void> =>
    checkUploads({ db, reader, ...settings, now: testNow, log: pino({ level: 'silent' }) }, ids);
  const stateOf = async (id: string) => (await uploadNow(db, id)).state;
  const [first, second, third] = [() => at(0), () => at(1), () => at(2)];
  const at = (index: number): Place => {
    const school = schools[index];
    if (school === undefined) throw new Error(`there is no school ${index}`);
    return school;
  };

  it('each is compared with its own school alone', async () => {
    await enrolTeachers(db, first(), [teacherRecord(1), teacherRecord(2)]);
    await enrolTeachers(db, second(), [teacherRecord(3)]);
    // The first leaves one of its teachers out; the second names its own and one of the first's, who is in service there.
    const one = await sendIn(db, first(), csvOf(rowsAt(first(), 1, 1)));
    const two = await sendIn(db, second(), csvOf([...rowsAt(second(), 3, 1), ...rowsAt(second(), 2, 1)]));
    const three = await sendIn(db, third(), csvOf(rowsAt(third(), 4, 2)));
    await check([one, two, three]);
    const counts = async (id: string) => (await uploadNow(db, id)).counts;
    expect(await counts(one)).toMatchObject({ rows: 1, verified: 1, missing: 1, added: 0 });
    expect(await counts(two)).toMatchObject({ rows: 2, verified: 1, missing: 0, transferred: 1 });
    expect(await counts(three)).toMatchObject({ rows: 2, added: 2, missing: 0 });
    expect(await asSystem(db, (tx) => teachersInService(tx, first().unit.id))).toHaveLength(2);
  });

  it('one that somebody holds for a moment keeps no other waiting, and needs no second ring', async () => {
    const held = await sendIn(db, first(), csvOf(rowsAt(first(), 21, 1)));
    const free = await sendIn(db, second(), csvOf(rowsAt(second(), 22, 1)));
    const holder = await owner.connect();
    await holder.query('begin');
    await holder.query('select from uploads where id = $1 for update', [held]);
    const checking = check([held, free]);
    await vi.waitFor(async () => expect(await stateOf(free)).toBe('ready'), { timeout: 20_000 });
    expect(await stateOf(held)).toBe('received');
    await holder.query('commit');
    holder.release();
    await checking;
    expect(await stateOf(held)).toBe('ready');
  });

  it('a refused one and one with errors leave the third clean', async () => {
    const [row] = rowsAt(second(), 11, 1);
    if (!row) throw new Error('rows');
    const refused = await sendIn(db, first(), Buffer.from('%PDF-1.7 no table'));
    const wrong = await sendIn(db, second(), csvOf([{ ...row, mobile: '12' }]));
    const clean = await sendIn(db, third(), csvOf(rowsAt(third(), 12, 1)));
    await check([refused, wrong, clean]);
    expect([await stateOf(refused), await stateOf(wrong), await stateOf(clean)]).toEqual([
      ...['refused', 'needs_fix', 'ready'],
    ]);
  });

  it('one that can not be saved still owes its check, and the others have their verdict', async () => {
    const bad = await sendIn(db, first(), csvOf(rowsAt(first(), 21, 1)));
    const good = await sendIn(db, second(), csvOf(rowsAt(second(), 22, 1)));
    await owner.query(`create function refuse() returns trigger language plpgsql as
      $$ begin if new.upload_id = ${bad} then raise exception 'not this one'; end if; return new; end $$;
      create trigger refuse before insert on changes for each row execute function refuse()`);
    await expect(check([bad, good])).rejects.toThrow('not this one');
    await owner.query('drop trigger refuse on changes; drop function refuse');
    expect([await stateOf(bad), await stateOf(good)]).toEqual(['received', 'ready']);
  });

  it('those whose worker ended with them in hand go alone, the least tried first, and only the one at fault is given up', async () => {
    const [often, once, fresh] = [
      await sendIn(db, first(), csvOf(rowsAt(first(), 41, 1))),
      await sendIn(db, second(), csvOf(rowsAt(second(), 42, 1))),
      await sendIn(db, third(), csvOf(rowsAt(third(), 43, 1))),
    ];
    const tried = `update uploads set attempts = $2, claimed_at = now() - interval '1 minute' where id = $1`;
    await owner.query(tried, [often, 3]);
    await owner.query(tried, [once, 2]);
    const told: string[] = [];
    const log = pino(
      { level: 'info' },
      { write: (line: string) => void told.push(JSON.parse(line).upload_id) },
    );
    await checkUploads({ db, reader, ...settings, now: testNow, log }, [often, once, fresh]);
    expect(told).toEqual([fresh, once, often]);
    expect([await stateOf(often), await stateOf(once), await stateOf(fresh)]).toEqual([
      ...['failed', 'ready', 'ready'],
    ]);
  });

  it('two files of one school: the newer one stands, the older one has given way', async () => {
    const older = await sendIn(db, first(), csvOf(rowsAt(first(), 31, 1)));
    const newer = await sendIn(db, first(), csvOf(rowsAt(first(), 31, 2)));
    await check([older, newer]);
    expect([await stateOf(older), await stateOf(newer)]).toEqual(['superseded', 'ready']);
  });
});
