/** The staffing plan through its pages: it adds up with the enrolments, keeps what people decided, and each tier sees its own. */
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asSystem } from '../../database/scope.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { addTestCampaign } from '../setup/campaign.ts';
import { enrolAt } from '../setup/enrolments.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type Place } from '../setup/registry.ts';
import { openWeb, program, signIn, type Web } from './web.ts';

let web: Web;
let campaign: Campaign;
let at: { school: string[]; neighbour: string[]; stranger: string[] };
beforeAll(async () => {
  web = await openWeb();
  const days = { opens_on: '2022-07-21', closes_on: '2099-12-31' };
  campaign = await addTestCampaign(web.db, web.places, '2022年“互联网+教师专业发展”', {
    collection: days,
    experts: days,
  });
  const people = (place: Place, from: number, count: number) =>
    enrolTeachers(
      web.db,
      place,
      Array.from({ length: count }, (_, n) => teacherRecord(from + n)),
    );
  const { school, neighbour, stranger } = web.places;
  // 12 + 7 in one county and 6 in the other, in Chinese; 3 of them all in mathematics.
  at = {
    school: await people(school, 100, 12),
    neighbour: await people(neighbour, 200, 10),
    stranger: await people(stranger, 300, 6),
  };
  await enrolAt(web.db, campaign, school, at.school);
  await enrolAt(web.db, campaign, neighbour, at.neighbour.slice(0, 7));
  await enrolAt(web.db, campaign, neighbour, at.neighbour.slice(7), '数学');
  await enrolAt(web.db, campaign, stranger, at.stranger);
});
afterAll(() => web.close());

interface Group {
  key: string;
  teachers: number;
  expert: { id: string; name: string; by_hand: boolean } | null;
  units: { unit_id: string; county_id: string; teacher_ids: string[] }[];
}
interface Plan {
  version: number;
  digest: string;
  figures: Record<string, number>;
  cells: {
    key: string;
    enrolled: number;
    bound: number;
    needed: number;
    by_county: number;
    groups: Group[];
  }[];
  gaps: { group: string; wanted: unknown }[];
  broken_pins: unknown[];
  changes: { key: string; now: number; planned: number; roster: boolean; team: boolean }[];
  scenarios: { options: { pooling: string; ratio: number }; experts: number; bound: number }[];
}
const url = (path = '') => `/staffing/${campaign.id}${path}`;
const get = async (place: Place, path = '') =>
  (await (await program(web, place)).get(url(path))) as { status: number; body: Plan };
const post = async (place: Place, path: string, body: unknown) =>
  (await (await program(web, place)).post(url(path), body)) as { status: number; body: Plan };
const plan = async () => (await get(web.places.city)).body;
const membersOf = ({ units }: Group) => units.flatMap(({ teacher_ids }) => teacher_ids);
const cell = (of: Plan, key: string) => of.cells.find((one) => one.key === key);
const groupOf = (of: Plan, teacher: string) =>
  of.cells.flatMap(({ groups }) => groups).find((group) => membersOf(group).includes(teacher))?.key;

const addExpert = async (n: number, changed: Record<string, string> = {}) => {
  const { status, body } = await (await program(web, web.places.city)).post('/experts', {
    ...{ campaign: campaign.id, level: '市级', name: `张试${n}`, id_number: identityNumberOf(n) },
    ...{ unit_name: '甲市教研室', county: '甲市', stage: '小学', subject: '语文', title: '高级' },
    ...{ mobile: '13800000000', ...changed },
  });
  expect(status).toBe(201);
  return (body as { id: string }).id;
};

