/** The roster as a file: whose it holds, in which order, what is masked, and that it is written down. */
import * as XLSX from '@e965/xlsx';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unitsForSheet } from '../../database/organisation-snapshot.ts';
import { asSystem } from '../../database/scope.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { addSchool, enrolTeachers } from '../setup/registry.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let city: Program;
let person: Browser;
beforeAll(async () => {
  web = await openWeb();
  const { places, db } = web;
  await enrolTeachers(db, places.stranger, [teacherRecord(9)]);
  await enrolTeachers(db, places.neighbour, [teacherRecord(6, { name: '=1+1' })]);
  await enrolTeachers(db, places.school, [
    teacherRecord(1),
    teacherRecord(2, { stage: '幼儿园', subject: null }),
    teacherRecord(3, { status: '离职' }),
  ]);
  city = await program(web, places.city);
  person = await signIn(web, places.city);
});
afterAll(() => web.close());

const lines = (csv: string): string[][] =>
  csv
    .replace(/^\uFEFF/, '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => line.split(','));

describe('GET /exports/roster.csv', () => {
  it('holds everybody in service below, by stage, county and school, with a BOM', async () => {
    const answer = await person.request('/exports/roster.csv');
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain('教师名册-甲市-');
    expect(text.startsWith('\uFEFF市,县（市、区）,学校标识码,学校名称,姓名')).toBe(true);
    expect(
      lines(text)
        .slice(1)
        .map((cells) => [cells[0], cells[1], cells[3], cells[11]]),
    ).toEqual([
      ['甲市', '甲县', '甲县实验小学', '小学'],
      ['甲市', '甲县', '甲县第二小学', '小学'],
      ['甲市', '乙县', '乙县实验小学', '小学'],
      ['甲市', '甲县', '甲县实验小学', '幼儿园'],
    ]);
  });

  it('masks numbers, and asks for a reason where whole ones are wanted', async () => {
    const masked = (await city.get('/exports/roster.csv')).body as string;
    expect(masked).toContain('3799**********0033');
    expect(masked).not.toContain(identityNumberOf(1));
    expect(await city.get('/exports/roster.csv?numbers=full')).toMatchObject({
      status: 422,
      body: { type: 'urn:muster:problem:export-needs-reason' },
    });
    expect(await city.get('/exports/roster.csv?numbers=some')).toMatchObject({ status: 422 });
  });

  it('never lets a name be calculated', async () => {
    expect((await city.get('/exports/roster.csv')).body).not.toMatch(/,=1\+1,/);
  });

  it('holds a county’s own people alone', async () => {
    const county = await program(web, web.places.county);
    const text = (await county.get('/exports/roster.csv')).body as string;
    expect(text).toContain('甲县第二小学');
    expect(text).not.toContain('乙县');
  });
});

describe('GET /exports/roster.xlsx', () => {
  it('has a cover with totals and a sheet for each stage, every number a text', async () => {
    const answer = await person.request('/exports/roster.xlsx');
    expect(answer.headers.get('content-type')).toContain('spreadsheetml');
    const book = XLSX.read(await answer.arrayBuffer());
    expect(book.SheetNames).toEqual(['汇总', '小学', '幼儿园']);
    const primary = book.Sheets.小学 ?? {};
    expect(primary['!ref']).toMatch(/^A1:[A-Z]+4$/);
    expect(primary.G2).toMatchObject({ t: 's', v: '3799**********0033' });
    expect(primary.E3).toMatchObject({ t: 's', v: '=1+1' });
    expect(primary.E3).not.toHaveProperty('f');
  });
});

describe('each export', () => {
  it('is written down as it is asked for, as it is written, and as it leaves the house', async () => {
    await city.get('/exports/roster.csv');
    const { rows } = await asSystem(web.db, (tx) =>
      sql<object>`select action, unit_id, account_id, detail from events where subject = 'export' order by id desc limit 3`.execute(
        tx.sql,
      ),
    );
    const { actor } = web.places.city;
    const whose = { unit_id: actor.unit_id, account_id: actor.account_id };
    expect(rows.reverse()).toEqual([
      { action: 'ask', ...whose, detail: { kind: 'roster', format: 'csv', numbers: 'masked' } },
      {
        action: 'write',
        ...{ unit_id: actor.unit_id, account_id: null },
        detail: { from: 'asked', to: 'ready', rows: 4, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
      { action: 'download', ...whose, detail: { numbers: 'masked' } },
    ]);
  });
});

describe('GET /exports', () => {
  it('says what is in a roster and how many people', async () => {
    const { html } = await person.page('/exports');
    expect(html).toContain('4 人');
    expect(html).toContain('href="/exports/roster.xlsx"');
    expect(html).toContain('id="reason-roster"');
    expect((await city.get('/exports')).body).toMatchObject({ teachers: 4, enrolled: 0 });
  });
});

describe('a roster with more schools', () => {
  it('says of schools of a city or of the province itself that they are direct', async () => {
    const { places, db } = web;
    const [ofCity, ofProvince] = await asSystem(db, async (tx) => [
      await addSchool(tx, places.city, '甲市直属小学', '2137000071'),
      await addSchool(tx, places.province, '省实验小学', '2137000072'),
    ]);
    await enrolTeachers(db, ofCity, [teacherRecord(21)]);
    await enrolTeachers(db, ofProvince, [teacherRecord(22)]);
    const province = await program(web, places.province);
    const text = (await province.get('/exports/roster.csv')).body as string;
    const direct = lines(text).filter((cells) => cells[2]?.startsWith('213700007'));
    expect(direct.map((cells) => [cells[0], cells[1], cells[3]])).toEqual([
      ['省直', '省直', '省实验小学'],
      ['甲市', '市直', '甲市直属小学'],
    ]);
    // The same places fill the sheet of schools, where they are read back.
    const sheet = await asSystem(db, (tx) => unitsForSheet(tx, places.province.unit.path));
    expect(
      sheet.filter(({ county }) => county?.endsWith('直')).map((one) => [one.name, one.city, one.county]),
    ).toEqual([
      ['甲市直属小学', '甲市', '市直'],
      ['省实验小学', '省直', '省直'],
    ]);
  });
});
