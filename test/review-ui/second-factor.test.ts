/** Codes beside the password: set up by scanning and proving, asked for at every door, each good once, and a way back in. */
import * as argon2 from '@node-rs/argon2';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asSystem } from '../../database/scope.ts';
import { spendStep } from '../../database/second-factors.ts';
import { codeAt } from '../setup/authenticator.ts';
import type { Place } from '../setup/registry.ts';
import { Browser, openWeb, password, program, signIn, type Web } from './web.ts';

// Real hashing, counted.
vi.mock('@node-rs/argon2', { spy: true });

let web: Web;
let now = new Date('2026-11-24T12:00:00+08:00');
/** Each test begins at a step that nobody used. */
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
beforeAll(async () => {
  web = await openWeb({ now: () => now });
});
afterAll(() => web.close());

interface Owner {
  readonly browser: Browser;
  readonly secret: string;
  readonly recovery: readonly string[];
}
const keyOn = (html: string) => (/authenticator-key">([^<]+)</.exec(html)?.[1] ?? '').replaceAll(' ', '');
const offerOn = (html: string) => /name="offer" value="([^"]+)"/.exec(html)?.[1] ?? '';
const recoveryOn = (html: string) =>
  [...html.matchAll(/<li>([a-z2-9-]{14})<\/li>/g)].map(([, code]) => code ?? '');

async function setUp(place: Place, browser?: Browser): Promise<Owner> {
  pass(90);
  const person = browser ?? (await signIn(web, place));
  const { html } = await person.page('/second-factor');
  const secret = keyOn(html);
  const answer = await person.post('/second-factor', {
    offer: offerOn(html),
    password,
    code: codeAt(secret, now),
  });
  expect(answer.status).toBe(200);
  await person.page('/second-factor');
  pass(90);
  return { browser: person, secret, recovery: recoveryOn(await answer.text()) };
}
const visit = (place: Place, fields: Record<string, string>) =>
  new Browser(web).post('/sign-in', { username: place.actor.username, password, ...fields });
