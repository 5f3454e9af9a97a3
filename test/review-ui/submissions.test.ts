/** Submissions over HTTP: pages and JSON of each tier, what each may do, and what lies outside the scope. */
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCampaign } from '../../database/campaigns.ts';
import { asSystem } from '../../database/scope.ts';
import { zipOf } from '../pipeline/read/archive.ts';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import { csvOf, enrolTeachers, type Place } from '../setup/registry.ts';
import { approve, submit } from '../setup/working.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let school: Program;
let county: Program;
let clerk: Browser;
let reviewer: Browser;
let campaign: string;
const day_ms = 24 * 60 * 60 * 1000;
const dayFromNow = (days: number) => new Date(Date.now() + days * day_ms).toISOString().slice(0, 10);

beforeAll(async () => {
  web = await openWeb();
  const { places, db } = web;
  campaign = await asSystem(db, (tx) =>
    addCampaign(tx, places.province.actor, {
      ...{ year: 2026, name: '2026年活动' },
      windows: {
        collection: { opens_on: dayFromNow(-10), closes_on: dayFromNow(10) },
        enrolment: { opens_on: dayFromNow(20), closes_on: dayFromNow(30) },
      },
    }),
  );
  school = await program(web, places.school);
  county = await program(web, places.county);
  clerk = await signIn(web, places.school);
  reviewer = await signIn(web, places.county);
  await enrolTeachers(db, places.school, [teacherRecord(1)]);
});
afterAll(() => web.close());

const idOf = (place: Place, step = 'collection') => `${campaign}-${step}-${place.unit.id}`;
interface Json {
  readonly state: string;
  readonly version: number;
  readonly actions: readonly string[];
  readonly missing: readonly { readonly kind: string; readonly href: string }[];
}
const one = async (caller: Program, place: Place) =>
  (await caller.get(`/submissions/${idOf(place)}`)).body as Json;
const act = (caller: Program, place: Place, action: string, body: object = {}) =>
  caller.post(`/submissions/${idOf(place)}/${action}`, body);

let files = 0;
async function sent(): Promise<string> {
  const answer = await school.upload(
    Uint8Array.from(csvOf([teacherRow(1, { title: '高级' })])),
    `${++files}.csv`,
  );
  return (answer.body as { id: string }).id;
}

describe('before it submits', () => {
  it('a school reads what is missing, with where to see to it, and may not submit', async () => {
    const { places } = web;
    expect(await one(school, places.school)).toMatchObject({
      ...{ id: idOf(places.school), state: 'open', version: 0, actions: [], missing_total: 1 },
      missing: [{ kind: 'nothing-applied', teachers: 1 }],
    });
    const { html } = await clerk.page('/submissions');
    expect(html).toContain('上报前还需要完成');
    expect(html).toContain('在册 1 人还没有核实');
    expect(html).not.toContain('/submit"');
    expect(await act(school, places.school, 'submit')).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:nothing-applied' },
    });
  });

  it('a file in work is named with its receipt and its address', async () => {
    const { places, db } = web;
    const id = await sent();
    await web.check(id);
    expect((await one(school, places.school)).missing).toMatchObject([
      { kind: 'file-in-work', href: `/uploads/${id}`, state: 'ready' },
    ]);
    await submit(db, places.school, id);
    await approve(db, places.county, id);
    await web.apply(id);
    expect(await one(school, places.school)).toMatchObject({ actions: ['submit'], missing: [] });
    expect((await clerk.page('/submissions')).html).toContain('全部处理完，可上报。');
  });

  it('a county reads who is silent, by name, and may excuse', async () => {
    const { places } = web;
    const { html } = await reviewer.page('/submissions');
    expect(html).toContain('上报前还需要完成（2）');
    expect(html).toContain('甲县第二小学');
    expect((await one(county, places.neighbour)).actions).toEqual(['excuse']);
    expect(await county.get('/submissions')).toMatchObject({
      body: {
        ...{ campaign: { id: campaign, name: '2026年活动' }, step: 'collection' },
        ...{ counts: { open: 2 }, total: 2 },
        own: { actions: [], missing_total: 2 },
        submissions: [
          { unit: { name: '甲县实验小学' }, actions: ['excuse'], teachers: 1 },
          { unit: { name: '甲县第二小学' }, actions: ['excuse'] },
        ],
      },
    });
  });

  it('lies outside the scope of neighbours, and of those whose ids are nonsense', async () => {
    const { places } = web;
    for (const place of [places.otherCounty, places.stranger, places.neighbour]) {
      const caller = await program(web, place);
      expect(await caller.get(`/submissions/${idOf(places.school)}`)).toMatchObject({ status: 404 });
      for (const action of ['submit', 'accept', 'return', 'reopen', 'excuse', 'unexcuse', 'withdraw']) {
        expect(await act(caller, places.school, action, { reason: 'x' })).toMatchObject({ status: 404 });
      }
    }
    for (const id of [
      '1',
      `${campaign}-collection`,
      `${campaign}-nothing-1`,
      `${idOf(places.school)}-1`,
      '0-collection-1',
    ]) {
      expect(await school.get(`/submissions/${id}`)).toMatchObject({ status: 404 });
    }
    const other = await signIn(web, places.stranger);
    expect((await other.page(`/submissions/${idOf(places.school)}`)).status).toBe(404);
    expect(await school.get(`/submissions?unit=${places.county.unit.id}`)).toMatchObject({ status: 404 });
  });
});

