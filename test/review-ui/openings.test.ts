/** Calendar, openings and extensions over HTTP: JSON and pages, who sees what, and what comes too early or too late. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Campaign } from '../../schemas/campaign.ts';
import { zipOf } from '../pipeline/read/archive.ts';
import { addOpeningPlaces, addTestCampaign, type OpeningPlaces } from '../setup/campaign.ts';
import { teacherRow } from '../setup/people.ts';
import { csvOf, type Place, rowsAt, type SeededRegistry } from '../setup/registry.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

let clock = new Date('2022-07-04T12:00:00+08:00');
const at = (time: string): void => {
  clock = new Date(time);
};

let web: Web;
let places: SeededRegistry & OpeningPlaces;
let campaign: Campaign;
let base: string;
const programs = new Map<string, Program>();
/** A program of a place; the new ones get no account of their own. Its token is for the day of the clock. */
const of = async (place: Place): Promise<Program> => {
  const key = `${place.unit.id} ${clock.toISOString().slice(0, 10)}`;
  const known = programs.get(key) ?? (await program(web, place));
  programs.set(key, known);
  return known;
};
let page: Browser;

beforeAll(async () => {
  web = await openWeb({ now: () => clock });
  places = { ...web.places, ...(await addOpeningPlaces(web.db, web.places)) };
});
afterAll(() => web.close());

let sent = 0;
const upload = async (place: Place) => {
  sent += 1;
  const bytes = Uint8Array.from(csvOf([teacherRow(sent, { action: '新增' })]));
  return (await of(place)).upload(bytes, `${sent}.csv`);
};

describe('without a campaign', () => {
  it('files are taken in all year, and the first page says nothing of days', async () => {
    expect(await upload(web.places.school)).toMatchObject({ status: 201 });
    const clerk = await signIn(web, web.places.school);
    expect((await clerk.page('/')).html).not.toContain('教师信息采集”');
  });
});

describe('the window of the collection', () => {
  beforeAll(async () => {
    campaign = await addTestCampaign(web.db, web.places);
    base = `/campaigns/${campaign.id}`;
  });

  it.each([
    ['2022-06-05T23:59:59+08:00', 423],
    ['2022-06-06T00:00:00+08:00', 201],
    ['2022-07-05T23:59:59+08:00', 201],
    ['2022-07-06T00:00:00+08:00', 423],
  ])('a file received at %s answers %i', async (time, status) => {
    at(time);
    expect(await upload(places.school)).toMatchObject({ status });
  });

  it('the refusal says which days, and whom to ask for more', async () => {
    at('2022-07-06T00:00:00+08:00');
    expect((await upload(places.school)).body).toMatchObject({
      type: 'urn:muster:problem:window-closed',
      detail:
        '“教师信息采集”已结束：开放日期为 2022-06-06 至 2022-07-05（北京时间，首尾两天都包括）。错过截止的，请在“日历”中向甲县申请延期',
      params: { phase: 'closed', closes_on: '2022-07-05', whom: '甲县', campaign_id: campaign.id },
    });
  });

  it('the same bytes again after the deadline are answered by their receipt, with the time of the first', async () => {
    at('2022-07-05T23:59:59+08:00');
    const bytes = Uint8Array.from(csvOf([teacherRow(900, { action: '新增' })]));
    const first = (await (await of(places.school)).upload(bytes, 'last.csv')).body as { receipt: string };
    at('2022-07-06T00:00:30+08:00');
    const again = await (await of(places.school)).upload(bytes, 'last.csv');
    expect(again).toMatchObject({
      ...{ status: 201, body: { receipt: first.receipt, received_at: '2022-07-05T23:59:59+08:00' } },
    });
  });

  it('is the same for a file that the county sends for its school', async () => {
    const county = await of(places.county);
    const bytes = Uint8Array.from(csvOf([teacherRow(901, { action: '新增' })]));
    expect(await county.upload(bytes, 'x.csv', { unit: places.school.unit.id })).toMatchObject({
      status: 423,
    });
  });

  it('is the same for a school’s file in an archive: none of it is kept', async () => {
    const archive = () => {
      sent += 1;
      const rows = rowsAt(places.school, 700 + sent, 1);
      return Uint8Array.from(zipOf([{ name: '甲县实验小学.csv', content: csvOf(rows) }]));
    };
    const county = await of(places.county);
    at('2022-07-06T00:00:00+08:00');
    const late = await county.upload(archive(), '甲县.zip', {}, '/bundles');
    expect(late).toMatchObject({
      status: 423,
      body: { params: { step: 'collection', closes_on: '2022-07-05' } },
    });
    expect((await county.get('/bundles')).body).toMatchObject({ total: 0 });
    at('2022-07-05T23:59:59+08:00');
    const inTime = await county.upload(archive(), '甲县.zip', {}, '/bundles');
    expect(inTime).toMatchObject({ status: 201, body: { received_at: '2022-07-05T23:59:59+08:00' } });
    at('2022-07-06T00:00:00+08:00');
  });

  it('closed, the first page shows no drop zone but the way to an extension', async () => {
    const clerk = await signIn(web, places.school);
    const { html } = await clerk.page('/');
    expect(html).toContain('“教师信息采集”已于 2022-07-05 结束');
    expect(html).toContain(`href="${base}/extensions?step=collection"`);
    expect(html).not.toContain('data-upload');
  });

  it('near its end the first page counts down and offers to ask; the day before it does not press', async () => {
    const clerk = await signIn(web, places.school);
    at('2022-07-04T20:00:00+08:00');
    const { html } = await clerk.page('/');
    expect(html).toContain('还剩 1 天 4 小时，2022-07-05 24:00 截止');
    expect(html).toContain('申请延期');
    at('2022-07-01T12:00:00+08:00');
    expect((await clerk.page('/')).html).not.toContain('申请延期');
  });
});