const tokenOf = (place: Place, body: Record<string, string>) =>
  fetch(`${web.url}/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: place.actor.username, password, ...body }),
  });

describe('setting up', () => {
  it('takes a right code of the key that is shown, and the password', async () => {
    const browser = await signIn(web, web.places.school);
    const { html } = await browser.page('/second-factor');
    const secret = keyOn(html);
    const fields = { offer: offerOn(html), password, code: codeAt(secret, now) };
    for (const [changed, said] of [
      [{ code: codeAt(secret, now, 5) }, '验证码不对'],
      [{ password: 'wrong' }, '密码不正确'],
    ] as const) {
      const refused = await browser.post('/second-factor', { ...fields, ...changed });
      expect(refused.status).toBe(422);
      const again = await refused.text();
      expect(again).toContain(said);
      expect(keyOn(again)).toBe(secret);
    }
    for (const offer of [
      'AAAA',
      offerOn((await (await signIn(web, web.places.city)).page('/second-factor')).html),
    ]) {
      const refused = await browser.post('/second-factor', { ...fields, offer });
      expect([refused.status, keyOn(await refused.text()) === secret]).toEqual([422, false]);
    }
    expect((await browser.post('/second-factor', fields)).status).toBe(200);
  });

  it('shows ten recovery codes once, and ends the other visits and tokens of the account, not this one', async () => {
    const place = web.places.neighbour;
    const elsewhere = await signIn(web, place);
    const robot = await program(web, place);
    const { browser, recovery } = await setUp(place);
    expect(new Set(recovery).size).toBe(10);
    expect((await elsewhere.request('/')).headers.get('location')).toBe('/sign-in');
    expect((await robot.get('/uploads')).status).toBe(401);
    const { html } = await browser.page('/second-factor');
    expect(html).toContain('已开启');
    expect(recovery.filter((code) => html.includes(code))).toEqual([]);
  });

  it('keeps neither the key nor a recovery code in the clear', async () => {
    const { secret, recovery } = await setUp(web.places.stranger);
    const kept = await asSystem(web.db, async (tx) => [
      ...(await tx.sql.selectFrom('second_factors').select('sealed').execute()).map(({ sealed }) => sealed),
      ...(await tx.sql.selectFrom('recovery_codes').select('code_hash').execute()).map(
        ({ code_hash }) => code_hash,
      ),
    ]);
    const text = Buffer.concat(kept).toString('latin1') + web.logged.join('');
    for (const value of [secret, ...recovery]) {
      expect(text).not.toContain(value);
      expect(text).not.toContain(value.replaceAll('-', ''));
    }
  });

  it('is for people, not for programs that carry a token', async () => {
    const robot = await program(web, web.places.county);
    expect(await robot.get('/second-factor')).toMatchObject({ status: 403, body: { code: 'in-person' } });
  });
});

describe('an account with codes', () => {
  let owner: Owner;
  const place = () => web.places.otherCounty;
  beforeAll(async () => {
    owner = await setUp(place());
  });

  it('comes in with password and code, and with neither alone; the answer doesn’t say which was wrong', async () => {
    pass(90);
    const texts: string[] = [];
    for (const fields of [
      {},
      { code: '' },
      { code: codeAt(owner.secret, now, 3) },
      { password: 'wrong', code: codeAt(owner.secret, now) },
    ]) {
      vi.mocked(argon2.verify).mockClear();
      const refused = await visit(place(), fields);
      expect(refused.status).toBe(401);
      expect(vi.mocked(argon2.verify).mock.calls).toHaveLength(1);
      texts.push(await refused.text());
    }
    expect(new Set(texts).size).toBe(1);
    expect((await visit(place(), { code: codeAt(owner.secret, now) })).status).toBe(303);
  });

  it('gets a token by code only', async () => {
    pass(3600);
    expect((await tokenOf(place(), {})).status).toBe(401);
    expect((await tokenOf(place(), { code: codeAt(owner.secret, now) })).status).toBe(201);
  });

  it('is let in by each code once, whoever comes at the same moment', async () => {
    pass(3600);
    const code = codeAt(owner.secret, now);
    const answers = await Promise.all([1, 2, 3, 4].map(() => visit(place(), { code })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401, 401, 401]);
    expect((await visit(place(), { code: codeAt(owner.secret, now, -1) })).status).toBe(401);
    pass(3600);
    expect((await visit(place(), { code: codeAt(owner.secret, now, 1) })).status).toBe(303);
    expect((await visit(place(), { code: codeAt(owner.secret, now) })).status).toBe(401);
  });

  it('is let in by a recovery code once, in any writing, and never by another’s', async () => {
    pass(3600);
    const [first = '', second = ''] = owner.recovery;
    const answers = await Promise.all([1, 2, 3].map(() => visit(place(), { code: first })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401, 401]);
    expect((await visit(place(), { code: ` ${second.replaceAll('-', '').toUpperCase()}` })).status).toBe(303);
    const left = /剩余恢复码<\/dt><dd>(\d+)</.exec((await owner.browser.page('/second-factor')).html)?.[1];
    expect(left).toBe('8');
    expect((await visit(web.places.school, { code: owner.recovery[2] ?? '' })).status).toBe(401);
  });

  it('gets new recovery codes for password and code, and the old ones end', async () => {
    pass(3600);
    const fields = { password, code: codeAt(owner.secret, now) };
    expect(
      (await owner.browser.post('/second-factor/recovery-codes', { ...fields, code: '000000' })).status,
    ).toBe(422);
    const answer = await owner.browser.post('/second-factor/recovery-codes', fields);
    const renewed = recoveryOn(await answer.text());
    expect(renewed).toHaveLength(10);
    expect((await visit(place(), { code: owner.recovery[5] ?? '' })).status).toBe(401);
    expect((await visit(place(), { code: renewed[5] ?? '' })).status).toBe(303);
  });

  it('that lost its phone has them removed by the unit above, and by no other', async () => {
    const city = await program(web, web.places.city);
    const { accounts } = (await city.get(`/accounts?unit=${place().unit.id}`)).body as {
      accounts: { id: string; has_code: boolean; actions: string[] }[];
    };
    const [account] = accounts;
    expect(account).toMatchObject({ has_code: true, actions: expect.arrayContaining(['remove-code']) });
    const path = `/accounts/${account?.id}/remove-code`;
    const province = await program(web, web.places.province);
    expect((await province.post(path)).status).toBe(403);
    expect((await city.post(path)).body).toMatchObject({
      has_code: false,
      actions: expect.not.arrayContaining(['remove-code']),
    });
    expect((await city.post(path)).body).toMatchObject({ code: 'no-code' });
    expect((await visit(place(), {})).status).toBe(303);
  });

  it('turns them off with password and code', async () => {
    const { browser, secret } = await setUp(web.places.city);
    expect((await browser.post('/second-factor/remove', { password, code: '000000' })).status).toBe(422);
    const answer = await browser.post('/second-factor/remove', { password, code: codeAt(secret, now) });
    expect(await answer.text()).toContain('动态验证码已关闭');
    expect((await visit(web.places.city, {})).status).toBe(303);
  });
});

it('a step is spent at most once and never after a later one, in whatever order sign-ins arrive', async () => {
  await setUp(web.places.province);
  const account = web.places.province.actor.account_id;
  let base = 2 ** 40;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 8 }),
      async (steps) => {
        base += 10;
        const spent = await Promise.all(
          steps.map((step) => asSystem(web.db, (tx) => spendStep(tx, account, base + step))),
        );
        const good = steps.filter((_, index) => spent[index]);
        expect(new Set(good).size).toBe(good.length);
        expect(good).toContain(Math.max(...steps));
        expect(await asSystem(web.db, (tx) => spendStep(tx, account, base + Math.max(...steps)))).toBe(false);
      },
    ),
    { numRuns: 25 },
  );
});

describe('where codes are required', () => {
  it('an authority sets them up before all else, and a school need not', async () => {
    const strict = await openWeb({ codes: 'required', now: () => now });
    const { county, school } = strict.places;
    const browser = new Browser(strict);
    await browser.post('/sign-in', { username: county.actor.username, password });
    for (const path of ['/', '/teachers']) {
      expect((await browser.request(path)).headers.get('location')).toBe('/second-factor');
    }
    const { html } = await browser.page('/second-factor');
    expect(html).toContain('请先开启动态验证码');
    const asked = await fetch(`${strict.url}/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: county.actor.username, password }),
    });
    expect([asked.status, await asked.json()]).toMatchObject([403, { code: 'code-required' }]);
    const code = codeAt(keyOn(html), now);
    expect((await browser.post('/second-factor', { offer: offerOn(html), password, code })).status).toBe(200);
    expect((await browser.request('/teachers')).status).toBe(200);
    expect((await signIn(strict, school)).csrf).not.toBe('');
    await strict.close();
  });

  it('and where they are off, neither is asked nor offered', async () => {
    const { browser } = await setUp(web.places.county);
    await browser.post('/sign-out');
    const off = await openWeb({ codes: 'off', now: () => now });
    const person = await signIn(off, off.places.school);
    expect((await person.request('/second-factor')).status).toBe(404);
    expect((await new Browser(off).page('/sign-in')).html).not.toContain('动态验证码');
    await off.close();
  });
});