describe('a plan of ten teachers to an expert', () => {
  it('has each enrolled teacher once, no group above ten, and the figures that hand counting gives', async () => {
    expect(await post(web.places.city, '/compute', { version: 0, ratio: 10 })).toMatchObject({ status: 200 });
    const made = await plan();
    expect(made).toMatchObject({
      version: 1,
      // ⌈25/10⌉ + ⌈3/10⌉; county by county ⌈19/10⌉ + ⌈6/10⌉ + ⌈3/10⌉.
      figures: { enrolled: 28, bound: 4, needed: 4, by_county: 4, available: 0, assigned: 0, gaps: 4 },
    });
    expect(cell(made, '小学-语文')).toMatchObject({ enrolled: 25, bound: 3, needed: 3, by_county: 3 });
    const groups = made.cells.flatMap(({ groups: each }) => each);
    expect(groups.flatMap(membersOf).sort()).toEqual([...at.school, ...at.neighbour, ...at.stranger].sort());
    expect(Math.max(...groups.map((group) => membersOf(group).length))).toBeLessThanOrEqual(10);
    expect(made.scenarios[1]).toMatchObject({ options: { pooling: 'county', ratio: 10 }, experts: 4 });
    expect(made.scenarios[2]).toMatchObject({ options: { ratio: 8 }, experts: 5, bound: 5 });
  });

  it('is refused to whoever saw an older version, and to a county', async () => {
    expect((await post(web.places.city, '/compute', { version: 0 })).status).toBe(409);
    expect((await post(web.places.county, '/compute', { version: 1 })).status).toBe(403);
  });

  it('assigns the decided experts, and says what the gaps want', async () => {
    const first = await addExpert(401);
    await addExpert(402, { served_counties: '乙县', level: '县级' });
    const { body } = await post(web.places.city, '/compute', { version: 1 });
    expect(body.figures).toMatchObject({ available: 2, gaps: 4 - (body.figures.assigned ?? 0) });
    const guides = body.cells.flatMap(({ groups }) => groups.flatMap(({ expert }) => expert?.id ?? []));
    expect(guides).toContain(first);
    expect(body.gaps[0]?.wanted).toMatchObject({ capacity: expect.any(Number), serves: expect.any(Array) });
  });
});

describe('what the city decides by hand', () => {
  it('a moved teacher and a given expert outlast a recomputation after the roster changed', async () => {
    const before = await plan();
    const teacher = at.school[0] ?? '';
    const from = groupOf(before, teacher);
    const chinese = cell(before, '小学-语文')?.groups ?? [];
    const to = chinese.find(({ key }) => key !== from)?.key ?? '';
    const moved = (
      await post(web.places.city, '/move', { version: before.version, teacher_id: teacher, group: to })
    ).body;
    expect(groupOf(moved, teacher)).toBe(to);
    const expert = await addExpert(403);
    const given = (
      await post(web.places.city, '/assign', { version: moved.version, group: to, expert_id: expert })
    ).body;
    expect(cell(given, '小学-语文')?.groups.find(({ key }) => key === to)?.expert).toMatchObject({
      ...{ id: expert, by_hand: true },
    });
    const late = await enrolTeachers(web.db, web.places.stranger, [teacherRecord(390)]);
    await enrolAt(web.db, campaign, web.places.stranger, late);
    const again = (await post(web.places.city, '/compute', { version: given.version })).body;
    expect(again.figures.enrolled).toBe(29);
    expect(groupOf(again, teacher)).toBe(to);
    expect(cell(again, '小学-语文')?.groups.find(({ key }) => key === to)?.expert?.id).toBe(expert);
    expect(again.broken_pins).toEqual([]);
  });

  it('a whole school moves with all its teachers of the cell, and taking that back leaves nothing by hand', async () => {
    const { neighbour, city } = web.places;
    const before = await plan();
    const own = at.neighbour.slice(0, 7);
    const to = cell(before, '小学-语文')?.groups.find(
      ({ key }) => key !== groupOf(before, own[0] ?? ''),
    )?.key;
    const who = { unit_id: neighbour.unit.id, cell: '小学-语文' };
    const moved = await post(city, '/move', { version: before.version, ...who, group: to });
    expect(moved.status).toBe(200);
    expect(own.map((id) => groupOf(moved.body, id))).toEqual(own.map(() => to));
    const page = await (await signIn(web, city)).page(
      url(`?${new URLSearchParams({ cell: '小学-语文', group: to ?? '' })}`),
    );
    const byHand = />张试200<\/a><span class="muted small"> 手工指定/;
    expect(page.html).toContain('本组的学校');
    expect(page.html).toMatch(byHand);
    const back = await post(city, '/move', { version: moved.body.version, ...who });
    expect(back.status).toBe(200);
    const again = await (await signIn(web, city)).page(
      url(`?${new URLSearchParams({ cell: '小学-语文', group: groupOf(back.body, own[0] ?? '') ?? '' })}`),
    );
    expect(again.html).toContain('>张试200</a>');
    expect(again.html).not.toMatch(byHand);
    const nobody = await post(city, '/move', { version: back.body.version, group: to });
    expect(nobody.status).toBe(422);
  });

  it('is refused with the reason: another subject’s group, and an expert of no team', async () => {
    const { version } = await plan();
    const moved = await post(web.places.city, '/move', {
      ...{ version, teacher_id: at.school[0], group: '小学-数学-1' },
    });
    expect(moved).toMatchObject({ status: 409, body: { type: 'urn:muster:problem:pin-refused' } });
    const given = await post(web.places.city, '/assign', {
      version,
      group: '小学-语文-1',
      expert_id: '999999',
    });
    expect(given).toMatchObject({ status: 409, body: { type: 'urn:muster:problem:pin-refused' } });
    expect((await plan()).version).toBe(version);
  });
});