describe('the calendar of a campaign', () => {
  it('tells each tier what is its own to do and when, in JSON and on the page', async () => {
    at('2022-07-18T13:30:00+08:00');
    const { body } = await (await of(places.county)).get(base);
    expect(body).toMatchObject({
      ...{ id: campaign.id, current: true },
      own_windows: {
        openings: { by: 'window', phase: 'open', closes_at: '2022-07-21T00:00:00+08:00' },
        experts: { phase: 'before', opens_on: '2022-07-21' },
      },
    });
    const { duties, projects } = body as {
      duties: { window: string; by: string; is_own: boolean }[];
      projects: { stage: string; name: string; subjects: string[] }[];
    };
    expect(duties.filter(({ is_own }) => is_own).map((one) => `${one.window} ${one.by}`)).toEqual([
      ...['collection county', 'openings county', 'enrolment county', 'experts county'],
    ]);
    expect(projects.map(({ stage, subjects }) => `${stage} ${subjects.length}`)).toEqual([
      ...['高中 16', '初中 15', '小学 11', '幼儿园 0'],
    ]);
    expect(projects[2]?.name).toBe('2022年“互联网+教师专业发展”小学');
    const { html } = await (await signIn(web, places.county)).page(base);
    expect(html).toContain('甲县要做的事');
    expect(html).toContain('向学校（园）、机构开放学段');
    expect(html).toContain('2 天 10 小时');
    expect(html).not.toContain('还剩');
    at('2022-07-19T13:30:00+08:00');
    expect((await (await signIn(web, places.county)).page(base)).html).toContain(
      '“参训报名”还剩 1 天 10 小时，2022-07-20 24:00 截止',
    );
    expect((await (await signIn(web, places.county)).page(`${base}?lang=en`)).html).toContain(
      '1 days and 10 hours',
    );
  });

  it('is not there for a campaign that is not', async () => {
    expect(await (await of(places.school)).get('/campaigns/999')).toMatchObject({ status: 404 });
  });
});

