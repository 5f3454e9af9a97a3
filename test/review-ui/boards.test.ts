/** Boards and reminders as people use them: from a number to its units, and from there to telling them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCampaign } from '../../database/campaigns.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { addSchool, csvOf, type Place, rowsAt, sendIn } from '../setup/registry.ts';
import { openWeb, program, signIn, type Web } from './web.ts';

/** The sixth of ten days, at midnight. */
const now = new Date('2026-07-06T00:00:00+08:00');
let clock = now;
let web: Web;
let cityDirect: Place;

async function submitted(place: Place, submitted_at: string): Promise<void> {
  const id = await sendIn(web.db, place, csvOf(rowsAt(place, 10, 1)));
  await asSystem(web.db, (tx) =>
    tx.sql
      .updateTable('uploads')
      .set({ state: 'submitted', owes: null, submitted_at: new Date(submitted_at) })
      .where('id', '=', id)
      .execute(),
  );
}

beforeAll(async () => {
  web = await openWeb({ now: () => clock });
  const { db, places } = web;
  cityDirect = await asSystem(db, (tx) => addSchool(tx, places.city, '市直小学', '2137000099'));
  await inScope(db, places.province.actor.unit_path, (tx) =>
    addCampaign(tx, places.province.actor, {
      ...{ year: 2026, name: '2026年采集' },
      windows: { collection: { opens_on: '2026-07-01', closes_on: '2026-07-10' } },
    }),
  );
  await submitted(places.neighbour, '2026-07-02T02:00:00Z');
});
afterAll(() => web.close());

const boardOf = (place: Place): string => `/boards/${place.unit.id}`;
/** The addresses of a page's links that begin so. */
const linksOf = (html: string, start: string): string[] =>
  [...html.matchAll(/href="([^"]+)"/g)]
    .map((match) => (match[1] ?? '').replaceAll('&amp;', '&'))
    .filter((href) => href.startsWith(start));

