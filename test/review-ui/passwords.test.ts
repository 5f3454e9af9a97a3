/** Passwords over time: one use of an initial one, none of the last five again, and days that end, but not in a deadline's window. */
import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentialsOf } from '../../database/callers.ts';
import { setOwnPassword } from '../../database/own-password.ts';
import { asSystem } from '../../database/scope.ts';
import { addTestCampaign } from '../setup/campaign.ts';
import { addSchool, type Place } from '../setup/registry.ts';
import { Browser, givePasswords, openWeb, type Program, password, program, signIn, type Web } from './web.ts';

let web: Web;
let county: Program;
// Times of answers have no fractions of a second; and no clock ever goes back, or those who count tries would wait for it.
let clock = new Date(Math.floor(Date.now() / 1000) * 1000);
beforeAll(async () => {
  web = await openWeb({ now: () => clock });
  county = await program(web, web.places.county);
});
afterAll(() => web.close());

const day_ms = 24 * 60 * 60 * 1000;
let serial = 0;
async function made(): Promise<{ id: string; username: string; password: string; good_until: string }> {
  const admin = { username: `new-${++serial}`, name: '李四光', mobile: `1540000${1000 + serial}`, email: '' };
  const { status, body } = await county.post('/accounts', { unit: web.places.school.unit.id, ...admin });
  expect(status).toBe(201);
  return body as Awaited<ReturnType<typeof made>>;
}
async function visit(username: string, secret: string): Promise<{ browser: Browser; answer: Response }> {
  const browser = new Browser(web);
  const answer = await browser.post('/sign-in', { username, password: secret });
  return { browser, answer };
}
/** A school of its own whose password is so many days old at the clock's time. */
async function schoolWithAge(days: number, { db, places } = web): Promise<Place> {
  serial += 1;
  const place = await asSystem(db, (tx) =>
    addSchool(tx, places.county, `第${serial}小学`, `21370${10_000 + serial}`),
  );
  await givePasswords(db, [place]);
  await asSystem(db, (tx) =>
    tx.sql
      .updateTable('accounts')
      .set({ password_set_at: new Date(clock.getTime() - days * day_ms) })
      .where('id', '=', place.actor.account_id)
      .execute(),
  );
  return place;
}

describe('an initial password', () => {
  it('is good for one sign-in: the second is told to ask for a reset, which helps', async () => {
    const { id, username, password: initial } = await made();
    const { browser, answer } = await visit(username, initial);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/password']);
    const again = await visit(username, initial);
    expect(again.answer.status).toBe(403);
    expect(await again.answer.text()).toContain('初始密码只能使用一次，而且已经用过；请联系上级单位重置密码');
    // Whoever was first still holds the form.
    expect((await browser.page('/password')).html).toContain('请先设置自己的密码');
    const { body } = await county.post(`/accounts/${id}/reset`);
    const reset = await visit(username, (body as { password: string }).password);
    expect(reset.answer.headers.get('location')).toBe('/password');
  });

  it('of two who come at once lets in one', async () => {
    const { username, password: initial } = await made();
    const both = await Promise.all([visit(username, initial), visit(username, initial)]);
    expect(both.map(({ answer }) => answer.status).sort()).toEqual([303, 403]);
  });

  it('is over after a week, and says so only to who knows it', async () => {
    const { username, password: initial, good_until } = await made();
    expect(Date.parse(good_until) - clock.getTime()).toBe(7 * day_ms);
    clock = new Date(Date.parse(good_until) - 1000);
    const wrong = await visit(username, 'something else');
    expect(wrong.answer.status).toBe(401);
    clock = new Date(good_until);
    const late = await visit(username, initial);
    expect([late.answer.status, await late.answer.text()]).toEqual([
      403,
      expect.stringContaining('初始密码已过期'),
    ]);
  });
});