describe('openings', () => {
  const openings = async (place: Place, query = '') =>
    (await (await of(place)).get(`${base}/openings${query}`)).body as {
      stages: {
        stage: string;
        is_open: boolean;
        missing?: { unit: { name: string }; opener: { name: string } };
      }[];
      counts: Record<string, { units: number; opened: number; unlicensed: number }>;
      units: { id: string; name: string; stages: { stage: string; state: string }[]; below: unknown }[];
      total: number;
      may_open: boolean;
    };

  it('a school reads who must open what to whom', async () => {
    const { stages } = await openings(places.school);
    expect(stages[2]).toEqual({
      ...{ stage: '小学', is_open: false },
      missing: {
        unit: { id: places.county.unit.id, name: '甲县' },
        opener: { id: places.city.unit.id, name: '甲市' },
      },
    });
    page = await signIn(web, places.school);
    expect((await page.page(`${base}/openings`)).html).toContain('须先由甲市向甲县开放');
  });

  it('are nobody’s to change but the city’s and the county’s', async () => {
    for (const place of [places.school, places.province]) {
      const answer = await (await of(place)).post(`${base}/openings`, {
        units: 'all',
        stages: 'all',
        open: true,
      });
      expect(answer).toMatchObject({ status: 403 });
    }
  });

  it('of a county before the city opened it are refused, naming the city', async () => {
    const answer = await (await of(places.county)).post(`${base}/openings`, {
      ...{ units: 'all', stages: ['小学'], open: true },
    });
    expect(answer).toMatchObject({
      status: 409,
      body: {
        detail: '“小学”还没有开放报名：请联系甲市向甲县开放',
        params: { opener: '甲市', unit: '甲县' },
      },
    });
  });

  it('by the city: everything in one order, and the board says so', async () => {
    const city = await of(places.city);
    expect(await city.post(`${base}/openings`, { units: 'all', stages: 'all', open: true })).toMatchObject({
      ...{ status: 200, body: { changed: 13, units: 4, refused: [] } },
    });
    const board = await openings(places.city);
    expect(board.may_open).toBe(true);
    expect(board.counts).toEqual({
      高中: { units: 4, opened: 4, unlicensed: 0 },
      初中: { units: 3, opened: 3, unlicensed: 0 },
      小学: { units: 3, opened: 3, unlicensed: 0 },
      幼儿园: { units: 3, opened: 3, unlicensed: 0 },
    });
    expect(board.units[0]).toMatchObject({
      name: '甲县',
      stages: [{ state: 'open' }, { state: 'open' }, { state: 'open' }, { state: 'open' }],
      below: {
        小学: { units: 3, opened: 0 },
        幼儿园: { units: 3, opened: 0 },
        高中: { units: 1, opened: 0 },
      },
    });
    expect(board.units.at(-1)?.stages.map(({ state }) => state)).toEqual([
      ...['open', 'not_offered', 'not_offered', 'not_offered'],
    ]);
  });

  it('by the county with a form: one cell, then a whole stage, then back to the same page', async () => {
    const clerk = await signIn(web, places.county);
    const { html } = await clerk.page(`${base}/openings?search=甲县`);
    expect(html).toContain('甲县实验小学 小学：未开放，点按开放');
    expect(html).toContain('缺办园许可证');
    const one = await clerk.post(`${base}/openings`, {
      ...{ cell: `${places.school.unit.id} 小学 true`, page: '1', search: '甲县' },
    });
    expect([one.status, one.headers.get('location')]).toEqual([
      ...[303, `${base}/openings?search=${encodeURIComponent('甲县')}`],
    ]);
    expect((await clerk.page(`${base}/openings`)).html).toContain('甲县实验小学 小学：已开放，点按关闭');
    await clerk.post(`${base}/openings`, { cell: 'all 幼儿园 true', page: '1', search: '' });
    const board = await openings(places.county);
    expect(board.counts.幼儿园).toEqual({ units: 3, opened: 2, unlicensed: 1 });
    const shown = (await clerk.page(`${base}/openings`)).html;
    expect(shown).toContain('1 所缺办园许可证');
    expect(shown).not.toContain('全部开放：幼儿园');
    expect(shown).toContain('全部开放：小学');
    expect((await clerk.page(`${base}/openings`)).html).toContain('开放 幼儿园：2 个单位，共 2 项');
  });

  it('a kindergarten without a licence is refused by its name', async () => {
    const answer = await (await of(places.county)).post(`${base}/openings`, {
      ...{ units: [places.unlicensed.unit.id], stages: 'all', open: true },
    });
    expect(answer).toMatchObject({
      status: 422,
      body: { type: 'urn:muster:problem:licence-missing', params: { unit: '甲县小星幼儿园' } },
    });
  });

  it('read to the school that it may enrol, to another county nothing of it, to the province all', async () => {
    expect((await openings(places.school)).stages[2]).toEqual({ stage: '小学', is_open: true });
    const stranger = await (await of(places.otherCounty)).get(
      `${base}/openings?unit=${places.county.unit.id}`,
    );
    expect(stranger.status).toBe(404);
    const overview = await openings(places.province);
    expect(overview.units).toMatchObject([{ name: '甲市', below: { 高中: { units: 4, opened: 4 } } }]);
    const inside = await openings(places.province, `?unit=${places.county.unit.id}`);
    expect([inside.may_open, inside.total]).toEqual([false, 5]);
    expect((await (await signIn(web, places.province)).page(`${base}/openings`)).html).toContain(
      '下级 4 / 4',
    );
  });

  it('are found by a part of the name', async () => {
    expect((await openings(places.county, '?search=幼儿园')).units.map(({ name }) => name)).toEqual([
      ...['甲县幼儿园', '甲县小星幼儿园'],
    ]);
  });

  it('closed again by the city: the school reads why, and the county’s board warns', async () => {
    const city = await of(places.city);
    const close = { units: [places.county.unit.id], stages: ['小学'], open: false };
    expect(await city.post(`${base}/openings`, close)).toMatchObject({ body: { changed: 1 } });
    expect((await openings(places.school)).stages[2]).toMatchObject({
      missing: { opener: { name: '甲市' } },
    });
    const { html } = await (await signIn(web, places.county)).page(`${base}/openings`);
    expect(html).toContain('甲市没有向甲县开放“小学”：下面的单位现在不能按此学段报名');
    await city.post(`${base}/openings`, { ...close, open: true });
  });

  it('out of their days have no buttons, and say where to ask', async () => {
    at('2022-07-21T00:00:00+08:00');
    const { html } = await (await signIn(web, places.county)).page(`${base}/openings`);
    expect(html).not.toContain('name="cell"');
    expect(html).toContain(`href="${base}/extensions?step=openings"`);
    const answer = await (await of(places.county)).post(`${base}/openings`, {
      ...{ units: 'all', stages: 'all', open: true },
    });
    expect(answer).toMatchObject({ status: 423, body: { params: { step: 'openings', whom: '甲市' } } });
  });

  it.each([
    [{ units: 'all', stages: ['大学'], open: true }, 422],
    [{ units: 'some', stages: 'all', open: true }, 422],
    [{ units: 'all', stages: 'all' }, 422],
    [{ units: [], stages: 'all', open: true }, 422],
  ])('%j answers %i', async (body, status) => {
    expect(await (await of(places.county)).post(`${base}/openings`, body)).toMatchObject({ status });
  });
});