describe('each tier', () => {
  it.each(['/staffing', '/openings'])(
    '%s leads to the current campaign in the language that was asked for',
    async (path) => {
      const browser = await signIn(web, web.places.city);
      const to = async (query: string) => (await browser.request(path + query)).headers.get('location');
      const plain = (await to('')) ?? '';
      expect(plain).toMatch(/\/\d+/);
      expect(await to('?lang=en')).toBe(`${plain}?lang=en`);
    },
  );

  it('a county sees nothing before the city publishes, and then its own teachers only', async () => {
    expect((await get(web.places.county)).body).toMatchObject({ version: 0, cells: [] });
    const { version } = await plan();
    expect((await post(web.places.city, '/publish', { version, published: 'yes' })).status).toBe(200);
    const { body } = await get(web.places.otherCounty);
    const teachers = body.cells.flatMap(({ groups }) => groups.flatMap(membersOf));
    expect(teachers).toHaveLength(7);
    expect(teachers).toEqual(expect.arrayContaining(at.stranger));
    expect(body.cells.map(({ key }) => key)).toEqual(['小学-语文']);
    expect((await post(web.places.city, '/publish', { version, published: 'no' })).status).toBe(200);
    expect((await get(web.places.otherCounty)).body).toMatchObject({ version: 0, cells: [] });
  });

  it('the province sees each city with its figures, and one city whole', async () => {
    const { body } = (await (await program(web, web.places.province)).get(url())) as {
      body: { cities: { id: string; name: string; figures: { enrolled: number } }[] };
    };
    expect(body.cities).toMatchObject([{ name: '甲市', enrolled_now: 29, figures: { enrolled: 29 } }]);
    const one = await get(web.places.province, `?city=${web.places.city.unit.id}`);
    expect(one.body.figures.enrolled).toBe(29);
  });

  it('pages say the same: numbers, reasons, teachers by name, and no document', async () => {
    const browser = await signIn(web, web.places.city);
    const { html, status } = await browser.page(url());
    expect(status).toBe(200);
    expect(html).toContain('发布给各县');
    expect(html).toContain('逐县');
    const key = groupOf(await plan(), at.school[0] ?? '') ?? '';
    const open = await browser.page(url(`?${new URLSearchParams({ cell: '小学-语文', group: key })}`));
    expect(open.html).toContain('报名 26 人 ÷ 每位专家 10 人，向上取整 = 3 位。');
    expect(open.html).toContain('张试100');
    expect(open.html).not.toMatch(/3799\d{14}/);
  });
});

