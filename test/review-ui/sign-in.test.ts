/** Coming in: sessions, tokens, guesses, and requests that another site's page sends. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, openWeb, password, signIn, type Web } from './web.ts';

let web: Web;
beforeAll(async () => {
  web = await openWeb();
});
afterAll(() => web.close());

const school = () => web.places.school;
const setCookie = (answer: Response) => answer.headers.getSetCookie().join('\n');

describe('signing in', () => {
  it('with the right password starts a session in a guarded cookie and goes on to where one wanted', async () => {
    const browser = new Browser(web);
    const answer = await browser.post('/sign-in', {
      ...{ username: school().actor.username, password, next: '/uploads?state=ready' },
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/uploads?state=ready');
    expect(setCookie(answer)).toMatch(/^muster=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/m);
    const home = await browser.page('/');
    expect(home.status).toBe(200);
    expect(home.html).toContain('甲县实验小学');
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'never goes on to another site: %s',
    async (next) => {
      const answer = await new Browser(web).post('/sign-in', {
        ...{ username: school().actor.username, password, next },
      });
      expect(answer.headers.get('location')).toBe('/');
    },
  );

  it('says the same of a wrong password and of an unknown name', async () => {
    const texts = await Promise.all(
      [school().actor.username, 'nobody-at-all'].map(async (username) => {
        const answer = await new Browser(web).post('/sign-in', { username, password: 'wrong' });
        expect(answer.status).toBe(401);
        return (await answer.text()).replaceAll(username, 'NAME');
      }),
    );
    expect(texts[0]).toContain('用户名或密码不正确');
    expect(texts[0]).toBe(texts[1]);
  });

  it('gives a session that was there before a new id', async () => {
    const browser = await signIn(web, school());
    const first = setCookie(await browser.request('/'));
    const again = await browser.post('/sign-in', { username: school().actor.username, password });
    expect(setCookie(again)).not.toBe('');
    expect(setCookie(again).split(';')[0]).not.toBe(first.split(';')[0]);
  });

  it('is where people without a session are sent, with the way back', async () => {
    const answer = await new Browser(web).request('/uploads?page=2');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/sign-in?next=%2Fuploads%3Fpage%3D2');
  });

  it('keeps a session in use from ending, and writes so no more often than every minute', async () => {
    const browser = await signIn(web, school());
    const owner = new pg.Client({ connectionString: web.database.ownerUrl });
    await owner.connect();
    const ends = async (): Promise<Date> =>
      (await owner.query('select max(expire) as expire from sessions')).rows[0].expire;
    await owner.query("update sessions set expire = now() + interval '1 minute'");
    await browser.page('/');
    expect((await ends()).getTime()).toBeLessThan(Date.now() + 2 * 60_000);
    await owner.query("update sessions set sess = jsonb_set(sess::jsonb, '{seen_ms}', '0')::json");
    await browser.page('/');
    expect((await ends()).getTime()).toBeGreaterThan(Date.now() + 29 * 60_000);
    await owner.end();
  });

  it('ends at sign-out', async () => {
    const browser = await signIn(web, school());
    expect((await browser.post('/sign-out')).headers.get('location')).toBe('/sign-in');
    expect((await browser.request('/')).status).toBe(303);
  });
});

describe('a bearer token', () => {
  const ask = (body: unknown) =>
    fetch(`${web.url}/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('is given for the right password, once, with its end', async () => {
    const answer = await ask({ username: school().actor.username, password });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await answer.json()).toEqual({
      token: expect.stringMatching(/^[\w-]{43}$/),
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
    });
  });

  it('is refused for a wrong password as a problem', async () => {
    const answer = await ask({ username: school().actor.username, password: 'wrong' });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({
      ...{ type: 'urn:muster:problem:wrong-credentials', status: 401, params: {} },
    });
  });

  it('that nobody gave is refused', async () => {
    const answer = await fetch(`${web.url}/uploads`, { headers: { authorization: 'Bearer made-up' } });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ type: 'urn:muster:problem:token-invalid' });
  });

  it('is what JSON needs: without one the answer is a problem, not a page', async () => {
    const answer = await fetch(`${web.url}/uploads`, { headers: { accept: 'application/json' } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await answer.json()).toMatchObject({ type: 'urn:muster:problem:not-signed-in', status: 401 });
  });
});

describe("another site's page", () => {
  it.each([
    ['by its origin', { origin: 'https://evil.example' }],
    ['by an opaque origin', { origin: 'null' }],
    ['by what the browser says of it', { 'sec-fetch-site': 'cross-site' }],
    ['even from the same domain', { 'sec-fetch-site': 'same-site' }],
  ] as const)('is refused %s', async (_how, headers) => {
    const browser = await signIn(web, school());
    const answer = await browser.post('/sign-out', {}, { ...headers });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('请求来源不正确');
  });

  it('can not sign anybody in either', async () => {
    const fields = { username: school().actor.username, password };
    const answer = await new Browser(web).post('/sign-in', fields, { origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('can not send a form without the token of the session', async () => {
    const browser = await signIn(web, school());
    for (const csrf of ['', 'guessed', 'A'.repeat(browser.csrf.length)]) {
      expect((await browser.post('/sign-out', { csrf })).status).toBe(403);
    }
    expect((await browser.request('/')).status).toBe(200);
  });

  it('can not send a file without it either', async () => {
    const browser = await signIn(web, school());
    const answer = await browser.upload(new TextEncoder().encode('a'), 'a.csv', { csrf: 'guessed' });
    expect(answer.status).toBe(403);
  });

  it('is not us: our own origin with the token in the header of htmx is heard', async () => {
    const browser = await signIn(web, school());
    const answer = await browser.post(
      '/sign-out',
      { csrf: '' },
      { origin: web.url, 'sec-fetch-site': 'same-origin', 'x-csrf-token': browser.csrf },
    );
    expect(answer.status).toBe(303);
  });
});
