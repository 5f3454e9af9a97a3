/** The tree of units and its accounts over HTTP, cut off at the reader's own unit. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers } from '../setup/registry.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let county: Program;
let person: Browser;
beforeAll(async () => {
  web = await openWeb();
  await enrolTeachers(web.db, web.places.school, [teacherRecord(1), teacherRecord(2, { status: '离职' })]);
  county = await program(web, web.places.county);
  person = await signIn(web, web.places.county);
});
afterAll(() => web.close());

describe('GET /units', () => {
  it('lists the units of the scope alone', async () => {
    const { body } = await county.get('/units');
    const { units, total } = body as { units: { name: string }[]; total: number };
    expect(units.map(({ name }) => name).sort()).toEqual(['甲县', '甲县实验小学', '甲县第二小学']);
    expect(total).toBe(3);
  });

  it('shows a person the own unit and what lies right below, counted', async () => {
    const { html } = await person.page('/units');
    expect(html).toContain('<h1>甲县');
    expect(html).toContain('甲县第二小学');
    expect(html).not.toContain('甲市');
  });

  it('counts who is in service at a school, and says nothing of an authority that has nobody itself', async () => {
    const { html } = await person.page('/units?state=open');
    const rowOf = (name: string) => html.split('<tr').find((row) => row.includes(`>${name}</a>`)) ?? '';
    expect(rowOf('甲县实验小学')).toMatch(/<td[^>]*data-label="在职教师">1<\/td>/);
    expect(rowOf('甲县')).toMatch(/<td[^>]*data-label="在职教师"><\/td>/);
  });

  it('finds by a part of the name or code', async () => {
    const { body } = await county.get('/units?search=第二');
    expect(body).toMatchObject({ units: [{ name: '甲县第二小学', code: '2137000002' }], total: 1 });
    expect((await person.page('/units?search=zzz')).html).toContain('没有找到单位');
  });
});

describe('GET /units/:id', () => {
  it('tells about a school, with those in service alone', async () => {
    expect(await county.get(`/units/${web.places.school.unit.id}`)).toMatchObject({
      body: { name: '甲县实验小学', kind: 'school', stages: ['小学'], teachers: 1, below: [] },
    });
  });

  it('shows the way down from the own unit, and no unit above it', async () => {
    const { html } = await person.page(`/units/${web.places.school.unit.id}`);
    expect(html).toMatch(new RegExp(`<a href="/units/${web.places.county.unit.id}">甲县</a>`));
    expect(html).not.toContain('甲市');
  });

  it('does not find the unit above', async () => {
    expect(await county.get(`/units/${web.places.city.unit.id}`)).toMatchObject({ status: 404 });
  });
});

describe('GET /accounts', () => {
  it('lists accounts in scope without anything secret', async () => {
    const { body } = await county.get('/accounts');
    const { accounts } = body as { accounts: { username: string }[] };
    expect(accounts).toHaveLength(3);
    expect(accounts[0]).toEqual({
      id: expect.any(String),
      username: web.places.county.actor.username,
      name: null,
      ...{ state: 'active', held_since: expect.any(String) },
      must_change_password: false,
      locked_until: null,
      has_code: false,
      actions: ['ask-hand-over'],
      unit: { id: web.places.county.unit.id, name: '甲县' },
      disabled: false,
      last_sign_in_at: expect.stringMatching(/\+08:00$/),
    });
    expect(JSON.stringify(body)).not.toContain('argon2');
  });
});