describe('a new password', () => {
  const change = async (browser: Browser, current: string, chosen: string) =>
    (await browser.post('/password', { current, chosen, repeated: chosen })).text();

  it('is none of the last five, and the sixth before may come back', async () => {
    const place = await schoolWithAge(0);
    const browser = await signIn(web, place);
    const former = [password, 'Second-boat-22', 'Third-boat-333', 'Fourth-boat-44', 'Fifth-boat-555'];
    for (const [at, next] of former.slice(1).entries()) {
      await browser.page('/password');
      expect(await change(browser, former[at] ?? '', next)).toContain('密码已修改');
    }
    const present = former[4] ?? '';
    for (const old of former) {
      await browser.page('/password');
      expect(await change(browser, present, old)).toContain('不能与最近 5 次用过的密码相同');
    }
    await browser.page('/password');
    expect(await change(browser, present, 'Sixth-boat-666')).toContain('密码已修改');
    await browser.page('/password');
    expect(await change(browser, 'Sixth-boat-666', password)).toContain('密码已修改');
  });

  it('is not the one before a reset either', async () => {
    const { actor } = await schoolWithAge(0);
    const { body } = await county.post(`/accounts/${actor.account_id}/reset`);
    const { browser } = await visit(actor.username, (body as { password: string }).password);
    await browser.page('/password');
    const answer = await browser.post('/password', { chosen: password, repeated: password });
    expect(await answer.text()).toContain('不能与最近 5 次用过的密码相同');
  });

  it('is not set where the account was reset meanwhile: who resets it ends what is at hand', async () => {
    const { actor } = await schoolWithAge(0);
    const hashOf = async () =>
      (await asSystem(web.db, (tx) => credentialsOf(tx, actor.username)))?.password_hash ?? '';
    const from = await hashOf();
    await county.post(`/accounts/${actor.account_id}/reset`);
    const initial = await hashOf();
    const setting = asSystem(web.db, (tx) => setOwnPassword(tx, actor, { from, to: 'mine', now: clock }));
    await expect(setting).rejects.toMatchObject({ code: 'stale' });
    expect(await hashOf()).toBe(initial);
  });

  it('ticks the rules that it holds to and names those that it breaks, beside the field', async () => {
    const browser = await signIn(web, await schoolWithAge(0));
    await browser.page('/password');
    const html = await change(browser, password, 'woaini1314');
    expect(html).toMatch(/<li class="broken">.*?至少 12 个字符/s);
    expect(html).toMatch(/<li class="held">.*?不含用户名/s);
    expect(html).toMatch(/<li class="broken">.*?不是常见/s);
    expect(html).toContain('id="chosen-error"');
    expect(html).not.toContain('woaini1314"');
  });

  it('leads nobody back by what was asked while they typed, answered after their visit was renewed', async () => {
    const browser = await signIn(web, await schoolWithAge(0));
    await browser.page('/password');
    const before = { csrf: browser.csrf, cookie: browser.cookie };
    await change(browser, password, 'kdvb-xwqt-mns-4');
    const asked = (path: string) =>
      fetch(web.url + path, {
        ...{ method: 'POST', redirect: 'manual' },
        headers: { accept: 'text/html', cookie: before.cookie, 'HX-Request': 'true' },
        body: new URLSearchParams({ csrf: before.csrf, chosen: 'kdvb-xwqt-mns-4' }),
      });
    const late = await asked('/password/rules');
    expect([late.status, late.headers.get('hx-redirect'), late.headers.get('hx-reswap')]).toEqual([
      ...[401, null, 'none'],
    ]);
    // What somebody asks for by an act of theirs leads to the door, as ever.
    expect((await asked('/password')).headers.get('hx-redirect')).toMatch(/^\/sign-in/);
  });

  it('is judged for a program too, which hears of every fault', async () => {
    const school = await program(web, await schoolWithAge(0));
    expect(await school.post('/password/rules', { chosen: 'woaini1314' })).toMatchObject({
      ...{ status: 200, body: { rules: { shape: false, own: true, common: false } } },
    });
    expect(
      await school.post('/password', { current: password, chosen: 'woaini1314', repeated: 'woaini1314' }),
    ).toMatchObject({ status: 422, body: { code: 'password-refused', params: { faults: 'shape common' } } });
  });
});

it('a hash of another cost is made anew at the next sign-in, and of the same password', async () => {
  const place = await schoolWithAge(0);
  const weak = await hash(password, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
  await asSystem(web.db, (tx) =>
    tx.sql
      .updateTable('accounts')
      .set({ password_hash: weak })
      .where('id', '=', place.actor.account_id)
      .execute(),
  );
  await signIn(web, place);
  const known = await asSystem(web.db, (tx) => credentialsOf(tx, place.actor.username));
  expect(known?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  await signIn(web, place);
});

describe('the days of a password', () => {
  it.each([
    [149, null],
    [150, '密码将在 30 天内到期'],
    [179, '密码将在 1 天内到期'],
  ])('after %i days the first page says %s', async (days, said) => {
    const { html } = await (await signIn(web, await schoolWithAge(days))).page('/');
    if (said === null) expect(html).not.toContain('password-due');
    else expect(html).toContain(said);
  });

  it('are told on other pages in the last week only', async () => {
    expect((await (await signIn(web, await schoolWithAge(160))).page('/teachers')).html).not.toContain(
      'password-due',
    );
    expect((await (await signIn(web, await schoolWithAge(174))).page('/teachers')).html).toContain(
      '6 天内到期',
    );
  });

  it('once over lead to the form and to nothing else, until another is chosen', async () => {
    const place = await schoolWithAge(180);
    const { browser } = await visit(place.actor.username, password);
    for (const path of ['/', '/teachers']) {
      const away = await browser.request(path);
      expect([away.status, away.headers.get('location')]).toEqual([303, '/password']);
    }
    expect((await browser.page('/password')).html).toContain('密码已到期，请更换');
    const next = 'Another-choice-7';
    const answer = await browser.post('/password', { current: password, chosen: next, repeated: next });
    expect(answer.headers.get('location')).toBe('/');
    expect((await browser.page('/')).html).not.toContain('password-due');
  });

  it('once over give no token, and make one that was given before refuse', async () => {
    const place = await schoolWithAge(179.5);
    const school = await program(web, place);
    expect((await school.get('/units')).status).toBe(200);
    clock = new Date(clock.getTime() + day_ms);
    expect(await school.get('/units')).toMatchObject({ status: 403, body: { code: 'password-expired' } });
    const answer = await fetch(`${web.url}/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ username: place.actor.username, password }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'password-expired' }]);
  });

  it('that end while the collection is open are only warned of, until its last day is over', async () => {
    clock = new Date('2022-07-05T20:00:00+08:00');
    const then = await openWeb({ now: () => clock });
    await addTestCampaign(then.db, then.places);
    const browser = await signIn(then, await schoolWithAge(200, then));
    const { status, html } = await browser.page('/');
    expect(status).toBe(200);
    expect(html).toContain('密码已到期。现在是填报时间，可以继续工作');
    expect((await browser.page('/teachers')).html).toContain('现在是填报时间');
    clock = new Date('2022-07-25T23:59:59+08:00');
    expect((await browser.request('/')).status).toBe(200);
    clock = new Date('2022-07-26T00:00:00+08:00');
    expect((await browser.request('/')).headers.get('location')).toBe('/password');
    await then.close();
  });
});