describe('extensions', () => {
  interface ExtensionJson {
    readonly id: string;
    readonly state: string;
    readonly actions: string[];
    readonly reason: string;
  }
  const ask = { step: 'collection', until: '2022-07-23', reason: '校园网故障' };

  it('a late school asks by a form, its county reads the reason and grants by a form, and the file is taken in', async () => {
    at('2022-07-21T08:00:00+08:00');
    const clerk = await signIn(web, places.school);
    const { html } = await clerk.page(`${base}/extensions?step=collection`);
    expect(html).toContain('向甲县申请延期');
    expect(html).toContain('教师信息采集（现截止 2022-07-05）');
    const asked = await clerk.post(`${base}/extensions`, { ...ask, until: '2022-07-22' });
    expect([asked.status, asked.headers.get('location')]).toEqual([303, `${base}/extensions`]);
    expect((await clerk.page(`${base}/extensions`)).html).toContain(
      '本单位已申请延期至 2022-07-22，等待甲县批复',
    );

    const reviewer = await signIn(web, places.county);
    expect((await reviewer.page('/notices')).html).toContain('甲县实验小学申请延期至 2022-07-22，请处理');
    const list = await reviewer.page(`${base}/extensions`);
    expect(list.html).toContain('校园网故障');
    const id = /action="\/extensions\/(\d+)\/grant"/.exec(list.html)?.[1];
    // The county's own collection ended on the 5th: it reaches no further than three days beyond.
    const tooFar = await reviewer.post(`/extensions/${id}/grant`, { until: '2022-07-22' });
    expect(tooFar.status).toBe(422);
    expect(await tooFar.text()).toContain('您最多可以同意延期至 2022-07-08；更晚的日期请联系甲市');
    const province = await of(places.province);
    expect(await province.post(`/extensions/${id}/grant`, { until: '2022-07-23' })).toMatchObject({
      ...{ status: 200, body: { state: 'granted', until: '2022-07-23', actions: ['revoke'] } },
    });
    at('2022-07-23T23:59:59+08:00');
    expect(await upload(places.school)).toMatchObject({ status: 201 });
    expect((await (await signIn(web, places.school)).page(base)).html).toContain('已延期');
    at('2022-07-24T00:00:00+08:00');
    expect(await upload(places.school)).toMatchObject({
      status: 423,
      body: { params: { closes_on: '2022-07-23' } },
    });
  });

  it('JSON says what the caller may do, and a stranger finds nothing', async () => {
    at('2022-07-21T08:00:00+08:00');
    const neighbour = await of(places.neighbour);
    const made = await neighbour.post(`${base}/extensions`, { ...ask, step: 'enrolment' });
    expect(made).toMatchObject({ status: 201, body: { state: 'requested', actions: ['withdraw'] } });
    const { id } = made.body as ExtensionJson;
    const seen = (await (await of(places.county)).get(`${base}/extensions`)).body as {
      extensions: ExtensionJson[];
      reach: { step: string; furthest: string }[];
    };
    expect(seen.extensions[0]).toMatchObject({ id, reason: '校园网故障', actions: ['grant', 'refuse'] });
    expect(seen.reach).toContainEqual({ step: 'enrolment', furthest: '2022-07-23' });
    for (const place of [places.school, places.otherCounty]) {
      expect(await (await of(place)).post(`/extensions/${id}/grant`)).toMatchObject({ status: 404 });
    }
    expect(await neighbour.post(`/extensions/${id}/grant`)).toMatchObject({ status: 403 });
    const county = await of(places.county);
    expect(await county.post(`/extensions/${id}/refuse`)).toMatchObject({ status: 422 });
    expect(await county.post(`/extensions/${id}/refuse`, { reason: '请按时' })).toMatchObject({
      body: { state: 'refused', answer: '请按时' },
    });
    const again = await county.post(`/extensions/${id}/grant`);
    expect(again).toMatchObject({ status: 409, body: { detail: '当前状态是“未同意”，不能同意' } });
    expect(await county.post(`/extensions/${id}/eat`)).toMatchObject({ status: 404 });
  });

  it('are granted by a county to all below it with one form', async () => {
    const reviewer = await signIn(web, places.county);
    await reviewer.page(`${base}/extensions`);
    const done = await reviewer.post(`${base}/extensions`, {
      ...{ whom: 'own below', step: 'enrolment', until: '2022-07-22', reason: '统一延期' },
    });
    expect(done.status).toBe(303);
    const { body } = await (await of(places.neighbour)).get(base);
    expect(body).toMatchObject({ own_windows: { enrolment: { by: 'extension', closes_on: '2022-07-22' } } });
    const { body: other } = await (await of(places.stranger)).get(base);
    expect(other).toMatchObject({ own_windows: { enrolment: { by: 'window', phase: 'closed' } } });
  });

  it('keep the reason from logs, events and notices', async () => {
    expect(web.logged.join('\n')).not.toMatch(/校园网故障|统一延期/);
    const { body } = await (await of(places.school)).get('/notices');
    expect(JSON.stringify(body)).not.toMatch(/校园网故障|统一延期/);
  });

  it.each([
    [{ ...ask, reason: ' ' }, 422],
    [{ ...ask, until: 'tomorrow' }, 422],
    [{ ...ask, step: 'lunch' }, 422],
    [{ ...ask, covers: 'everybody' }, 422],
    [{ ...ask, unit: '999999' }, 404],
  ])('%j answers %i', async (body, status) => {
    expect(await (await of(places.school)).post(`${base}/extensions`, body)).toMatchObject({ status });
  });
});
