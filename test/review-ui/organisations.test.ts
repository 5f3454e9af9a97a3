/** Units over HTTP: added with an admin, changed, closed, merged, split and moved; by forms and by programs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asSystem } from '../../database/scope.ts';
import { teacherRecord } from '../setup/people.ts';
import { addPlace, addSchool, csvOf, enrolTeachers, type Place, rowsAt } from '../setup/registry.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let county: Program;
let city: Program;
let person: Browser;
beforeAll(async () => {
  web = await openWeb();
  county = await program(web, web.places.county);
  city = await program(web, web.places.city);
  person = await signIn(web, web.places.county);
});
afterAll(() => web.close());

interface UnitBody {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly actions: string[];
  readonly admin?: { readonly username: string; readonly password: string };
}
let serial = 100;
const facts = (changed: Record<string, unknown> = {}) => ({
  ...{ name: `甲县第${++serial}小学`, code: `2137000${serial}`, school_kind: '211', stages: ['小学'] },
  ...{ sector: '公办', urban_rural_class: '111' },
  ...changed,
});
const add = (changed: Record<string, unknown> = {}, by = county, parent = web.places.county) =>
  by.post('/units', { parent: parent.unit.id, kind: 'school', ...facts(changed) });
const school = (): Promise<Place> =>
  asSystem(web.db, (tx) => addSchool(tx, web.places.county, `甲县第${++serial}小学`, `2137000${serial}`));
const unitOf = async (place: Place, by = county) =>
  (await by.get(`/units/${place.unit.id}`)).body as UnitBody;

describe('adding a unit', () => {
  it('answers it with what may be done, and its admin with a password this once', async () => {
    const admin = { username: 'new-school', name: '李四光', mobile: '15400001111', email: null };
    const { status, body } = await add({ admin });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ version: 1, kind: 'school', closed_at: null, aliases: [] },
      actions: ['change', 'close', 'merge', 'split'],
      admin: { username: 'new-school', password: expect.stringMatching(/^.{4}-.{4}-.{4}-.{4}$/) },
    });
    const again = (await county.get(`/units/${(body as UnitBody).id}`)).body;
    expect(again).not.toHaveProperty('admin');
  });

  it.each([
    ['a stage that its kind has not', { stages: ['初中'] }, 'stages'],
    ['no stage', { stages: [] }, 'stages'],
    ['a code of another kind', { code: '3137000601' }, 'code'],
    ['a code of another province', { code: '2136000601' }, 'code'],
    ['a code that is too short', { code: '21370' }, 'code'],
    ['no sector', { sector: null }, 'sector'],
  ])('with %s is refused, naming the field', async (_case, changed, fields) => {
    expect(await add(changed)).toMatchObject({
      ...{ status: 422, body: { code: 'facts-refused', params: { fields } } },
    });
  });

  it('with an admin whose name is taken adds neither', async () => {
    const admin = {
      username: web.places.school.actor.username,
      name: '李四光',
      mobile: '15400001111',
      email: null,
    };
    const name = '甲县没有建成小学';
    expect(await add({ name, admin })).toMatchObject({ status: 409, body: { code: 'username-in-use' } });
    expect((await county.get(`/units?search=${encodeURIComponent(name)}&state=any`)).body).toMatchObject({
      total: 0,
    });
  });

  it('by a city below a county needs no admin and takes none', async () => {
    expect(await add({}, city)).toMatchObject({ status: 201 });
    const admin = { username: 'by-city', name: '李四光', mobile: '15400001111', email: null };
    expect(await add({ admin }, city)).toMatchObject({ status: 403, body: { code: 'not-your-tier' } });
  });

  it('of a kind that does not stand there is refused, and in another area not found', async () => {
    const zone = { parent: web.places.county.unit.id, kind: 'functional_zone', name: '某区' };
    expect(await county.post('/units', zone)).toMatchObject({
      status: 422,
      body: { code: 'kind-not-below' },
    });
    expect(await add({}, county, web.places.otherCounty)).toMatchObject({ status: 404 });
  });

  it('in a form asks for its kind first and then for what that kind has', async () => {
    const kinds = (await person.page('/units/new')).html;
    expect(kinds).toContain('kind=school&amp;school_kind=111');
    expect(kinds).not.toContain('functional_zone');
    const kindergarten = (await person.page('/units/new?kind=school&school_kind=111')).html;
    expect(kindergarten).toContain('name="licence_no"');
    expect(kindergarten.match(/name="stages" value="[^"]+"/g)).toHaveLength(1);
    const institute = (await person.page('/units/new?kind=research_institute')).html;
    expect(institute).not.toContain('name="stages"');
    expect(institute).not.toContain('name="licence_no"');
  });

  it('in a form that is refused keeps what was typed and says why', async () => {
    await person.page('/units/new?kind=school&school_kind=211');
    const answer = await person.post('/units', {
      ...{
        parent: web.places.county.unit.id,
        kind: 'school',
        school_kind: '211',
        stages: '小学',
        sector: '公办',
      },
      ...{ urban_rural_class: '111', name: '甲县填错小学', code: '3137000699' },
    });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('value="甲县填错小学"');
    expect(html).toContain('标识码前两位不是“小学”的 21');
  });
});

describe('changing a unit', () => {
  it('touches only what is sent', async () => {
    const place = await school();
    const { status, body } = await county.patch(`/units/${place.unit.id}`, {
      version: 1,
      expected_headcount: 20,
    });
    expect([status, body]).toMatchObject([
      200,
      { name: place.unit.name, stages: ['小学'], expected_headcount: 20, version: 2 },
    ]);
  });

  it('that was seen in an older version answers 409 with the newer one, to people with the newer row', async () => {
    const place = await school();
    const to = `/units/${place.unit.id}`;
    await county.patch(to, { version: 1, name: '甲县先改小学' });
    expect(await county.patch(to, { version: 1, name: '甲县后改小学' })).toMatchObject({
      ...{ status: 409, body: { code: 'stale', params: { version: 2, name: '甲县先改小学' } } },
    });
    await person.page(`${to}/edit`);
    const answer = await person.post(`${to}/change`, { version: '1', name: '甲县后改小学' });
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('value="甲县先改小学"');
    expect(html).toContain('name="version" value="2"');
  });

  it('shows its history on the page, and leaves other areas out', async () => {
    const place = await school();
    await county.patch(`/units/${place.unit.id}`, { version: 1, name: '甲县新名小学', code: '2137000999' });
    const { html } = await person.page(`/units/${place.unit.id}`);
    for (const shown of [
      place.unit.name,
      place.unit.code,
      '2137000999',
      '代码历史',
      '曾用名',
      '变更：名称、代码',
    ]) {
      expect(html).toContain(shown);
    }
    const other = await program(web, web.places.otherCounty);
    for (const path of ['', '/edit', '/close', '/merge', '/split']) {
      expect(await other.get(`/units/${place.unit.id}${path}`)).toMatchObject({ status: 404 });
    }
    expect(await other.patch(`/units/${place.unit.id}`, { version: 2 })).toMatchObject({ status: 404 });
  });
});

describe('closing a unit', () => {
  it('with teachers is refused, with their names one click away', async () => {
    const place = await school();
    const [id] = await enrolTeachers(web.db, place, [teacherRecord(serial)]);
    const { html } = await person.page(`/units/${place.unit.id}/close`);
    expect(html).toContain('现在还不能撤销');
    expect(html).toContain(`href="/teachers/${id}"`);
    expect(html).not.toContain('确认撤销');
    expect(await county.post(`/units/${place.unit.id}/close`, { version: 1 })).toMatchObject({
      ...{ status: 409, body: { code: 'unit-has-teachers', params: { count: 1 } } },
    });
  });

  it('takes it out of the lists and takes nothing in any more, until it is reopened', async () => {
    const place = await school();
    const clerk = await program(web, place).catch(() => null);
    expect(clerk).not.toBeNull();
    const closed = await county.post(`/units/${place.unit.id}/close`, { version: 1 });
    expect(closed).toMatchObject({
      status: 200,
      body: { actions: ['reopen'], closed_at: expect.any(String) },
    });
    const file = () =>
      county.upload(Uint8Array.from(csvOf(rowsAt(place, 1, 1))), '教师.csv', { unit: place.unit.id });
    expect(await file()).toMatchObject({ status: 409, body: { code: 'unit-closed' } });
    const find = (state = '') => county.get(`/units?search=${place.unit.code}${state}`);
    expect((await find()).body).toMatchObject({ total: 0 });
    expect((await find('&state=closed')).body).toMatchObject({ total: 1 });
    expect((await person.page(`/units?search=${place.unit.code}&state=any`)).html).toContain('已撤并');
    await county.post(`/units/${place.unit.id}/reopen`, { version: 2 });
    expect(await file()).toMatchObject({ status: 201 });
  });
});

describe('merging units', () => {
  it('says in numbers what will happen, does it, and the old one names its successor', async () => {
    const [from, into] = [await school(), await school()];
    await enrolTeachers(web.db, from, [
      teacherRecord(serial + 1000),
      teacherRecord(serial + 2000, { stage: '初中' }),
    ]);
    const { html } = await person.page(`/units/${into.unit.id}/merge?from=${from.unit.id}`);
    expect(html).toContain(`2 位在职教师转到“${into.unit.name}”，1 个单位撤销`);
    expect(html).toContain('其中 1 位教师的学段不在');
    const answer = await person.post(`/units/${into.unit.id}/merge`, { from: from.unit.id, expected: '2' });
    expect(answer.headers.get('location')).toBe(`/units/${into.unit.id}`);
    expect(await unitOf(into)).toMatchObject({ teachers: 2, merged_from: [{ id: from.unit.id }] });
    expect(await unitOf(from)).toMatchObject({
      ...{ teachers: 0, merged_into: { id: into.unit.id, name: into.unit.name }, actions: ['reopen'] },
    });
    const sent = await county.upload(Uint8Array.from(csvOf(rowsAt(from, 1, 1))), '教师.csv', {
      unit: from.unit.id,
    });
    expect(sent).toMatchObject({
      ...{ status: 409, body: { code: 'unit-merged', params: { successor: into.unit.name } } },
    });
  });

  it('of another number of teachers than was confirmed is refused', async () => {
    const [from, into] = [await school(), await school()];
    await enrolTeachers(web.db, from, [teacherRecord(serial + 3000)]);
    expect(
      await county.post(`/units/${into.unit.id}/merge`, { from: [from.unit.id], expected: 0 }),
    ).toMatchObject({ status: 409, body: { code: 'count-moved' } });
  });
});

describe('splitting a school', () => {
  it('shows the numbers first and then makes the new school', async () => {
    const nine = await asSystem(web.db, (tx) =>
      addPlace(tx, {
        ...{
          parent_id: web.places.county.unit.id,
          kind: 'school',
          name: '甲县一贯制学校',
          code: '3137000888',
        },
        ...{ school_kind: '312', stages: ['小学', '初中'], sector: '公办', urban_rural_class: '111' },
      }),
    );
    await enrolTeachers(web.db, nine, [
      teacherRecord(serial + 4000, { stage: '初中' }),
      teacherRecord(serial + 5000),
    ]);
    const page = `/units/${nine.unit.id}/split`;
    expect((await person.page(`${page}?school_kind=311`)).html).toContain('整个学段：初中（1 人）');
    const form = {
      ...{ version: '1', school_kind: '311', stages: '初中', sector: '公办', urban_rural_class: '111' },
      ...{ name: '甲县新设初中', code: '3137000889', going: '初中' },
      ...{ remaining_kind: '312', remaining_stages: '小学' },
    };
    const confirm = await (await person.post(page, form)).text();
    expect(confirm).toContain(
      '1 位在职教师从“甲县一贯制学校”转到那里；“甲县一贯制学校”保留 1 位，学段为 小学',
    );
    const answer = await person.post(page, { ...form, remaining_kind: '211', code: '', expected: '1' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('标识码前两位不是“小学”的 21');
    const done = await person.post(page, { ...form, expected: '1' });
    const made = done.headers.get('location') ?? '';
    expect((await county.get(made)).body).toMatchObject({ name: '甲县新设初中', teachers: 1 });
    expect(await unitOf(nine)).toMatchObject({ stages: ['小学'], teachers: 1, version: 2 });
  });
});

describe('moving a unit', () => {
  it("is offered to the city alone, and takes it out of the old county's sight", async () => {
    const place = await school();
    expect((await unitOf(place)).actions).not.toContain('move');
    expect((await unitOf(place, city)).actions).toContain('move');
    const to = { version: 1, parent: web.places.otherCounty.unit.id };
    expect(await county.post(`/units/${place.unit.id}/move`, to)).toMatchObject({ status: 404 });
    expect(await city.post(`/units/${place.unit.id}/move`, to)).toMatchObject({ status: 200 });
    expect(await county.get(`/units/${place.unit.id}`)).toMatchObject({ status: 404 });
    const other = await program(web, web.places.otherCounty);
    expect(await other.get(`/units/${place.unit.id}`)).toMatchObject({ status: 200 });
  });
});

describe('the list of units', () => {
  it('is narrowed by kind and stage', async () => {
    await county.post('/units', {
      parent: web.places.county.unit.id,
      kind: 'administrative_body',
      name: '甲县教体局',
    });
    const of = async (query: string) =>
      ((await county.get(`/units?${query}`)).body as { units: { name: string }[] }).units.map(
        ({ name }) => name,
      );
    expect(await of('kind=administrative_body')).toEqual(['甲县教体局']);
    expect(await of('stage=幼儿园')).toEqual([]);
    expect(await of('kind=school&stage=小学&search=实验')).toEqual(['甲县实验小学']);
  });
});
