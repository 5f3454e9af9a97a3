/** The second wall: what PostgreSQL itself refuses to the role of web and worker. */

import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveAccount } from '../../database/accounts.ts';
import { actorById } from '../../database/callers.ts';
import { connect, type Database } from '../../database/connect.ts';
import { appendEvent } from '../../database/events.ts';
import { registerTeachers } from '../../database/registrations.ts';
import { asSystem, byItself, inScope } from '../../database/scope.ts';
import { listTeachers, teacherById } from '../../database/teachers.ts';
import { addUnit } from '../../database/units.ts';
import { freshDatabase } from '../setup/database.ts';
import { teacherRecord } from '../setup/people.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
const paths: Record<'province' | 'county' | 'school' | 'otherCounty' | 'otherSchool', string> = {
  province: '',
  county: '',
  school: '',
  otherCounty: '',
  otherSchool: '',
};
let strangerId = '';

beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: 'the secret of the scope test, long enough' });
  await asSystem(db, async (tx) => {
    const add = async (parent_id: string | null, kind: 'province' | 'county' | 'school', name: string) =>
      await addUnit(tx, { parent_id, kind, name, code: null });
    const province = await add(null, 'province', '山东省');
    const county = await add(province.id, 'county', '甲县');
    const school = await add(county.id, 'school', '甲县一中');
    const otherCounty = await add(province.id, 'county', '乙县');
    const otherSchool = await add(otherCounty.id, 'school', '乙县一中');
    Object.assign(paths, {
      province: province.path,
      county: county.path,
      school: school.path,
      otherCounty: otherCounty.path,
      otherSchool: otherSchool.path,
    });
    await registerTeachers(tx, { unit_id: school.id, unit_path: school.path }, [teacherRecord(1)]);
    const [id] = await registerTeachers(tx, { unit_id: otherSchool.id, unit_path: otherSchool.path }, [
      teacherRecord(2),
    ]);
    strangerId = id ?? '';
    for (const unit of [school, otherSchool]) {
      await appendEvent(tx, {
        ...{ account_id: null, unit_id: unit.id, unit_path: unit.path },
        ...{ subject: 'test', subject_id: null, action: 'seed' },
      });
    }
  });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