describe('the city’s word on its team', () => {
  it('is refused while an expert is undecided, then while gaps are left unsaid, and taken once they are said', async () => {
    const { city, county, otherCounty } = web.places;
    const submit = async (place: Place, body: object = {}) =>
      (await program(web, place)).post(`/submissions/${campaign.id}-experts-${place.unit.id}/submit`, body);
    const accept = async (place: Place) =>
      (await program(web, city)).post(`/submissions/${campaign.id}-experts-${place.unit.id}/accept`);
    for (const place of [county, otherCounty]) {
      expect(await submit(place)).toMatchObject({ status: 200 });
      expect(await accept(place)).toMatchObject({ status: 200 });
    }
    const { body } = await (await program(web, county)).post('/experts', {
      ...{ campaign: campaign.id, level: '县级', name: '张试404', id_number: identityNumberOf(404) },
      ...{ unit_name: '甲县教研室', county: '甲县', stage: '小学', subject: '英语', title: '高级' },
      mobile: '13800000000',
    });
    expect(await submit(city)).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:experts-undecided' },
    });
    const ids = [(body as { id: string }).id];
    await (await program(web, city)).post('/experts/act', { ids, action: 'decline', reason: '名额已满' });
    const { gaps } = (await plan()).figures;
    expect(gaps).toBe(1);
    expect(await submit(city)).toMatchObject({ status: 409, body: { type: 'urn:muster:problem:gaps-left' } });
    expect(await submit(city, { gaps: 2 })).toMatchObject({ status: 409 });
    expect(await submit(city, { gaps: 1 })).toMatchObject({ status: 200 });
  });
});

describe('exports', () => {
  const workbook = async (place: Place, path: string) => {
    const browser = await signIn(web, place);
    const answer = await browser.request(path);
    expect(answer.status).toBe(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await answer.arrayBuffer());
    const rowsOf = (name: string) => {
      const rows: string[][] = [];
      book.getWorksheet(name)?.eachRow((row) => {
        rows.push(Array.from(row.values as unknown[], (value) => String(value ?? '')).slice(1));
      });
      return rows;
    };
    return { names: book.worksheets.map(({ name }) => name), rowsOf };
  };

  it('of the plan read back and add up: figures, groups, and the teachers of each county', async () => {
    const { names, rowsOf } = await workbook(
      web.places.city,
      `/exports/staffing.xlsx?campaign=${campaign.id}`,
    );
    expect(names).toEqual(['汇总', '研修组', '甲县', '乙县']);
    expect(rowsOf('汇总').at(-1)?.slice(0, 6)).toEqual(['合计', '', '29', '4', '4', '4']);
    const groups = rowsOf('研修组').slice(1);
    expect(groups.reduce((sum, row) => sum + Number(row[3]), 0)).toBe(29);
    const people = [...rowsOf('甲县').slice(1), ...rowsOf('乙县').slice(1)];
    expect(people).toHaveLength(29);
    expect(new Set(people.map((row) => row[5])).size).toBe(29);
    for (const group of groups) {
      expect(people.filter((row) => row[3] === group[2])).toHaveLength(Number(group[3]));
    }
    const csv = await (await program(web, web.places.city)).get(
      `/exports/staffing.csv?campaign=${campaign.id}`,
    );
    expect(String(csv.body).trim().split('\r\n')).toHaveLength(30);
  });

  it('of the teams have template E’s columns, numbers masked unless whole ones are asked for and written down', async () => {
    const masked = await workbook(web.places.city, `/exports/experts.xlsx?campaign=${campaign.id}`);
    expect(masked.names).toEqual(['市级', '县级']);
    expect(masked.rowsOf('市级')[0]?.slice(0, 5)).toEqual([
      ...['项目\nProject', '级别\nLevel', '姓名\nName', '证件类型\nID type', '证件号码\nID number'],
    ]);
    const rows = [...masked.rowsOf('市级').slice(1), ...masked.rowsOf('县级').slice(1)];
    expect(rows.map((row) => row[2]).sort()).toEqual(['张试401', '张试402', '张试403']);
    expect(JSON.stringify(rows)).not.toMatch(/3799\d{10}|13800000000/);
    const city = await program(web, web.places.city);
    const asked = await city.post('/exports', {
      ...{ kind: 'experts', format: 'xlsx', campaign: campaign.id, numbers: 'full', reason: '报送省厅' },
    });
    const { id } = asked.body as { id: string };
    await web.write(id);
    const whole = await workbook(web.places.city, `/exports/${id}/file`);
    expect(whole.names).toEqual(['说明', '市级', '县级']);
    expect(whole.rowsOf('市级').flat()).toContain(identityNumberOf(401));
    expect(whole.rowsOf('说明').flat().join()).toContain(web.places.city.actor.username);
  });
});

