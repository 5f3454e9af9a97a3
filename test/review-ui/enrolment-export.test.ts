/** The enrolment roster as it leaves the house: whose it holds, in which order, and what of it counts. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asSystem } from '../../database/scope.ts';
import { readWorkbook } from '../../pipeline/read/read.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { openEnrolment } from '../setup/enrolling.ts';
import { enrolAt } from '../setup/enrolments.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { addSchool, enrolTeachers, type Place } from '../setup/registry.ts';
import { openWeb, program, signIn, type Web } from './web.ts';

let web: Web;
let campaign: Campaign;
let ids: string[];
beforeAll(async () => {
  web = await openWeb();
  const { db, places } = web;
  const [ofCity, ofProvince] = await asSystem(db, async (tx) => [
    await addSchool(tx, places.city, '甲市直属小学', '2137000071'),
    await addSchool(tx, places.province, '省实验小学', '2137000072'),
  ]);
  campaign = await openEnrolment(db, places, new Date(), [
    ...[places.province, places.city, places.county, places.otherCounty],
  ]);
  const enrol = async (place: Place, ns: readonly (readonly [number, string])[], subject?: '数学') => {
    const records = ns.map(([n, name]) => teacherRecord(n, { name }));
    const added = await enrolTeachers(db, place, records);
    await enrolAt(db, campaign, place, added, subject);
    return added;
  };
  await enrol(places.stranger, [[9, '周试九']]);
  await enrol(places.neighbour, [[8, '=1+1']]);
  await enrol(places.school, [[4, '李试四']], '数学');
  ids = await enrol(places.school, [
    [1, '赵试一'],
    [2, '陈试二'],
    [3, '已取消'],
  ]);
  await enrol(ofCity, [[6, '孙试六']]);
  await enrol(ofProvince, [[7, '吴试七']]);
  await enrolTeachers(db, places.school, [teacherRecord(10)]);
  await asSystem(db, (tx) =>
    sql`update enrolments set state = 'released', released_at = now(), released_why = 'word' where teacher_id = ${ids[2]}`.execute(
      tx.sql,
    ),
  );
});
afterAll(() => web.close());

const csv = async (place: Place, query = ''): Promise<string[][]> => {
  const { status, body } = await (await program(web, place)).get(`/exports/enrolment.csv${query}`);
  expect(status).toBe(200);
  const [, ...rows] = String(body).trim().split('\r\n');
  return rows.map((line) => line.split(','));
};
const whoAndWhere = (rows: string[][]) => rows.map((row) => [row[1], row[3], row[9], row[4]]);

describe('GET /exports/enrolment', () => {
  it('lists who is enrolled by county, school, subject and name; released ones and those who never enrolled are left out', async () => {
    expect(whoAndWhere(await csv(web.places.city))).toEqual([
      ['市直', '甲市直属小学', '语文', '孙试六'],
      ['甲县', '甲县实验小学', '语文', '陈试二'],
      ['甲县', '甲县实验小学', '语文', '赵试一'],
      ['甲县', '甲县实验小学', '数学', '李试四'],
      ['甲县', '甲县第二小学', '语文', "'=1+1"],
      ['乙县', '乙县实验小学', '语文', '周试九'],
    ]);
  });

  it('names city and county of a unit right below city or province, for whoever asks', async () => {
    const province = await csv(web.places.province);
    expect(province.filter((row) => row[1]?.endsWith('直')).map((row) => [row[0], row[1], row[3]])).toEqual([
      ['省直', '省直', '省实验小学'],
      ['甲市', '市直', '甲市直属小学'],
    ]);
    const own = await csv(web.places.school);
    expect(own.map((row) => [row[0], row[1]])).toEqual(own.map(() => ['甲市', '甲县']));
  });

  it('of a county holds its own only, also when it asks for another', async () => {
    const rows = await csv(web.places.county);
    expect(new Set(rows.map((row) => row[1]))).toEqual(new Set(['甲县']));
    expect(rows).toHaveLength(4);
    const county = await program(web, web.places.county);
    const other = `/exports/enrolment.csv?unit=${web.places.otherCounty.unit.id}`;
    expect(await county.get(other)).toMatchObject({ status: 404 });
    expect(await csv(web.places.city, `?unit=${web.places.otherCounty.unit.id}`)).toHaveLength(1);
  });

  it('masks every number', async () => {
    const text = JSON.stringify(await csv(web.places.province));
    expect(text).toContain('3799**********0033');
    expect(text).not.toContain(identityNumberOf(1));
    expect(text).not.toMatch(/1540000\d{4}|20073799\d{9}/);
  });

  it('as a workbook counts on its cover what its sheets hold', async () => {
    const person = await signIn(web, web.places.city);
    const answer = await person.request('/exports/enrolment.xlsx');
    expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain(
      '参训报名名册-甲市-',
    );
    const [cover, primary] = readWorkbook(new Uint8Array(await answer.arrayBuffer())).sheets;
    const rows = cover?.rows.map(({ cells }) => cells.map(({ text }) => text)) ?? [];
    expect(primary?.rows).toHaveLength(7);
    expect(rows).toContainEqual(['项目 Campaign', campaign.name]);
    expect(rows.filter(([text]) => text === '合计 Total')[0]).toEqual([
      '合计 Total',
      '0',
      '0',
      '6',
      '0',
      '6',
      '4',
    ]);
    expect(rows.at(-1)?.slice(0, 3)).toEqual(['合计 Total', '5', '1']);
  });

  it('is offered on the page with how many it holds', async () => {
    const { html } = await (await signIn(web, web.places.city)).page('/exports');
    expect(html).toContain('href="/exports/enrolment.xlsx"');
    expect((await (await program(web, web.places.county)).get('/exports')).body).toMatchObject({
      enrolled: 4,
    });
  });
});
