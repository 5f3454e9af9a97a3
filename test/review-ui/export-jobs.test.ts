/** Exports as they are asked for, watched and taken: who may, with which reason, and that the same registry gives the same file. */
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failExport } from '../../database/export-work.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { openEnrolment } from '../setup/enrolling.ts';
import { enrolAt } from '../setup/enrolments.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type Place } from '../setup/registry.ts';
import { openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let campaign: Campaign;
let ids: string[];
let city: Program;
beforeAll(async () => {
  web = await openWeb();
  campaign = await openEnrolment(web.db, web.places, new Date());
  ids = await enrolTeachers(
    web.db,
    web.places.school,
    [1, 2, 3].map((n) => teacherRecord(n)),
  );
  await enrolAt(web.db, campaign, web.places.school, ids);
  city = await program(web, web.places.city);
});
afterAll(() => web.close());

interface Answer {
  id: string;
  state: string;
  reason: string | null;
  file: string | null;
  rows: number | null;
  digest: string | null;
  asked_by: string;
  progress: { rows: number; expected: number };
  actions: string[];
}
const see = async (who: Program, id: string) => (await who.get(`/exports/${id}`)).body as Answer;
const ask = async (who: Program, wish: object) =>
  (await who.post('/exports', { kind: 'enrolment', format: 'xlsx', ...wish })) as {
    status: number;
    body: Answer;
  };
const bytesOf = async (place: Place, path: string): Promise<{ name: string; bytes: Buffer }> => {
  const answer = await (await signIn(web, place)).request(path);
  expect(answer.status).toBe(200);
  const name = decodeURIComponent(answer.headers.get('content-disposition') ?? '');
  return { name, bytes: Buffer.from(await answer.arrayBuffer()) };
};

describe('an export that is asked for', () => {
  it('is a job with progress, and then a file for whoever asked and its unit', async () => {
    const { status, body } = await ask(city, {});
    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: 'asked',
      progress: { rows: 0, expected: 3 },
      file: null,
      rows: null,
    });
    expect(await city.get(`/exports/${body.id}/file`)).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:export-not-ready' },
    });
    const { html } = await (await signIn(web, web.places.city)).page(`/exports/${body.id}`);
    expect(html).toContain('正在生成：0 / 3 行');
    expect(html).toContain('hx-trigger="every 1s"');
    await web.write(body.id);
    const ready = await see(city, body.id);
    expect(ready).toMatchObject({
      state: 'ready',
      rows: 3,
      file: `/exports/${body.id}/file`,
      actions: ['delete'],
    });
    expect((await bytesOf(web.places.city, `/exports/${body.id}/file`)).name).toContain('参训报名名册-甲市-');
  });

  it('leads a person to its page without a script', async () => {
    const person = await signIn(web, web.places.city);
    const answer = await person.post('/exports', { kind: 'roster', format: 'csv' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^\/exports\/\d+$/);
  });

  it('is seen by a superior, which may not have its file, and found by no other unit', async () => {
    const county = await program(web, web.places.county);
    const { id } = (await ask(county, {})).body;
    await web.write(id);
    expect(await see(city, id)).toMatchObject({ state: 'ready', file: null, actions: [] });
    expect(await city.get(`/exports/${id}/file`)).toMatchObject({ status: 404 });
    expect(await city.post(`/exports/${id}/delete`)).toMatchObject({ status: 403 });
    const listed = (await city.get('/exports')).body as { exports: Answer[] };
    expect(listed.exports.map((one) => one.id)).toContain(id);
    const other = await program(web, web.places.otherCounty);
    expect(await other.get(`/exports/${id}`)).toMatchObject({ status: 404 });
    expect(await other.get(`/exports/${id}/file`)).toMatchObject({ status: 404 });
    // The server itself keeps the bytes from whoever is above.
    const parts = await inScope(web.db, web.places.city.unit.path, (tx) =>
      tx.sql.selectFrom('export_parts').where('export_id', '=', id).selectAll().execute(),
    );
    expect(parts).toEqual([]);
  });

  it('may only be of what the tier exports', async () => {
    const school = await program(web, web.places.school);
    expect(await ask(school, { kind: 'experts' })).toMatchObject({ status: 403 });
    expect(await ask(city, { kind: 'everything' })).toMatchObject({ status: 422 });
    expect(await ask(city, { kind: 'staffing' })).toMatchObject({ status: 404 });
    expect(await ask(school, { unit: web.places.neighbour.unit.id })).toMatchObject({ status: 404 });
  });
});

