/** What lies outside the caller's part of the tree: 404 by its id, absent from lists, and hidden by the server behind it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '../../database/scope.ts';
import { uploadById } from '../../database/uploads.ts';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import { csvOf, enrolTeachers, rowsAt, sendIn } from '../setup/registry.ts';
import { openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let callers: Record<'school' | 'neighbour' | 'county' | 'otherCounty' | 'city', Program>;
/** An upload of the school of the other county, with its change set and its teacher. */
let foreign = { upload: '', set: '', teacher: '' };

beforeAll(async () => {
  web = await openWeb();
  const { places, db } = web;
  const [teacher = ''] = await enrolTeachers(db, places.stranger, [teacherRecord(7)]);
  const at = { school_code: places.stranger.unit.code, school_name: places.stranger.unit.name };
  const upload = await sendIn(db, places.stranger, csvOf([teacherRow(7, { title: '高级' }, at)]));
  await web.check(upload);
  const { change_set_id } = await inScope(db, '/', (tx) => uploadById(tx, upload));
  foreign = { upload, set: change_set_id ?? '', teacher };
  await sendIn(db, places.school, csvOf(rowsAt(places.school, 200, 2)));
  callers = {
    school: await program(web, places.school),
    neighbour: await program(web, places.neighbour),
    county: await program(web, places.county),
    otherCounty: await program(web, places.otherCounty),
    city: await program(web, places.city),
  };
});
afterAll(() => web.close());

const notFound = { status: 404, body: { type: 'urn:muster:problem:not-found' } };

describe.each(['school', 'neighbour', 'county'] as const)('a stranger (%s)', (who) => {
  it.each([
    ['an upload', () => `/uploads/${foreign.upload}`],
    ['its findings', () => `/uploads/${foreign.upload}/issues`],
    ['its events', () => `/events?upload=${foreign.upload}`],
    ['a template', () => `/templates/teacher.xlsx?unit=${web.places.stranger.unit.id}`],
    ['a teacher', () => `/teachers/${foreign.teacher}`],
    ['the history of a teacher', () => `/teachers/${foreign.teacher}/history`],
    ['a change set', () => `/change-sets/${foreign.set}`],
    ['a unit', () => `/units/${web.places.stranger.unit.id}`],
  ])('does not find %s', async (_what, path) => {
    expect(await callers[who].get(path())).toMatchObject(notFound);
  });

  it.each(['submit', 'withdraw', 'recheck', 'retry'])('can not %s what it does not find', async (action) => {
    expect(await callers[who].post(`/uploads/${foreign.upload}/${action}`)).toMatchObject(notFound);
  });

  it('gets the same answer for what does not exist at all', async () => {
    const [hidden, absent] = [
      await callers[who].get(`/uploads/${foreign.upload}`),
      await callers[who].get('/uploads/999999999'),
    ];
    expect(hidden).toEqual(absent);
  });

  it('can not decide on a change set that it does not find', async () => {
    const decision = { changes: 'all', decision: 'approve' };
    expect(await callers[who].post(`/change-sets/${foreign.set}/decisions`, decision)).toMatchObject(
      notFound,
    );
    expect(await callers[who].post(`/change-sets/${foreign.set}/approve`)).toMatchObject(notFound);
  });
});

describe('lists', () => {
  it.each([
    ['school', ['甲县实验小学']],
    ['neighbour', []],
    ['county', ['甲县实验小学']],
    ['otherCounty', ['乙县实验小学']],
    ['city', ['甲县实验小学', '乙县实验小学']],
  ] as const)('of a %s hold the uploads below it alone', async (who, names) => {
    const { body } = await callers[who].get('/uploads');
    const { uploads, total } = body as { uploads: { unit: { name: string } }[]; total: number };
    expect(uploads.map((upload) => upload.unit.name).sort()).toEqual([...names].sort());
    expect(total).toBe(names.length);
  });

  it('narrowed to a unit outside the scope are empty', async () => {
    const { body } = await callers.county.get(`/uploads?unit=${web.places.stranger.unit.id}`);
    expect(body).toMatchObject({ uploads: [], total: 0 });
  });

  it('of the first page name nobody else', async () => {
    const { html } = await (await signIn(web, web.places.county)).page('/');
    expect(html).toContain('甲县第二小学');
    expect(html).not.toContain('乙县实验小学');
  });
});

describe('an id that is none', () => {
  it.each(['0', '-1', '1e3', '99999999999999999999', "1'--", 'x'])('is not found: %s', async (id) => {
    expect(await callers.school.get(`/uploads/${encodeURIComponent(id)}`)).toMatchObject(notFound);
  });
});

describe('with the filter of the application taken away', () => {
  it('the server itself still hides what lies outside', async () => {
    const client = await web.db.pool.connect();
    try {
      await client.query('begin');
      await client.query("select set_config('muster.scope', $1, true)", [web.places.county.unit.path]);
      const count = async (table: string) =>
        (
          await client.query(`select count(*)::int as count from ${table} where upload_id = $1`, [
            foreign.upload,
          ])
        ).rows;
      expect((await client.query('select id from uploads where id = $1', [foreign.upload])).rows).toEqual([]);
      for (const table of ['issues', 'changes', 'change_sets', 'upload_files', 'upload_rows']) {
        expect(await count(table), table).toEqual([{ count: 0 }]);
      }
      // Naming the upload as what the transaction is about opens nothing.
      await client.query("select set_config('muster.upload', $1, true)", [foreign.upload]);
      for (const table of ['issues', 'changes']) expect(await count(table), table).toEqual([{ count: 0 }]);
      await client.query('rollback');
    } finally {
      client.release();
    }
  });
});