describe('where the roster has changed since the plan was made', () => {
  const releaseFrom = (teacher: string) =>
    asSystem(web.db, (tx) =>
      sql`update enrolments set state = 'released', released_at = now(), released_why = 'departed'
        where teacher_id = ${teacher}`.execute(tx.sql),
    );
  const chinese = async () => cell(await plan(), '小学-语文')?.groups;

  it('the cells are named: one that is new, and one where another came for somebody who left', async () => {
    expect((await plan()).changes).toEqual([]);
    const { stranger, neighbour } = web.places;
    await enrolAt(
      web.db,
      campaign,
      stranger,
      await enrolTeachers(web.db, stranger, [teacherRecord(391)]),
      '英语',
    );
    await releaseFrom(at.neighbour[9] ?? '');
    const other = await enrolTeachers(web.db, neighbour, [teacherRecord(392)]);
    await enrolAt(web.db, campaign, neighbour, other, '数学');
    expect((await plan()).changes).toEqual([
      {
        ...{ key: '小学-数学', stage: '小学', subject: '数学', now: 3, planned: 3 },
        roster: true,
        team: false,
      },
      {
        ...{ key: '小学-英语', stage: '小学', subject: '英语', now: 1, planned: 0 },
        roster: true,
        team: false,
      },
    ]);
  });

  it('a cell is computed by itself at its place, and everything else stays as it was, decisions by hand too', async () => {
    const browser = await signIn(web, web.places.city);
    const { html } = await browser.page(url());
    expect(html).toContain('aria-label="重算小学-数学"');
    expect(html).toContain('报名 0 → 1 人');
    const before = await chinese();
    const { version } = await plan();
    const answer = await browser.post(url('/compute'), { version: String(version), cell: '小学-英语' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(url());
    const made = await plan();
    expect(made).toMatchObject({ version: version + 1, figures: { enrolled: 30 } });
    expect(made.changes.map(({ key }) => key)).toEqual(['小学-数学']);
    expect(await chinese()).toEqual(before);
  });

  it('an opened cell has the button as well, comes back to itself, and then nothing is left to compute', async () => {
    const browser = await signIn(web, web.places.city);
    const opened = `?${new URLSearchParams({ cell: '小学-数学' })}`;
    expect((await browser.page(url(opened))).html).toContain('这一版之后有变动：报名的人有调整');
    const { version } = await plan();
    const asked = { version: String(version), cell: '小学-数学', stay: 'yes' };
    expect((await browser.post(url('/compute'), asked)).headers.get('location')).toBe(url(opened));
    const made = await plan();
    expect(made.changes).toEqual([]);
    const members = cell(made, '小学-数学')?.groups.flatMap(membersOf) ?? [];
    expect(members).toHaveLength(3);
    expect(members).not.toContain(at.neighbour[9]);
  });

  it('an expert who was taken off the team is a change of the cell too', async () => {
    const { experts } = (
      await (await program(web, web.places.city)).get(`/experts?campaign=${campaign.id}&state=decided`)
    ).body as { experts: { id: string; name: string }[] };
    const ids = experts.filter(({ name }) => name === '张试401').map(({ id }) => id);
    await (await program(web, web.places.city)).post('/experts/act', { ids, action: 'remove' });
    expect((await plan()).changes).toMatchObject([{ key: '小学-语文', roster: false, team: true }]);
  });
});