describe('the board', () => {
  it('of the province leads by its tile and its row to the city, from there to the county, and to its reminder', async () => {
    const { province, city, county } = web.places;
    const officer = await signIn(web, province);
    const home = await officer.page('/');
    expect(linksOf(home.html, boardOf(city)).filter((href) => href === boardOf(city))).toHaveLength(3);
    const ofCity = await officer.page(boardOf(city));
    expect(linksOf(ofCity.html, boardOf(county))).toContain(boardOf(county));
    const ofCounty = await officer.page(boardOf(county));
    expect(linksOf(ofCounty.html, '/reminders')).toContain(`/reminders/new?below=${county.unit.id}`);
  });

  it('says in JSON what it shows', async () => {
    const { body } = await (await program(web, web.places.city)).get(boardOf(web.places.city));
    const none = { uploaded: 0, needs_fix: 0, applied: 0, fewer_than_last: 0, fewer_than_expected: 0 };
    const first = { id: web.places.county.unit.id, name: '甲县', kind: 'county', code: '379901' };
    const second = { id: web.places.otherCounty.unit.id, name: '乙县', kind: 'county', code: '379902' };
    expect(body).toMatchObject({
      unit: { id: web.places.city.unit.id, name: '甲市' },
      round: {
        ...{ name: '2026年采集', opens_at: '2026-07-01T00:00:00+08:00' },
        closes_at: '2026-07-11T00:00:00+08:00',
      },
      total: { ...none, units: 4, not_begun: 3, in_review: 1 },
      areas: [
        { ...none, ...first, units: 2, not_begun: 1, in_review: 1 },
        { ...none, ...second, units: 1, not_begun: 1, in_review: 0 },
      ],
      direct: { ...none, units: 1, not_begun: 1, in_review: 0 },
      // One in five days; one more in the five that are left.
      pace: { phase: 'open', units: 4, done: 1, needed_now: 2, per_day: 0.2, short: 2, needed_per_day: 0.6 },
      slowest: [{ name: '乙县' }, { name: '甲县' }],
      undone: { total: 1, units: [{ name: '市直小学', state: 'not_begun', before: 0, reported: null }] },
    });
  });

  it('is the first page of its own tier, in JSON too', async () => {
    const { body } = await (await program(web, web.places.county)).get('/');
    expect(body).toMatchObject({
      queue: { total: 1, waiting: [{ unit_name: '甲县第二小学' }] },
      board: { total: { units: 2, not_begun: 1, in_review: 1 }, undone: { total: 1 } },
    });
  });

  it('says whether all will be done in time', async () => {
    const { html } = await (await signIn(web, web.places.city)).page(boardOf(web.places.city));
    expect(html).toContain('按目前每天 0.2 个的速度，截止时还差 2 个；每天 0.6 个才能完成。');
    expect(html).toContain('2026-07-10 截止');
    expect(html).toContain('还剩 5 天 0 小时');
  });

  it('draws without inline styles, and holds its numbers in tables', async () => {
    const { html } = await (await signIn(web, web.places.province)).page('/');
    expect(html).not.toMatch(/ style="/);
    expect(html).toContain('data-label="日期">2026-07-10</th>');
  });

  it('of another county is not found, and a school has none', async () => {
    const { county, otherCounty, school } = web.places;
    const officer = await program(web, county);
    expect((await officer.get(boardOf(otherCounty))).status).toBe(404);
    expect((await officer.get(`${boardOf(otherCounty)}/units`)).status).toBe(404);
    expect((await officer.get(boardOf(school))).status).toBe(404);
    expect((await (await program(web, school)).get(boardOf(county))).status).toBe(403);
  });
});

describe('a number', () => {
  it('opens the units that it counts', async () => {
    const { city } = web.places;
    const officer = await program(web, city);
    const names = async (query: string) => {
      const { body } = await officer.get(`${boardOf(city)}/units${query}`);
      return (body as { units: { name: string }[] }).units.map(({ name }) => name);
    };
    expect(await names('?state=in_review')).toEqual(['甲县第二小学']);
    expect(await names('?state=undone')).toEqual(['市直小学', '甲县实验小学', '乙县实验小学']);
    expect(await names('?direct=true')).toEqual(['市直小学']);
    expect(await names('?omission=last')).toEqual([]);
    expect(await names('?state=nonsense')).toHaveLength(4);
  });

  it('shows them as a page that can be narrowed', async () => {
    const { county } = web.places;
    const { html } = await (await signIn(web, county)).page(`${boardOf(county)}/units?state=not_begun`);
    expect(html).toContain('甲县实验小学');
    expect(html).not.toContain('甲县第二小学</a>');
    expect(linksOf(html, `${boardOf(county)}/units`)).toContain(`${boardOf(county)}/units?state=in_review`);
  });
});

describe('a reminder', () => {
  it('asks first, then tells, and says how many it told', async () => {
    const { county, school } = web.places;
    const officer = await signIn(web, county);
    const asked = await officer.page(`/reminders/new?below=${county.unit.id}`);
    expect(asked.html).toContain('催报 1 个单位');
    expect(asked.html).toContain('甲县催报：请尽快完成教师信息上报（截止日期：2026-07-10）');
    const answer = await officer.post('/reminders', { below: county.unit.id });
    expect(answer.status).toBe(303);
    const back = answer.headers.get('location') ?? '';
    expect(back).toBe(`${boardOf(county)}?reminded=1&skipped=0&done=0`);
    expect((await officer.page(back)).html).toContain('已催报 1 个单位');
    expect((await (await signIn(web, school)).page('/notices')).html).toContain('甲县催报');
  });

  it('of the same day is refused with words, and not asked for again', async () => {
    const { county, school } = web.places;
    const officer = await program(web, county);
    const again = await officer.post('/reminders', { units: [school.unit.id] });
    expect(again).toMatchObject({ status: 409, body: { type: 'urn:muster:problem:reminded-today' } });
    expect((await officer.get(`/reminders/new?unit=${school.unit.id}`)).body).toMatchObject({
      ...{ owing: 1, reminded_today: 1, deadline: '2026-07-10' },
    });
    const { html } = await (await signIn(web, county)).page(`/reminders/new?unit=${school.unit.id}`);
    expect(html).not.toContain('action="/reminders"');
  });

  it('to a list says who was told, skipped and done', async () => {
    const { city, school, neighbour, county } = web.places;
    const officer = await program(web, city);
    await officer.post('/reminders', { units: [school.unit.id] });
    const units = [school, neighbour, cityDirect, county].map(({ unit }) => unit.id);
    expect((await officer.post('/reminders', { units })).body).toEqual({ reminded: 2, skipped: 1, done: 1 });
  });

  it('without anybody named is refused, and a stranger is nobody', async () => {
    const officer = await program(web, web.places.county);
    expect((await officer.post('/reminders', {})).status).toBe(422);
    expect((await officer.post('/reminders', { units: [web.places.stranger.unit.id] })).status).toBe(404);
    expect((await officer.get('/reminders/new')).status).toBe(422);
  });
});

describe('the first page of a school', () => {
  const cardAt = async (place: Place, time: string) => {
    clock = new Date(time);
    const { html } = await (await signIn(web, place)).page('/');
    clock = now;
    return html.slice(html.indexOf('<section class="card"'), html.indexOf('id="recent"'));
  };

  it('says in one card which round runs, how long, and that nothing was sent yet', async () => {
    const card = await cardAt(web.places.school, '2026-07-06T00:00:00+08:00');
    expect(card).toContain('2026年采集：教师信息采集');
    expect(card).toContain('还剩 5 天 0 小时');
    expect(card).toContain('本轮还没有上传');
    expect(card).toContain('/templates/teacher.xlsx');
    expect(card).toContain('type="file"');
  });

  it('says no more that nothing was sent once something was', async () => {
    expect(await cardAt(web.places.neighbour, '2026-07-06T00:00:00+08:00')).not.toContain('本轮还没有上传');
  });

  it.each([
    ['under 48 hours is a warning', '2026-07-09T12:00:00+08:00', 'notice warning', '36'],
    ['under 4 hours is an alarm', '2026-07-10T21:00:00+08:00', 'notice error', '3'],
  ])('%s, in words too', async (_name, time, tone, hours) => {
    const card = await cardAt(web.places.school, time);
    expect(card).toContain(tone);
    expect(card).toMatch(new RegExp(`1 天 12 小时|${hours} 小时`));
  });

  it('after the window takes no file, and says where to ask for more days', async () => {
    const card = await cardAt(web.places.school, '2026-07-11T00:00:00+08:00');
    expect(card).not.toContain('type="file"');
    expect(card).toContain('/extensions');
  });
});
