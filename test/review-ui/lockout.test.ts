/** Guessing passwords: slowed down, then locked out, and never at the cost of those who work there. */
import * as argon2 from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Place } from '../setup/registry.ts';
import { Browser, openWeb, password, program, signIn, type Web } from './web.ts';

// Real hashing, counted.
vi.mock('@node-rs/argon2', { spy: true });

let web: Web;
let now = new Date();
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
beforeAll(async () => {
  web = await openWeb({ now: () => now });
});
afterAll(() => web.close());
/** Nothing that an earlier test counted at this address is remembered. */
beforeEach(() => pass(2 * 60 * 60));

async function tryOn(username: string, guessed: string, browser = new Browser(web)): Promise<Response> {
  // Whoever is signed in has a token, and each sign-in brings another.
  if (browser.csrf !== '') await browser.page('/');
  return browser.post('/sign-in', { username, password: guessed });
}
const nameOf = ({ actor }: Place) => actor.username;

/** Wrong tries by somebody who waits as told; answers what each wait was. */
async function guess(username: string, times: number, browser = new Browser(web)): Promise<number[]> {
  const waits: number[] = [];
  let heard = 0;
  while (heard < times) {
    const answer = await tryOn(username, 'wrong', browser);
    if (answer.status === 401) heard += 1;
    else {
      expect(answer.status).toBe(429);
      const seconds = Number(answer.headers.get('retry-after'));
      waits.push(seconds);
      pass(seconds);
    }
  }
  return waits;
}

describe('wrong passwords from a device that is not known', () => {
  it.each(['school', 'no such name'])(
    'wait longer and longer, then a quarter of an hour: %s',
    async (who) => {
      const username = who === 'school' ? nameOf(web.places.school) : 'nobody-at-all';
      expect(await guess(username, 10)).toEqual([2, 4, 8, 16, 32]);
      const locked = await tryOn(username, who === 'school' ? password : 'wrong');
      expect([locked.status, locked.headers.get('retry-after')]).toEqual([429, '900']);
      expect(await locked.text()).toContain('操作过于频繁');
      pass(900);
      expect((await tryOn(username, 'wrong')).status).toBe(401);
      expect((await tryOn(username, 'wrong')).status).toBe(429);
    },
  );

  it('do not keep out the device that signed in before, which has tries of its own', async () => {
    const clerk = await signIn(web, web.places.neighbour);
    const username = nameOf(web.places.neighbour);
    await guess(username, 10);
    expect((await tryOn(username, password)).status).toBe(429);
    expect((await tryOn(username, 'mistyped', clerk)).status).toBe(401);
    expect((await tryOn(username, password, clerk)).status).toBe(303);
    // The cookie is no way round: whoever stole it gets as many tries as anybody.
    expect(await guess(username, 10, clerk)).toEqual([2, 4, 8, 16, 32]);
    expect((await tryOn(username, password, clerk)).status).toBe(429);
  });

  it('are the same for programs', async () => {
    const ask = () =>
      fetch(`${web.url}/tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: nameOf(web.places.stranger), password: 'wrong' }),
      });
    for (let n = 0; n < 5; n += 1) expect((await ask()).status).toBe(401);
    const answer = await ask();
    expect([answer.status, await answer.json()]).toMatchObject([429, { params: { seconds: 2 } }]);
  });
});

describe('a device cookie', () => {
  it('that was made up, or was another account’s, is none', async () => {
    const owner = await signIn(web, web.places.otherCounty);
    const answer = await tryOn(nameOf(web.places.otherCounty), password, owner);
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('muster-device-')) ?? '';
    expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
    const [pair = ''] = cookie.split(';');
    await guess(nameOf(web.places.otherCounty), 10);
    const forged = [
      pair.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      pair.replace(/\.\d+\./, '.9999999999999.'),
    ];
    for (const [carried, status] of [
      [pair, 303],
      [forged[0], 429],
      [forged[1], 429],
    ] as const) {
      const said = await fetch(`${web.url}/sign-in`, {
        ...{ method: 'POST', redirect: 'manual' },
        headers: { cookie: carried ?? '' },
        body: new URLSearchParams({ username: nameOf(web.places.otherCounty), password }),
      });
      expect(said.status, carried).toBe(status);
    }
    await guess(nameOf(web.places.city), 10);
    expect((await tryOn(nameOf(web.places.city), password, owner)).status).toBe(429);
  });
});

describe('a lock', () => {
  it('is an event, is seen by the superior and told once, and ends with the reset', async () => {
    const county = await program(web, web.places.county);
    const { school } = web.places;
    await guess(nameOf(school), 10);
    const list = (await county.get(`/accounts?unit=${school.unit.id}`)).body as {
      accounts: { id: string; locked_until: string | null }[];
    };
    const [account] = list.accounts;
    expect(new Date(account?.locked_until ?? 0).getTime() - now.getTime()).toBeGreaterThan(899_000);
    const page = await (await signIn(web, web.places.county)).page('/accounts');
    expect(page.html).toContain('多次登录失败，锁定至');
    const told = (await county.get('/notices')).body as { notices: { kind: string }[] };
    const locks = told.notices.filter(({ kind }) => kind === 'account-locked').length;
    expect(locks).toBeGreaterThan(0);
    pass(900);
    await guess(nameOf(school), 1);
    const again = (await county.get('/notices')).body as { notices: { kind: string }[] };
    expect(again.notices.filter(({ kind }) => kind === 'account-locked')).toHaveLength(locks);

    const reset = await county.post(`/accounts/${account?.id}/reset`);
    const initial = (reset.body as { password: string }).password;
    expect((await tryOn(nameOf(school), initial)).status).toBe(303);
    const after = (await county.get(`/accounts?unit=${school.unit.id}`)).body as typeof list;
    expect(after.accounts[0]?.locked_until).toBeNull();
  });
});

describe('every kind of no', () => {
  it('costs one hash: an unknown name, a disabled account, a wrong password; and says the same', async () => {
    const county = await program(web, web.places.county);
    const { accounts } = (await county.get(`/accounts?unit=${web.places.neighbour.unit.id}`)).body as {
      accounts: { id: string }[];
    };
    await county.post(`/accounts/${accounts[0]?.id}/disable`);
    await tryOn('to make the decoy', 'wrong');
    const texts: string[] = [];
    for (const username of ['nobody-here', nameOf(web.places.neighbour), nameOf(web.places.province)]) {
      vi.mocked(argon2.verify).mockClear();
      vi.mocked(argon2.hash).mockClear();
      const answer = await tryOn(username, username === nameOf(web.places.neighbour) ? password : 'wrong');
      expect(answer.status).toBe(401);
      expect([argon2.verify, argon2.hash].map((one) => vi.mocked(one).mock.calls.length)).toEqual([1, 0]);
      texts.push((await answer.text()).replaceAll(username, 'NAME'));
    }
    expect(new Set(texts).size).toBe(1);
  });
});
