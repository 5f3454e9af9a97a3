/** Transfers over HTTP: searching without browsing, proposing, carrying out, and that nothing leaks on the way. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asSystem } from '../../database/scope.ts';
import type { TeacherRecord } from '../../schemas/sheets/teacher.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type Place } from '../setup/registry.ts';
import { type WiderRegistry, widen } from '../setup/wider-registry.ts';
import { givePasswords, openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let places: WiderRegistry;
beforeAll(async () => {
  web = await openWeb();
  places = await widen(web.db, web.places);
  await givePasswords(web.db, Object.values(places));
});
afterAll(() => web.close());

let people = 100;
async function somebody(at: Place, changed: Partial<TeacherRecord> = {}): Promise<{ n: number; id: string }> {
  const n = ++people;
  const [id = ''] = await enrolTeachers(web.db, at, [teacherRecord(n, changed)]);
  return { n, id };
}

const programs = new Map<Place, Promise<Program>>();
const of = (place: Place): Promise<Program> => {
  const known = programs.get(place) ?? program(web, place);
  programs.set(place, known);
  return known;
};
const who = (n: number) => ({ id_type: '居民身份证', id_number: identityNumberOf(n), name: `张试${n}` });
const moving = (n: number, to?: string) => ({
  ...who(n),
  ...(to === undefined ? {} : { to }),
  ...{ stage: '小学', subject: '数学', is_rural: '否', effective_date: '2022-07-01', reason: '工作需要' },
});
interface Answer {
  readonly id: string;
  readonly state: string;
  readonly route: string;
  readonly actions: readonly string[];
  readonly cells: Record<string, { old?: unknown; new?: unknown }>;
  readonly waits_for_me: boolean;
}
const post = async (place: Place, path: string, body: unknown = {}) => {
  const { status, body: answer } = await (await of(place)).post(path, body);
  return { status, body: answer as Answer & { type?: string; params?: unknown } };
};
const get = async (place: Place, path: string) => {
  const { status, body } = await (await of(place)).get(path);
  return { status, body: body as Answer & { transfers: Answer[]; total: number; waiting: number } };
};
const problemOf = ({ status, body }: { status: number; body: { type?: string } }) => [
  status,
  body.type?.replace('urn:muster:problem:', ''),
];
const teacher = async (id: string) => {
  const { body } = await (await of(places.province)).get(`/teachers/${id}`);
  return body as { unit: { name: string }; status: string; subject: string; version: number };
};

describe('proposing a transfer', () => {
  it.each([
    ['within one county', 'school', 'neighbour', 'county', 'within-county'],
    ['between counties', 'school', 'stranger', 'city', 'within-city'],
    ['between cities', 'school', 'far', 'province', 'between-cities'],
  ] as const)(
    '%s answers who acts; that one carries it out and both schools see it',
    async (_, from, to, by, route) => {
      const { n, id } = await somebody(places[from]);
      const made = await post(places[to], '/transfers', moving(n));
      expect(made).toMatchObject({
        status: 201,
        body: { state: 'proposed', route, acting: { name: places[by].unit.name }, actions: ['withdraw'] },
      });
      const path = `/transfers/${made.body.id}`;
      expect(await get(places[by], path)).toMatchObject({
        body: { waits_for_me: true, actions: ['carry-out', 'decline'] },
      });
      expect((await get(places[by], '/transfers?waiting=me')).body.transfers.map((one) => one.id)).toContain(
        made.body.id,
      );
      expect(problemOf(await post(places[to], `${path}/carry-out`))).toEqual([403, 'not-your-tier']);
      expect(await post(places[by], `${path}/carry-out`)).toMatchObject({
        ...{ status: 200, body: { state: 'carried_out', actions: [] } },
      });
      expect(await teacher(id)).toMatchObject({
        ...{ unit: { name: places[to].unit.name }, subject: '数学', status: '在职', version: 2 },
      });
      for (const side of [from, to] as const) {
        expect(await get(places[side], path)).toMatchObject({ status: 200, body: { state: 'carried_out' } });
      }
      expect(problemOf(await post(places[by], `${path}/carry-out`))).toEqual([409, 'wrong-state']);
    },
  );

  it('from the departed pool takes in at once, and tells both schools and those right above them', async () => {
    const { n, id } = await somebody(places.far, { status: '离职' });
    const made = await post(places.neighbour, '/transfers', moving(n));
    expect(made).toMatchObject({ status: 201, body: { state: 'carried_out', route: 'departed-pool' } });
    expect(await teacher(id)).toMatchObject({ unit: { name: '甲县第二小学' }, status: '在职' });
    const told = async (place: Place) => {
      const { body } = await (await of(place)).get('/notices');
      const { notices } = body as { notices: { kind: string; href: string }[] };
      return notices.filter(({ href }) => href === `/transfers/${made.body.id}`).map(({ kind }) => kind);
    };
    for (const place of [places.far, places.farCounty, places.county]) {
      expect(await told(place)).toEqual(['pulled-in']);
    }
    expect(await told(places.neighbour)).toEqual([]);
  });

  it('by the giving school names where to by code or whole name', async () => {
    const { n } = await somebody(places.school);
    const made = await post(places.school, '/transfers', moving(n, '2137000002'));
    expect(made).toMatchObject({ status: 201, body: { route: 'within-county', actions: ['withdraw'] } });
    expect(problemOf(await post(places.school, '/transfers', moving(n, '乙县实验小学')))).toEqual([
      409,
      'transfer-under-way',
    ]);
    const { n: other } = await somebody(places.school);
    const byId = await post(places.school, '/transfers', moving(other, places.neighbour.unit.id));
    expect(byId).toMatchObject({ status: 201, body: { route: 'within-county' } });
    expect(problemOf(await post(places.school, '/transfers', moving(n, '没有的学校')))).toEqual([
      422,
      'destination-unknown',
    ]);
    expect(problemOf(await post(places.school, '/transfers', moving(n)))).toEqual([409, 'already-there']);
  });

  it('by a county that would act is a proposal, which it carries out with all that wait', async () => {
    const { n, id } = await somebody(places.zoneSchool);
    const other = await somebody(places.zoneSchool);
    await post(places.zone, '/transfers', moving(n, '高新区第二小学'));
    await post(places.zoneNeighbour, '/transfers', moving(other.n));
    const { body } = await get(places.zone, '/transfers/carry-out');
    expect(body.waiting).toBe(2);
    expect(problemOf(await post(places.zone, '/transfers/carry-out', { count: 3 }))).toEqual([
      409,
      'waiting-moved',
    ]);
    const done = await post(places.zone, '/transfers/carry-out', { count: 2 });
    expect(done.body).toMatchObject({ carried_out: [expect.any(String), expect.any(String)], stale: [] });
    expect(await teacher(id)).toMatchObject({ unit: { name: '高新区第二小学' } });
  });

  it.each([
    [{ subject: '物理' }, 422, 'subject-not-of-stage'],
    [{ subject: '' }, 422, 'subject-missing'],
    [{ stage: '高中' }, 422, 'stage-not-offered'],
    [{ is_rural: '' }, 422, 'invalid-input'],
    [{ effective_date: '' }, 422, 'invalid-input'],
    [{ name: '李四' }, 404, 'person-unknown'],
    [{ id_number: identityNumberOf(9999) }, 404, 'person-unknown'],
    [{ name: '' }, 422, 'invalid-input'],
    [{ to: '2137000011' }, 403, 'not-a-side'],
  ] as const)('with %o is answered %i %s', async (wrong, status, code) => {
    const { n } = await somebody(places.school);
    expect(problemOf(await post(places.stranger, '/transfers', { ...moving(n), ...wrong }))).toEqual([
      status,
      code,
    ]);
  });
});

describe('what a reader may know', () => {
  it('is of each cell the side that is theirs, and nothing for whoever has no side', async () => {
    const { n } = await somebody(places.school);
    const { body } = await post(places.stranger, '/transfers', moving(n));
    const cells = async (place: Place) => (await get(place, `/transfers/${body.id}`)).body.cells;
    expect(await cells(places.city)).toEqual({ subject: { old: '语文', new: '数学' } });
    expect(await cells(places.school)).toEqual({ subject: { old: '语文' } });
    expect(await cells(places.county)).toEqual({ subject: { old: '语文' } });
    expect(await cells(places.stranger)).toEqual({ subject: { new: '数学' } });
    for (const place of [places.neighbour, places.cityDirect, places.far, places.otherCity]) {
      for (const action of ['', '/carry-out', '/decline', '/withdraw']) {
        const path = `/transfers/${body.id}${action}`;
        const answer = action === '' ? await get(place, path) : await post(place, path, { reason: 'x' });
        expect(answer.status).toBe(404);
      }
    }
    expect(
      (await (await of(places.stranger)).get(`/teachers/${(await somebody(places.school)).id}`)).status,
    ).toBe(404);
  });

  it('never holds a document number: not in pages, answers, addresses, events or logs', async () => {
    const { n } = await somebody(places.far, { status: '离职' });
    const number = identityNumberOf(n);
    const browser = await signIn(web, places.school);
    await browser.page('/transfers/new');
    const found = await browser.post('/transfers/search', who(n));
    const html = await found.text();
    expect(html).toContain('离职教师调入，由调入学校“甲县实验小学”直接办理');
    expect(html).toContain('丙县实验小学');
    expect(html).not.toContain(number);
    const person = /name="person" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const { id_type: _, id_number: __, name: ___, ...place } = moving(n);
    const proposed = await browser.post('/transfers', { ...place, is_rural: 'no', person });
    expect(proposed.status).toBe(303);
    const where = proposed.headers.get('location') ?? '';
    expect(where).toMatch(/^\/transfers\/\d+$/);
    for (const path of [where, '/transfers', '/notices'])
      expect((await browser.page(path)).html).not.toContain(number);
    const kept = await asSystem(web.db, async (tx) => ({
      events: await tx.sql.selectFrom('events').selectAll().execute(),
      notices: await tx.sql.selectFrom('notices').selectAll().execute(),
      transfers: await tx.sql.selectFrom('transfers').selectAll().execute(),
    }));
    const text = JSON.stringify(kept);
    for (const personal of [number, `张试${n}`, '工作需要']) expect(text).not.toContain(personal);
    for (const personal of [number, encodeURIComponent(`张试${n}`)])
      expect(web.logged.join('\n')).not.toContain(personal);
  });

  it('is found by a whole number and name alone, each try written down and no more than so many an hour', async () => {
    const { n, id } = await somebody(places.school, { status: '离职' });
    const searches = () =>
      asSystem(web.db, (tx) =>
        tx.sql
          .selectFrom('events')
          .where('action', '=', 'departed-pool-search')
          .where('unit_id', '=', places.cityDirect.unit.id)
          .select(['subject_id', 'detail'])
          .orderBy('id')
          .execute(),
      );
    expect(await post(places.cityDirect, '/transfers/search', who(n))).toMatchObject({
      status: 200,
      body: {
        unit: '甲县实验小学',
        in_pool: true,
        at_once: true,
        id_number: expect.stringMatching(/^3799\*+/),
      },
    });
    expect(problemOf(await post(places.cityDirect, '/transfers/search', { ...who(n), name: '张' }))).toEqual([
      404,
      'person-unknown',
    ]);
    expect(await searches()).toEqual([
      { subject_id: id, detail: { found: true, in_pool: true } },
      { subject_id: null, detail: { found: false, in_pool: false } },
    ]);
    for (let tries = 2; tries < 30; tries++) await post(places.cityDirect, '/transfers/search', who(9998));
    expect(problemOf(await post(places.cityDirect, '/transfers/search', who(n)))).toEqual([429, 'slow-down']);
    expect(await searches()).toHaveLength(30);
  });

  it('is not opened by somebody else’s ticket, or a spoilt one', async () => {
    const { n } = await somebody(places.far, { status: '离职' });
    const { body } = await post(places.school, '/transfers/search', who(n));
    const { person } = body as unknown as { person: string };
    const { id_type: _, id_number: __, name: ___, ...place } = moving(n);
    for (const [by, ticket] of [
      [places.neighbour, person],
      [places.school, `${person.slice(0, -4)}AAAA`],
    ] as const) {
      expect(problemOf(await post(by, '/transfers', { ...place, person: ticket }))).toEqual([
        404,
        'person-unknown',
      ]);
    }
  });
});

describe('the pages of transfers', () => {
  it('say who acts in words, and offer the one who acts to carry out or decline with a reason', async () => {
    const { n } = await somebody(places.school);
    const { body } = await post(places.neighbour, '/transfers', moving(n));
    const county = await signIn(web, places.county);
    const list = await county.page('/transfers');
    expect(list.html).toContain('同县调动，由“甲县”办理');
    const { html } = await county.page(`/transfers/${body.id}`);
    expect(html).toContain(`action="/transfers/${body.id}/carry-out"`);
    const declined = await county.post(`/transfers/${body.id}/decline`, { reason: '学校超编' });
    expect(declined.status).toBe(303);
    const school = await signIn(web, places.neighbour);
    expect((await school.page(`/transfers/${body.id}`)).html).toContain('学校超编');
  });

  it('show the search again with what is wrong, keeping all but the number', async () => {
    const browser = await signIn(web, places.stranger);
    await browser.page('/transfers/new');
    const answer = await browser.post('/transfers/search', { ...who(9997), to: '' });
    const html = await answer.text();
    expect(answer.status).toBe(404);
    expect(html).toContain('没有找到证件号码与姓名都相符的教师');
    expect(html).toContain('value="张试9997"');
    expect(html).not.toContain(identityNumberOf(9997));
  });
});