describe('whole numbers', () => {
  it.each([undefined, '', ' x ', 'x'.repeat(201)])('are not given for the reason %j', async (reason) => {
    expect(await ask(city, { numbers: 'full', reason })).toMatchObject({
      status: 422,
      body: { type: 'urn:muster:problem:export-needs-reason', params: { least: 2, most: 200 } },
    });
  });

  it('carry a mark on the cover, on each printed page and in the name, and the reason stands in the list, not in the events', async () => {
    const { id } = (await ask(city, { numbers: 'full', reason: '报送省厅备案' })).body;
    await web.write(id);
    const { digest, reason } = await see(city, id);
    expect(reason).toBe('报送省厅备案');
    const { name, bytes } = await bytesOf(web.places.city, `/exports/${id}/file`);
    const { username } = web.places.city.actor;
    expect(name).toContain(`含完整号码-${username}-${digest?.slice(0, 8)}.xlsx`);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Uint8Array.from(bytes).buffer);
    const cover = JSON.stringify(book.worksheets[0]?.getSheetValues());
    expect(cover).toContain(`No. ${id} ${username} 甲市`);
    for (const sheet of book.worksheets) {
      expect(sheet.headerFooter.oddHeader).toContain(`No. ${id} ${username} 甲市`);
      expect(sheet.headerFooter.oddFooter).toContain(digest?.slice(0, 16));
    }
    expect(JSON.stringify(book.getWorksheet('小学')?.getSheetValues())).toContain(identityNumberOf(1));
    const stored = await asSystem(web.db, (tx) =>
      sql<{ found: number }>`select (select count(*) from events where detail::text like '%报送%')::int
        + (select count(*) from exports where position(convert_to('报送', 'UTF8') in reason) > 0)::int as found`.execute(
        tx.sql,
      ),
    );
    expect(stored.rows[0]?.found).toBe(0);
  });

  it('are refused to whoever asks again and again', async () => {
    const school = await program(web, web.places.school);
    const asked: number[] = [];
    for (let n = 0; n < 11; n++) {
      asked.push((await ask(school, { numbers: 'full', reason: '核对' })).status);
    }
    expect(asked).toEqual([...Array(10).fill(201), 429]);
    expect((await ask(school, {})).status).toBe(201);
  });
});

describe('the same registry', () => {
  it('gives the same bytes whoever asks and whenever, and others after one enrolment changed', async () => {
    const { city: place, county } = web.places;
    const again = () => bytesOf(place, '/exports/enrolment.xlsx');
    const [one, other] = [await again(), await again()];
    expect(one.bytes.equals(other.bytes)).toBe(true);
    const ofCounty = await bytesOf(place, `/exports/enrolment.xlsx?unit=${county.unit.id}`);
    expect((await bytesOf(county, '/exports/enrolment.xlsx')).bytes.equals(ofCounty.bytes)).toBe(true);
    const digest = async () => {
      const { id } = (await ask(city, {})).body;
      await web.write(id);
      return (await see(city, id)).digest;
    };
    const before = await digest();
    expect(await digest()).toBe(before);
    await asSystem(web.db, (tx) =>
      sql`update enrolments set subject = '数学' where teacher_id = ${ids[0]}`.execute(tx.sql),
    );
    const after = await again();
    expect(after.bytes.equals(one.bytes)).toBe(false);
    expect(await digest()).not.toBe(before);
  });

  it('changes nothing in a kept file, which is given as it was until it is deleted', async () => {
    const { id } = (await ask(city, { format: 'csv' })).body;
    await web.write(id);
    const first = await bytesOf(web.places.city, `/exports/${id}/file`);
    await asSystem(web.db, (tx) =>
      sql`update enrolments set subject = '英语' where teacher_id = ${ids[1]}`.execute(tx.sql),
    );
    expect((await bytesOf(web.places.city, `/exports/${id}/file`)).bytes.equals(first.bytes)).toBe(true);
    expect(await city.post(`/exports/${id}/delete`)).toMatchObject({
      status: 200,
      body: { state: 'expired', file: null },
    });
    expect(await city.get(`/exports/${id}/file`)).toMatchObject({
      status: 410,
      body: { type: 'urn:muster:problem:file-deleted' },
    });
    const kept = await asSystem(web.db, (tx) =>
      tx.sql.selectFrom('export_parts').where('export_id', '=', id).selectAll().execute(),
    );
    expect(kept).toEqual([]);
  });

  it('says on the cover when it last changed, and nothing of when or by whom it was exported', async () => {
    const { bytes } = await bytesOf(web.places.city, '/exports/enrolment.xlsx');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Uint8Array.from(bytes).buffer);
    const cover = JSON.stringify(book.worksheets[0]?.getSheetValues());
    expect(cover).toContain('最后变更 Last change');
    expect(cover).not.toContain(web.places.city.actor.username);
  });
});

describe('a large export', () => {
  it('is answered with its page, or for programs with 202 and where it is', async () => {
    const owner = new pg.Client({ connectionString: web.database.ownerUrl });
    await owner.connect();
    await owner.query(`update headcounts set teachers = 20001 where unit_id = $1 and status = '在职'`, [
      web.places.school.unit.id,
    ]);
    await owner.end();
    const school = await program(web, web.places.school);
    const { status, body } = await school.get('/exports/roster.csv');
    expect(status).toBe(202);
    expect(body).toMatchObject({ state: 'asked', progress: { expected: 20001 } });
    const person = await signIn(web, web.places.school);
    const answer = await person.request('/exports/roster.csv');
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/exports\/\d+$/),
    ]);
  });
});

it('one that failed says so, and is asked for again by its unit', async () => {
  const { id } = (await ask(city, {})).body;
  await failExport(web.db, id);
  const { html } = await (await signIn(web, web.places.city)).page(`/exports/${id}`);
  expect(html).toContain('多次尝试后仍未能生成');
  expect(html).toContain('重新生成');
  expect(await city.post(`/exports/${id}/retry`)).toMatchObject({ body: { state: 'asked' } });
  await web.write(id);
  expect(await see(city, id)).toMatchObject({ state: 'ready' });
});
