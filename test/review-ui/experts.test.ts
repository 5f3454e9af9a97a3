/** Expert teams through the pages: by workbook and by form, counties propose and the city decides, one pair for each expert. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listExperts, proposeExperts, teamOf } from '../../database/experts.ts';
import { inScope } from '../../database/scope.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { expertSheet } from '../../schemas/sheets/expert.ts';
import { addTestCampaign } from '../setup/campaign.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type Place } from '../setup/registry.ts';
import { openWeb, program, signIn, type Web } from './web.ts';

let web: Web;
let campaign: Campaign;
beforeAll(async () => {
  web = await openWeb();
  // Its days hold today, whichever that is.
  const days = { opens_on: '2022-07-21', closes_on: '2099-12-31' };
  campaign = await addTestCampaign(web.db, web.places, '2022年“互联网+教师专业发展”', {
    collection: days,
    experts: days,
  });
});
afterAll(() => web.close());

const fields = Object.keys(expertSheet.columns) as (keyof typeof expertSheet.columns)[];
type Cells = Partial<Record<(typeof fields)[number], string>>;
const row = (n: number, changed: Cells = {}): Cells => ({
  ...{ project: '2022年“互联网+教师专业发展”小学', level: '县级', name: `张试${n}`, id_type: '居民身份证' },
  ...{ id_number: identityNumberOf(n), unit_name: '甲县教研室', county: '甲县', stage: '小学' },
  ...{ subject: '语文', title: '高级', mobile: '13800000000', ...changed },
});

async function sent(place: Place, ...rows: Cells[]): Promise<string> {
  const lines = [
    fields.map((field) => expertSheet.columns[field].label.zh),
    ...rows.map((one) => fields.map((f) => one[f] ?? '')),
  ];
  const bytes = Uint8Array.from(Buffer.from(`\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`));
  const { status, body } = await (await program(web, place)).upload(bytes, `${randomUUID()}.csv`, {
    template: 'expert',
  });
  expect(status).toBe(201);
  const { id } = body as { id: string };
  await web.check(id);
  return id;
}
const get = async (place: Place, path: string) => (await (await program(web, place)).get(path)).body;
const post = async (place: Place, path: string, body: unknown) =>
  (await program(web, place)).post(path, body);

interface Listed {
  experts: { id: string; name: string; state: string; id_number: string; actions: string[] }[];
  counts: Record<string, number>;
}
const list = async (place: Place, query = '') =>
  (await get(place, `/experts?campaign=${campaign.id}${query}`)) as Listed;
const named = async (place: Place, name: string) =>
  (await list(place)).experts.find((expert) => expert.name === name);
const rulesOf = async (place: Place, id: string) => {
  const { issues } = (await get(place, `/uploads/${id}/issues`)) as {
    issues: { rule: string; row: number }[];
  };
  return issues.map(({ rule, row: at }) => `${at} ${rule}`);
};

describe('a county’s workbook', () => {
  it('is sent from the page of experts, under its own name', async () => {
    const { html } = await (await signIn(web, web.places.county)).page(`/experts?campaign=${campaign.id}`);
    expect(html).toContain('<input type="hidden" name="template" value="expert"/>');
  });

  it('is told line by line, proposes at its word, and waits for the city', async () => {
    const [teacher] = await enrolTeachers(web.db, web.places.school, [teacherRecord(1)]);
    const id = await sent(web.places.county, row(1), row(2, { served_counties: '甲县、乙县' }));
    expect(await get(web.places.county, `/uploads/${id}`)).toMatchObject({ state: 'ready' });
    const { lines } = (await get(web.places.county, `/uploads/${id}/form`)) as { lines: { does: string }[] };
    expect(lines.map(({ does }) => does)).toEqual([
      '推荐为县级专家：小学语文，由市确定',
      '推荐为县级专家：小学语文，由市确定',
    ]);
    expect(await post(web.places.county, `/uploads/${id}/submit`, {})).toMatchObject({ status: 200 });
    expect(await named(web.places.city, '张试1')).toMatchObject({
      ...{ state: 'proposed', teacher_id: teacher, actions: ['decide', 'decline'] },
      id_number: expect.stringMatching(/^3799\*{10}/),
    });
    expect(await named(web.places.city, '张试2')).toMatchObject({ served_counties: ['甲县', '乙县'] });
    expect(await named(web.places.county, '张试1')).toMatchObject({ actions: ['withdraw'] });
    expect(await named(web.places.otherCounty, '张试1')).toBeUndefined();
  });

  it('is refused at its cells for another project, stage, level, county, name, and a person twice', async () => {
    const id = await sent(
      web.places.county,
      row(11, { project: '没有的项目' }),
      row(12, { project: '2022年“互联网+教师专业发展”初中' }),
      row(13, { level: '省级' }),
      row(14, { county: '丙县' }),
      row(15, { served_counties: '甲县、丁县' }),
      row(1, { name: '李四' }),
      row(17),
      row(17),
    );
    const rules = await rulesOf(web.places.county, id);
    expect(
      rules.filter((one) => !one.includes('expert-not-registered') && !one.includes('expert-capacity')),
    ).toEqual(
      expect.arrayContaining([
        '2 expert-project-unknown',
        '3 expert-project-stage',
        '4 expert-level',
        '5 expert-county-unknown',
        '6 expert-served-unknown',
        '7 expert-name-differs',
        '8 expert-twice-in-file',
        '9 expert-twice-in-file',
      ]),
    );
  });

  it('is refused for somebody who guides another subject in this campaign', async () => {
    const id = await sent(web.places.otherCounty, row(2, { subject: '数学', county: '乙县' }));
    expect(await rulesOf(web.places.otherCounty, id)).toContain('2 expert-taken');
  });
});

describe('the city', () => {
  it('decides some, declines others with a reason, and no county decides', async () => {
    const [one, two] = [await named(web.places.city, '张试1'), await named(web.places.city, '张试2')];
    const ids = [one?.id ?? '', two?.id ?? ''];
    expect(await post(web.places.county, '/experts/act', { ids, action: 'decide' })).toMatchObject({
      status: 403,
    });
    expect(await post(web.places.otherCounty, '/experts/act', { ids, action: 'withdraw' })).toMatchObject({
      status: 404,
    });
    expect(await post(web.places.city, '/experts/act', { ids, action: 'decline' })).toMatchObject({
      status: 422,
      body: { type: 'urn:muster:problem:reason-missing' },
    });
    expect(
      await post(web.places.city, '/experts/act', { ids: [two?.id], action: 'decline', reason: '名额已满' }),
    ).toMatchObject({ body: { changed: 1 } });
    expect(await post(web.places.city, '/experts/act', { ids: [one?.id], action: 'decide' })).toMatchObject({
      body: { changed: 1 },
    });
    expect(await named(web.places.county, '张试2')).toMatchObject({ state: 'declined', reason: '名额已满' });
    const team = await inScope(web.db, web.places.city.unit.path, (tx) =>
      teamOf(tx, campaign.id, web.places.city.unit.path),
    );
    expect(team).toMatchObject([
      {
        expert_id: one?.id,
        level: 'county',
        county_id: web.places.county.unit.id,
        serves: 'city',
        capacity: 100,
      },
    ]);
  });

  it('adds its own by the form, on the team at once, and is told where somebody is on a team already', async () => {
    const browser = await signIn(web, web.places.city);
    expect((await browser.page(`/experts/new?campaign=${campaign.id}`)).html).toContain(
      '<option value="乙县">',
    );
    const body = {
      ...{ campaign: campaign.id, level: '市级', name: '张试31', id_number: identityNumberOf(31) },
      ...{ unit_name: '甲市教研室', county: '甲市', stage: '小学', subject: '数学', title: '正高级' },
      mobile: '13800000001',
    };
    expect((await browser.post('/experts', body)).status).toBe(303);
    const again = await browser.post('/experts', { ...body, subject: '语文' });
    expect(again.status).toBe(422);
    expect(await again.text()).toContain('此人已由“甲市”列为小学数学专家');
    const { html } = await browser.page(`/experts?campaign=${campaign.id}`);
    expect(html).toContain('张试31');
    expect(html).not.toContain(identityNumberOf(31));
    expect(html).not.toContain('13800000001');
  });

  it('is asked for a subject of the stage by the form, and a kindergarten has none whatever was said', async () => {
    const body = {
      ...{ campaign: campaign.id, level: '市级', name: '张试33', id_number: identityNumberOf(33) },
      ...{ unit_name: '甲市教研室', county: '甲市', stage: '小学', title: '正高级', mobile: '13800000002' },
    };
    const { city } = web.places;
    expect(await post(city, '/experts', body)).toMatchObject({
      ...{ status: 422, body: { type: 'urn:muster:problem:expert-subject' } },
    });
    expect(await post(city, '/experts', { ...body, subject: '物理' })).toMatchObject({
      ...{ status: 422, body: { type: 'urn:muster:problem:expert-subject' } },
    });
    expect(await post(city, '/experts', { ...body, stage: '幼儿园', subject: '语文' })).toMatchObject({
      ...{ status: 201, body: { stage: '幼儿园', subject: null } },
    });
  });
});

describe('who hears of it', () => {
  const notices = async (place: Place) => {
    const { notices: all } = (await get(place, '/notices')) as {
      notices: { kind: string; params: Record<string, unknown>; href: string }[];
    };
    return all
      .filter(({ kind }) => kind.startsWith('experts-'))
      .map(({ kind, params }) => ({ kind, ...params }));
  };
  const expert = (n: number) => ({
    ...{ campaign: campaign.id, level: '县级', name: `张试${n}`, id_number: identityNumberOf(n) },
    ...{ unit_name: '乙县教研室', county: '乙县', stage: '小学', subject: '音乐', title: '高级' },
    mobile: '13800000000',
  });
  const add = async (place: Place, n: number) =>
    ((await post(place, '/experts', expert(n))).body as { id: string }).id;
  const act = (place: Place, ids: string[], action: string, reason?: string) =>
    post(place, '/experts/act', { ids, action, reason });

  it('the city of a proposal, the county of each decision with how many, and nobody of what they did themselves', async () => {
    const { city, otherCounty } = web.places;
    const before = (await notices(city)).length;
    const ids = [await add(otherCounty, 71), await add(otherCounty, 72), await add(otherCounty, 73)];
    expect((await notices(city)).slice(0, 3)).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'experts-proposed', unit: '乙县', count: 1 })),
    );
    await act(otherCounty, ids.slice(2), 'withdraw');
    expect((await notices(city))[0]).toEqual({ kind: 'experts-withdrawn', unit: '乙县', count: 1 });
    await add(city, 74);
    expect(await notices(city)).toHaveLength(before + 4);
    await act(city, ids.slice(0, 2), 'decide');
    await act(city, ids.slice(0, 1), 'remove');
    const declined = await add(otherCounty, 75);
    await act(city, [declined], 'decline', '名额已满');
    expect(await notices(otherCounty)).toEqual([
      { kind: 'experts-declined', unit: '甲市', count: 1 },
      { kind: 'experts-removed', unit: '甲市', count: 1 },
      { kind: 'experts-decided', unit: '甲市', count: 2 },
    ]);
  });
});

it('the form lists the subjects of the stage, and without one those of every stage by stage', async () => {
  const browser = await signIn(web, web.places.county);
  const subjectsIn = (html: string) => /<select id="subject".*?<\/select>/s.exec(html)?.[0] ?? '';
  const primary = subjectsIn(
    (await browser.page(`/experts/new?${new URLSearchParams({ stage: '小学' })}`)).html,
  );
  expect(primary).toContain('语文');
  expect(primary).not.toContain('物理');
  const all = subjectsIn((await browser.page('/experts/new')).html);
  expect(all).toContain('<optgroup label="小学">');
  expect(all).toContain('物理');
  expect(all).not.toContain('<optgroup label="幼儿园">');
});

it('two units that name one person at the same moment: exactly one does, by the table itself', async () => {
  const one = (place: Place, subject: '语文' | '数学') =>
    inScope(web.db, place.unit.path, (tx) =>
      proposeExperts(tx, place.actor, [
        {
          ...{ campaign_id: campaign.id, level: '县级', workshop: null, teacher_id: null, upload_id: null },
          ...{ name: '张试51', id_type: '居民身份证', id_number: identityNumberOf(51), email: null },
          ...{ mobile: '13800000003', workplace: '甲市教研室', county: '甲市', county_id: null },
          ...{ stage: '小学', subject, title: '高级', honours: null, capacity: 100, serves: null },
        },
      ]),
    );
  const tries = await Promise.allSettled([
    one(web.places.county, '语文'),
    one(web.places.otherCounty, '数学'),
  ]);
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'expert-taken' },
  });
});

describe('the province', () => {
  it('keeps hosts by workshop, whom no city sees and no plan counts, and takes them off again', async () => {
    const { province, city } = web.places;
    const host = (workshop: string) =>
      post(province, '/experts', {
        ...{
          campaign: campaign.id,
          level: '省级',
          workshop,
          name: '张试41',
          id_number: identityNumberOf(41),
        },
        ...{ unit_name: '省教研院', county: '省直', stage: '小学', subject: '语文', title: '正高级' },
        mobile: '13800000002',
      });
    expect(await host('阅读工作坊')).toMatchObject({ status: 201, body: { state: 'decided' } });
    expect(await host('写作工作坊')).toMatchObject({ status: 201 });
    expect(await host('阅读工作坊')).toMatchObject({ status: 409 });
    expect(await named(city, '张试41')).toBeUndefined();
    const { experts } = await list(province, '&level=省级');
    expect(experts).toHaveLength(2);
    const ids = experts.map(({ id }) => id);
    expect(await post(province, '/experts/act', { ids, action: 'remove' })).toMatchObject({
      body: { changed: 2 },
    });
    const all = await inScope(web.db, province.unit.path, (tx) =>
      listExperts(tx, { campaign_id: campaign.id, level: '省级', state: 'decided' }, { limit: 9, offset: 0 }),
    );
    expect(all).toEqual([]);
  });
});
