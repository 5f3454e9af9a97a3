/** Admins made by the unit above: a password shown once, changed at the first visit, and taken away at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asSystem } from '../../database/scope.ts';
import { addSchool, csvOf, type Place, rowsAt } from '../setup/registry.ts';
import { Browser, openWeb, type Program, password, program, signIn, type Web } from './web.ts';

let web: Web;
let county: Program;
let person: Browser;
beforeAll(async () => {
  web = await openWeb();
  county = await program(web, web.places.county);
  person = await signIn(web, web.places.county);
});
afterAll(() => web.close());

interface HandedOut {
  readonly id: string;
  readonly username: string;
  readonly password: string;
}
let serial = 0;
const admin = (place: Place, username = `clerk-${++serial}`) => ({
  ...{
    unit: place.unit.id,
    username,
    name: '李四光',
    mobile: `154${String(++serial).padStart(8, '0')}`,
    email: '',
  },
});
async function made(place = web.places.school, mobile?: string): Promise<HandedOut> {
  const { status, body } = await county.post('/accounts', { ...admin(place), ...(mobile ? { mobile } : {}) });
  expect(status).toBe(201);
  return body as HandedOut;
}
const tokenOf = (username: string, secret: string) =>
  fetch(`${web.url}/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ username, password: secret }),
  });
async function visit(username: string, secret: string): Promise<{ browser: Browser; answer: Response }> {
  const browser = new Browser(web);
  const answer = await browser.post('/sign-in', { username, password: secret });
  return { browser, answer };
}
const chosen = 'Own-choice-2026';

describe('a new admin', () => {
  it('has a password that is in the answer, not to be kept, and nowhere else', async () => {
    const answer = await person.post('/accounts', admin(web.places.school, 'once-only'));
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const html = await answer.text();
    const secret = /initial-password">([^<]+)</.exec(html)?.[1] ?? '';
    expect(secret).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect(web.logged.join('\n')).not.toContain(secret);
    expect((await person.page('/accounts')).html).not.toContain(secret);
  });

  it('comes in to choose a password and to nothing else, then works, and the first password is over', async () => {
    const school = await asSystem(web.db, (tx) =>
      addSchool(tx, web.places.county, '甲县新建小学', '2137000777'),
    );
    const { username, password: initial } = await made(school, '15400001234');
    const { browser, answer } = await visit(username, initial);
    expect(answer.headers.get('location')).toBe('/password');
    for (const path of ['/', '/teachers', '/units']) {
      const away = await browser.request(path);
      expect([away.status, away.headers.get('location')]).toEqual([303, '/password']);
    }
    const { html } = await browser.page('/password');
    expect(html).toContain('请先设置自己的密码');
    const wrong: [Record<string, string>, string][] = [
      [{ chosen: 'short', repeated: 'short' }, '密码太短或太单一'],
      [{ chosen: 'only-letter', repeated: 'only-letter' }, '密码太短或太单一'],
      [{ chosen: 'Woaini1314520', repeated: 'Woaini1314520' }, '容易猜到'],
      [{ chosen: `${username}-A1-x`, repeated: `${username}-A1-x` }, '密码不能含有用户名'],
      [{ chosen: `甲县新建小学Aa1`, repeated: `甲县新建小学Aa1` }, '密码不能含有用户名、单位名称'],
      [{ chosen, repeated: `${chosen}x` }, '不一致'],
      [{ chosen: '李四光-Aa1-9988', repeated: '李四光-Aa1-9988' }, '密码不能含有用户名、单位名称、姓名'],
      [{ chosen: 'Tel-15400001234', repeated: 'Tel-15400001234' }, '手机号'],
      [{ chosen: initial, repeated: initial }, '不能与最近 5 次用过的密码相同'],
    ];
    for (const [fields, said] of wrong) {
      const refused = await browser.post('/password', fields);
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain(said);
    }
    expect((await browser.post('/password', { chosen, repeated: chosen })).headers.get('location')).toBe('/');
    await browser.page('/');
    const sent = await browser.upload(Uint8Array.from(csvOf(rowsAt(school, 1, 2))), '教师.csv');
    expect(sent.status).toBe(303);
    expect((await visit(username, initial)).answer.status).toBe(401);
    expect((await visit(username, chosen)).answer.headers.get('location')).toBe('/');
  });

  it('gets no token for the initial password', async () => {
    const { username, password: initial } = await made();
    const answer = await tokenOf(username, initial);
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'password-change-required' }]);
  });

  it('is shown with a masked number and kept with a sealed one', async () => {
    const { username } = await made(undefined, '15400001234');
    const { html } = await person.page(`/accounts?search=${username}`);
    expect(html).toContain('154****1234');
    const { rows } = await web.db.pool
      .query(
        "begin; select set_config('muster.scope', '/', true); select a::text as plain from accounts a; commit",
      )
      .then((results) => (results as unknown as { rows: { plain: string }[] }[])[2] ?? { rows: [] });
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.map(({ plain }) => plain).join()).not.toContain('15400001234');
  });
});

describe('the form of a new admin', () => {
  it('keeps what was typed and marks each wrong field in words', async () => {
    const typed = { ...admin(web.places.school, 'x'), mobile: '12' };
    const answer = await person.post('/accounts', typed);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    const marked = [...html.matchAll(/class="field-error" id="(\w+)-error">([^<]+)</g)].map(
      ([, id, said]) => [id, said],
    );
    expect(marked).toEqual([
      ['username', '这一栏没有填对，请按要求修改'],
      ['mobile', '这一栏没有填对，请按要求修改'],
    ]);
    expect(html).toContain('value="12"');
  });
});

describe('the list of accounts', () => {
  it('stays with its unit when words are looked for in it', async () => {
    const { html } = await person.page(`/accounts?unit=${web.places.school.unit.id}`);
    const form = /<form[^>]*search-form.*?<\/form>/s.exec(html)?.[0] ?? '';
    expect(form).toContain(`name="unit" value="${web.places.school.unit.id}"`);
  });
});

describe('who makes accounts', () => {
  it('is the unit right above, and no other', async () => {
    const city = await program(web, web.places.city);
    const other = await program(web, web.places.otherCounty);
    const school = await program(web, web.places.school);
    const to = admin(web.places.school);
    expect(await city.post('/accounts', to)).toMatchObject({ status: 403, body: { code: 'not-your-tier' } });
    expect(await other.post('/accounts', to)).toMatchObject({ status: 404 });
    expect(await school.post('/accounts', to)).toMatchObject({ status: 403 });
    expect(await county.post('/accounts', admin(web.places.county))).toMatchObject({ status: 403 });
    expect(await city.post('/accounts', admin(web.places.county))).toMatchObject({ status: 201 });
  });

  it('never takes over a name that somebody has, here or elsewhere', async () => {
    for (const place of [web.places.school, web.places.stranger]) {
      expect(await county.post('/accounts', admin(web.places.school, place.actor.username))).toMatchObject({
        ...{ status: 409, body: { code: 'username-in-use' } },
      });
    }
  });

  it('makes one for each person at a unit: a second for the same mobile number is refused', async () => {
    const { username } = await made(undefined, '15499990000');
    const again = { ...admin(web.places.school), mobile: '15499990000' };
    expect(await county.post('/accounts', again)).toMatchObject({
      ...{ status: 409, body: { code: 'person-has-account', params: { username } } },
    });
    expect(await county.post('/accounts', { ...again, unit: web.places.neighbour.unit.id })).toMatchObject({
      status: 201,
    });
  });

  it('says which fields are not as they should be', async () => {
    const bad = { ...admin(web.places.school, 'a b'), mobile: '12' };
    expect(await county.post('/accounts', bad)).toMatchObject({
      ...{ status: 422, body: { params: { fields: 'username, mobile' } } },
    });
  });
});

describe('an account that is disabled', () => {
  it('loses its session and its token at once, and enabling brings back neither', async () => {
    const { id, username, password: initial } = await made(web.places.neighbour);
    const { browser } = await visit(username, initial);
    await browser.page('/password');
    await browser.post('/password', { chosen, repeated: chosen });
    const { token } = (await (await tokenOf(username, chosen)).json()) as { token: string };
    const byToken = () => fetch(`${web.url}/units`, { headers: { authorization: `Bearer ${token}` } });
    expect((await byToken()).status).toBe(200);
    expect((await browser.page('/')).status).toBe(200);

    expect(await county.post(`/accounts/${id}/disable`)).toMatchObject({
      ...{ status: 200, body: { disabled: true, actions: ['enable'] } },
    });
    expect((await byToken()).status).toBe(401);
    expect((await browser.page('/')).headers.get('location')).toBe('/sign-in');
    expect((await visit(username, chosen)).answer.status).toBe(401);

    expect(await county.post(`/accounts/${id}/enable`)).toMatchObject({
      ...{ status: 200, body: { disabled: false, actions: ['disable', 'reset', 'hand-over'] } },
    });
    expect((await byToken()).status).toBe(401);
    expect((await browser.page('/')).headers.get('location')).toBe('/sign-in');
    expect((await visit(username, chosen)).answer.status).toBe(303);
  });

  it('is disabled by the unit right above alone, and once', async () => {
    const { id } = await made();
    const city = await program(web, web.places.city);
    expect(await city.post(`/accounts/${id}/disable`)).toMatchObject({ status: 403 });
    const other = await program(web, web.places.otherCounty);
    expect(await other.post(`/accounts/${id}/disable`)).toMatchObject({ status: 404 });
    await county.post(`/accounts/${id}/disable`);
    expect(await county.post(`/accounts/${id}/disable`)).toMatchObject({
      ...{ status: 409, body: { code: 'wrong-state', title: '当前状态是“已停用”，不能停用' } },
    });
  });
});

describe('a form that is refused', () => {
  const typed = { name: '王五', mobile: '15400009999', email: 'wang@example.com' };
  it.each([
    ['a username that is taken', { username: 'kept-typed' }, '已有人使用'],
    ['a number that is none', { username: 'kept-other', mobile: '123' }, '账号没有创建'],
  ])('for %s keeps what was typed', async (_why, changed, says) => {
    if (changed.username === 'kept-typed') {
      await person.post('/accounts', admin(web.places.school, 'kept-typed'));
    }
    const sent = { ...admin(web.places.school), ...typed, ...changed };
    const answer = await person.post('/accounts', sent);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const html = await answer.text();
    expect(html).toContain(says);
    for (const value of [sent.username, '王五', sent.mobile, 'wang@example.com']) {
      expect(html).toContain(`value="${value}"`);
    }
  });
});

describe('a reset', () => {
  it('is asked about on a page that names whose it is and does nothing yet', async () => {
    const { id, username, password: initial } = await made();
    const { status, html } = await person.page(`/accounts/${id}/reset`);
    expect(status).toBe(200);
    expect(html).toContain(`重置“${username}”的密码？`);
    expect(html).toContain('甲县实验小学');
    expect((await person.page('/accounts')).html).toContain(`href="/accounts/${id}/reset"`);
    expect((await visit(username, initial)).answer.status).toBe(303);
    const other = await program(web, web.places.otherCounty);
    expect(await other.get(`/accounts/${id}/reset`)).toMatchObject({ status: 404 });
    const city = await program(web, web.places.city);
    expect(await city.get(`/accounts/${id}/reset`)).toMatchObject({ status: 403 });
  });

  it('ends every visit and hands out an initial password again', async () => {
    const { id, username, password: initial } = await made();
    const { browser } = await visit(username, initial);
    await browser.page('/password');
    await browser.post('/password', { chosen, repeated: chosen });
    const { body } = await county.post(`/accounts/${id}/reset`);
    const again = (body as HandedOut).password;
    expect(again).not.toBe(initial);
    expect((await browser.page('/')).headers.get('location')).toBe('/sign-in');
    expect((await visit(username, chosen)).answer.status).toBe(401);
    expect((await visit(username, again)).answer.headers.get('location')).toBe('/password');
  });
});

describe("one's own password", () => {
  it('is changed with the old one, and ends the other visits', async () => {
    const { username, password: initial } = await made();
    const { browser } = await visit(username, initial);
    await browser.page('/password');
    await browser.post('/password', { chosen, repeated: chosen });
    const { browser: other } = await visit(username, chosen);
    await browser.page('/password');
    const next = 'Another-choice-7';
    const refused = await browser.post('/password', { current: 'not it', chosen: next, repeated: next });
    expect(await refused.text()).toContain('原密码不正确');
    const answer = await browser.post('/password', { current: chosen, chosen: next, repeated: next });
    expect(await answer.text()).toContain('密码已修改');
    expect((await browser.page('/')).status).toBe(200);
    expect((await other.page('/')).headers.get('location')).toBe('/sign-in');
  });

  it('of somebody whose password is their own is never asked for before work', async () => {
    const { answer } = await visit(web.places.school.actor.username, password);
    expect(answer.headers.get('location')).toBe('/');
  });
});