describe('given', () => {
  it('by a form, it is said with what comes next', async () => {
    const { places } = web;
    const answer = await clerk.post(`/submissions/${idOf(places.school)}/submit`, { version: '0' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/submissions/${idOf(places.school)}?done=submit`,
    ]);
    const { html } = await clerk.page(`/submissions/${idOf(places.school)}?done=submit`);
    expect(html).toContain('已上报。');
    expect(html).toContain('等待上级审核');
    expect(html).toContain('/withdraw"');
    expect((await clerk.page('/')).html).toContain('已上报，待审核');
  });

  it('closes the school for new files, and the same bytes still answer their receipt', async () => {
    const { places } = web;
    const bytes = Uint8Array.from(csvOf([teacherRow(1, { title: '正高级' })]));
    expect(await school.upload(bytes, 'new.csv')).toMatchObject({
      status: 409,
      body: {
        type: 'urn:muster:problem:submission-closed',
        detail: '甲县实验小学已经上报，不再接收新文件。需要修改时，请先撤回上报，或请上级退回、重新开放',
      },
    });
    expect(await county.upload(bytes, 'new.csv', { unit: places.school.unit.id })).toMatchObject({
      status: 409,
    });
    const same = Uint8Array.from(csvOf([teacherRow(1, { title: '高级' })]));
    expect(await school.upload(same, 'same.csv')).toMatchObject({ status: 201, body: { state: 'applied' } });
    expect((await school.get('/uploads')).body).toMatchObject({ total: 1 });
  });

  it('leaves its file of an archive waiting, and those of others go on', async () => {
    const { places } = web;
    const rows = (n: number, { unit }: Place) =>
      csvOf([teacherRow(n, { action: '新增' }, { school_code: unit.code, school_name: unit.name })]);
    const parts = [
      { name: '一.csv', content: rows(301, places.school) },
      { name: '二.csv', content: rows(302, places.neighbour) },
    ];
    const sent = await county.upload(Uint8Array.from(zipOf(parts)), '甲县.zip', {}, '/bundles');
    const { id, items } = sent.body as { id: string; items: { upload?: { id: string } }[] };
    expect(items).toMatchObject([
      { outcome: 'unrouted', reason: 'submission-closed' },
      { outcome: 'routed', unit: { name: '甲县第二小学' } },
    ]);
    const route = await county.post(`/bundles/${id}/files/1/route`, { unit: places.school.unit.code });
    expect(route).toMatchObject({ status: 409, body: { type: 'urn:muster:problem:submission-closed' } });
    expect((await county.get(`/uploads?unit=${places.school.unit.id}`)).body).toMatchObject({ total: 1 });
  });

  it('keeps a file that failed before from being taken up again', async () => {
    const { places, db } = web;
    const { rows } = await asSystem(db, (tx) =>
      sql<{
        id: string;
      }>`insert into uploads (receipt, unit_id, unit_path, template, file_name, size_bytes, sha256, state, received_by)
        values ('20260701-000999', ${places.school.unit.id}, ${places.school.unit.path}, 'teacher', 'x', 1, 'x', 'failed',
          ${places.school.actor.account_id}) returning id`.execute(tx.sql),
    );
    expect(await school.post(`/uploads/${rows[0]?.id}/retry`)).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:submission-closed' },
    });
  });

  it('is decided on what was seen, and by who may', async () => {
    const { places } = web;
    expect(await act(county, places.school, 'accept', { version: 0 })).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:stale' },
    });
    expect(await act(school, places.school, 'accept')).toMatchObject({
      status: 403,
      body: { type: 'urn:muster:problem:not-your-tier' },
    });
    expect(await act(county, places.school, 'reopen', { reason: 'x' })).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:wrong-state', detail: '当前状态是“已上报，待审核”，不能重新开放' },
    });
    expect(await act(county, places.school, 'return')).toMatchObject({ status: 422 });
    expect(await act(county, places.school, 'return', { reason: '人数不符', version: 1 })).toMatchObject({
      status: 200,
      body: {
        state: 'returned',
        reason: '人数不符',
        history: [{ action: 'submit' }, { action: 'return', reason: '人数不符' }],
      },
    });
    const { html } = await clerk.page(`/submissions/${idOf(places.school)}`);
    expect(html).toContain('人数不符');
    const { notices } = (await school.get('/notices')).body as { notices: { text: string }[] };
    expect(notices[0]?.text).toBe('“教师信息采集”的上报被退回，请查看原因、修改后重新上报');
  });

  it('is accepted from the table, or all at once with their number', async () => {
    const { places } = web;
    await act(school, places.school, 'submit');
    const { html } = await reviewer.page('/submissions?state=submitted');
    expect(html).toContain('aria-label="通过：甲县实验小学"');
    expect(html).not.toContain('甲县第二小学</a></th>');
    const bulk = { campaign, step: 'collection' };
    expect(await county.post('/submissions/accept-all', { ...bulk, count: 2 })).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:submissions-moved', params: { count: 1 } },
    });
    expect(await county.post('/submissions/accept-all', { ...bulk, count: 1 })).toMatchObject({
      status: 200,
      body: { accepted: 1 },
    });
    expect((await one(school, places.school)).state).toBe('accepted');
  });

  it('by the county, locks what lies below until it is taken back', async () => {
    const { places } = web;
    await act(county, places.neighbour, 'excuse', { reason: '已停办' });
    expect((await reviewer.page('/submissions')).html).toContain('全部处理完，可上报。');
    await act(county, places.county, 'submit');
    expect(await one(county, places.school)).toMatchObject({ state: 'locked', actions: [] });
    expect(await one(county, places.neighbour)).toMatchObject({ state: 'excused', actions: [] });
    expect(await act(county, places.school, 'reopen', { reason: 'x' })).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:superior-has-submitted' },
    });
    expect((await reviewer.page(`/submissions/${idOf(places.school)}`)).html).toContain(
      '本级已上报，下级已锁定',
    );
    await act(county, places.county, 'withdraw');
    expect(await one(county, places.school)).toMatchObject({ state: 'accepted', actions: ['reopen'] });
  });

  it('after the last day its reopening says that days have to be granted, and leads to the form with the school chosen', async () => {
    const { places } = web;
    const past = { opens_on: dayFromNow(-30), closes_on: dayFromNow(-2) };
    const owner = new pg.Client({ connectionString: web.database.ownerUrl });
    await owner.connect();
    const setWindow = ({ opens_on, closes_on }: typeof past) =>
      owner.query("update campaign_windows set opens_on = $1, closes_on = $2 where step = 'collection'", [
        opens_on,
        closes_on,
      ]);
    await setWindow(past);
    const own = `/submissions/${idOf(places.school)}`;
    expect((await reviewer.page(own)).html).toContain('重新开放之后，还要另给几天');
    await reviewer.post(`${own}/reopen`, { reason: '信息有误' });
    const { html } = await reviewer.page(own);
    expect(html).toContain(`最后一天（${past.closes_on}）已过`);
    expect(html).toContain('重新开放或退回不会延长日期，需要另给几天');
    const form = `/campaigns/${campaign}/extensions?step=collection&unit=${places.school.unit.id}`;
    expect(html).toContain(`href="${form.replace('&', '&amp;')}#grant"`);
    const grant = (await reviewer.page(form)).html;
    expect(grant).toContain(`<option value="${places.school.unit.id} unit" selected>`);
    expect((await clerk.page(own)).html).not.toContain('需要另给几天');
    await setWindow({ opens_on: dayFromNow(-10), closes_on: dayFromNow(10) });
    await owner.end();
  });

  it('is looked at from further up, without anything to do there', async () => {
    const { places } = web;
    const city = await program(web, places.city);
    expect((await one(city, places.school)).actions).toEqual([]);
    expect(await city.get(`/submissions?unit=${places.county.unit.id}`)).toMatchObject({
      body: { own: { unit: { name: '甲县' } }, total: 2 },
    });
  });
});

describe('other steps', () => {
  it('may not be submitted before they begin', async () => {
    const { places } = web;
    expect(await school.post(`/submissions/${idOf(places.school, 'enrolment')}/submit`)).toMatchObject({
      status: 423,
      body: { type: 'urn:muster:problem:window-not-open' },
    });
    expect((await clerk.page('/submissions?step=enrolment')).html).toContain('开始');
    expect(await school.get('/submissions?step=experts')).toMatchObject({ status: 404 });
  });
});