describe('the role of web and worker', () => {
  it('owns nothing and can bypass nothing', async () => {
    const { rows } = await db.pool.query(
      'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
    );
    expect(rows).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false },
    ]);
    const owned = await db.pool.query('select 1 from pg_tables where tableowner = current_user');
    expect(owned.rows).toEqual([]);
  });

  it('sees nothing without a scope, even after a transaction that had one', async () => {
    const client = await db.pool.connect();
    try {
      await client.query("begin; select set_config('muster.scope', '/', true); commit");
      for (const table of [
        'units',
        'teachers',
        'teacher_revisions',
        'events',
        'accounts',
        'uploads',
        'bundles',
        'bundle_files',
      ]) {
        const { rows } = await client.query(`select count(*)::int as count from ${table}`);
        expect(rows, table).toEqual([{ count: 0 }]);
      }
    } finally {
      client.release();
    }
  });

  it.each([
    ['province', 2],
    ['county', 1],
    ['school', 1],
  ] as const)('in the scope of a %s sees the teachers below it', async (tier, count) => {
    const { total } = await inScope(db, paths[tier], (tx) => listTeachers(tx, { limit: 10 }));
    expect(total).toBe(count);
  });

  it('with the application filter removed still sees only its scope', async () => {
    const seen = await inScope(db, paths.county, async (tx) => ({
      teachers: await sql<{ unit_path: string }>`select unit_path from teachers`.execute(tx.sql),
      revisions: await sql<{ count: number }>`select count(*)::int as count from teacher_revisions`.execute(
        tx.sql,
      ),
      events: await sql<{ unit_path: string }>`select unit_path from events`.execute(tx.sql),
      units: await sql<{ count: number }>`select count(*)::int as count from units`.execute(tx.sql),
    }));
    expect(seen.teachers.rows).toEqual([{ unit_path: paths.school }]);
    expect(seen.revisions.rows).toEqual([{ count: 1 }]);
    expect(seen.events.rows).toEqual([{ unit_path: paths.school }]);
    expect(seen.units.rows).toEqual([{ count: 2 }]);
  });

  it("finds a stranger's teacher by id no more than one that does not exist", async () => {
    const find = (id: string) => inScope(db, paths.county, (tx) => teacherById(tx, id));
    await expect(find(strangerId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(find('999999')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('can neither write into another scope nor move a row there', async () => {
    const forbidden = /row-level security/;
    await expect(
      inScope(db, paths.county, (tx) =>
        sql`insert into events (unit_id, unit_path, subject, action) values (1, ${paths.otherSchool}, 'x', 'x')`.execute(
          tx.sql,
        ),
      ),
    ).rejects.toThrow(forbidden);
    await expect(
      inScope(db, paths.county, (tx) =>
        sql`update teachers set unit_path = ${paths.otherSchool}`.execute(tx.sql),
      ),
    ).rejects.toThrow(forbidden);
  });

  it.each(['update events set action = $$x$$', 'delete from events', 'truncate events'])(
    'can not rewrite the audit trail: %s',
    async (statement) => {
      await expect(asSystem(db, (tx) => sql.raw(statement).execute(tx.sql))).rejects.toThrow(
        /permission denied/,
      );
    },
  );

  it.each([
    'delete from teachers',
    'delete from teacher_revisions',
    'update teacher_revisions set version = 9',
  ])('can not take anything out of the registry: %s', async (statement) => {
    await expect(asSystem(db, (tx) => sql.raw(statement).execute(tx.sql))).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe('a unit that moves', () => {
  it('takes its teachers along into the new scope', async () => {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const moved = `${paths.county}${paths.otherSchool.split('/').at(-2)}/`;
    await owner.query('update units set path = $1 where path = $2', [moved, paths.otherSchool]);
    const { total } = await inScope(db, paths.county, (tx) => listTeachers(tx, { limit: 10 }));
    expect(total).toBe(2);
    await owner.query('update units set path = $2 where path = $1', [moved, paths.otherSchool]);
    await owner.end();
  });
});

describe('what the tables hold', () => {
  it('never contains a document, phone or certificate number in the clear', async () => {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const dumps = await Promise.all(
      ['teachers', 'teacher_revisions'].map((table) =>
        owner.query<{ plain: string; sealed: Buffer }>(`select t::text as plain, t.sealed from ${table} t`),
      ),
    );
    await owner.end();
    const text = dumps
      .flatMap((dump) => dump.rows)
      .map((row) => row.plain + row.sealed.toString('latin1'))
      .join('\n');
    for (const secret of [teacherRecord(1), teacherRecord(2)].flatMap((r) => [
      r.id_number,
      r.mobile,
      r.cert_no,
    ])) {
      expect(secret).toBeTruthy();
      expect(text).not.toContain(secret);
    }
  });

  it('refuses a second active record for one document', async () => {
    await expect(
      asSystem(db, (tx) =>
        registerTeachers(tx, { unit_id: paths.school.split('/').at(-2) ?? '', unit_path: paths.school }, [
          teacherRecord(2),
        ]),
      ),
    ).rejects.toThrow(/teachers_one_active/);
  });
});

describe('the scope of a transaction', () => {
  const asked = sql<{ scope: string | null }>`select current_setting('muster.scope', true) as scope`;

  it('ends with it on the same connection, whether the work was done or failed', async () => {
    const one = connect({
      url: database.appUrl,
      secret: 'the secret of the scope test, long enough',
      max_connections: 1,
    });
    const left = async () => (await asked.execute(one.kysely)).rows[0]?.scope || null;
    const inside = await inScope(
      one,
      paths.school,
      async (tx) => (await asked.execute(tx.sql)).rows[0]?.scope,
    );
    const after = [await left()];
    await expect(inScope(one, paths.school, () => Promise.reject(new Error('failed')))).rejects.toThrow(
      'failed',
    );
    await expect(inScope(one, paths.school, (tx) => sql`select 1 / 0`.execute(tx.sql))).rejects.toThrow();
    after.push(await left());
    await one.kysely.transaction().execute(() => Promise.resolve());
    after.push(await left());
    await one.close();
    expect({ inside, after }).toEqual({ inside: paths.school, after: [null, null, null] });
  });

  it('is nowhere for a statement outside of one, unless it sees to its scope itself', async () => {
    const names = await byItself(db, (tx) => tx.sql.selectFrom('units').select('name').execute());
    const id = await asSystem(db, async (tx) => {
      const unit = await tx.sql.selectFrom('units').select(['id', 'path']).limit(1).executeTakeFirstOrThrow();
      const place = { unit_id: unit.id, unit_path: unit.path };
      return await saveAccount(tx, { username: 'who-calls', password_hash: 'unused', ...place });
    });
    const caller = await byItself(db, (tx) => actorById(tx, id));
    const after = await byItself(db, (tx) => tx.sql.selectFrom('accounts').select('id').execute());
    expect({ names, caller: caller?.actor.account_id, after }).toEqual({
      ...{ names: [], caller: id, after: [] },
    });
  });

  it('is a path whatever it holds, never a statement', async () => {
    const odd = `/1/'; select 1; --\\`;
    const inside = await inScope(db, odd, async (tx) => (await asked.execute(tx.sql)).rows[0]?.scope);
    expect(inside).toBe(odd);
  });
});
