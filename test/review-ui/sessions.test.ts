/** One's own visits: seen by nobody else, ended one by one or all, and over by themselves. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { originOf } from '../../review-ui/origin.ts';
import { Browser, openWeb, password, signIn, type Web } from './web.ts';

let web: Web;
let owner: pg.Client;
beforeAll(async () => {
  web = await openWeb();
  owner = new pg.Client({ connectionString: web.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await web.close();
});

interface Listed {
  readonly sessions: { id: string; is_own: boolean; origin: { network: string } }[];
}
const listed = async (browser: Browser): Promise<Listed['sessions']> => {
  const answer = await browser.request('/sessions', { headers: { accept: 'application/json' } });
  return ((await answer.json()) as Listed).sessions;
};
const isIn = async (browser: Browser) => (await browser.request('/')).status === 200;

describe('the list of one’s visits', () => {
  it('holds one’s own and no others, says which one asks, and gives away no session’s id', async () => {
    const [here, there] = [await signIn(web, web.places.school), await signIn(web, web.places.school)];
    await signIn(web, web.places.neighbour);
    const sessions = await listed(here);
    expect(sessions.map(({ is_own }) => is_own)).toEqual([true, false]);
    expect(sessions[0]?.origin).toEqual({ browser: '—', system: '—', network: '127.0.*.*' });
    const { rows } = await owner.query<{ sid: string }>('select sid from sessions');
    const { html } = await here.page('/sessions');
    for (const { sid } of rows) expect(html + JSON.stringify(sessions)).not.toContain(sid);
    await here.post(`/sessions/${sessions[1]?.id}/end`);
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
    await here.post('/sign-out');
  });

  it('ends nobody else’s', async () => {
    const [mine, theirs] = [await signIn(web, web.places.school), await signIn(web, web.places.stranger)];
    const [session] = await listed(theirs);
    expect((await mine.post(`/sessions/${session?.id}/end`)).status).toBe(404);
    expect(await isIn(theirs)).toBe(true);
  });

  it('ends all at once, here too', async () => {
    const browsers = await Promise.all([1, 2, 3].map(() => signIn(web, web.places.county)));
    const [first] = browsers;
    expect((await first?.post('/sessions/end'))?.headers.get('location')).toBe('/sign-in');
    expect(await Promise.all(browsers.map(isIn))).toEqual([false, false, false]);
  });
});

describe('a visit', () => {
  it('is over after twelve hours, however busy', async () => {
    const browser = await signIn(web, web.places.school);
    const begunBefore = (hours: number) =>
      owner.query(
        `update sessions set sess = jsonb_set(sess::jsonb, '{begun_ms}', to_jsonb($1::float8))::json`,
        [Date.now() - hours * 3_600_000],
      );
    await begunBefore(11.9);
    expect(await isIn(browser)).toBe(true);
    await begunBefore(12.1);
    expect((await browser.request('/teachers?page=2')).headers.get('location')).toBe(
      '/sign-in?next=%2Fteachers%3Fpage%3D2',
    );
  });

  it('gets its cookie when it was written, not with every answer: one on its way must not bring an old id back', async () => {
    const browser = await signIn(web, web.places.stranger);
    const cookieWith = async (path: string) => (await browser.request(path)).headers.get('set-cookie');
    expect(await cookieWith('/teachers')).toBeNull();
    await owner.query(`update sessions set sess = jsonb_set(sess::jsonb, '{seen_ms}', '0')::json`);
    const stream = new AbortController();
    const events = await browser.request('/events', { signal: stream.signal });
    expect(events.headers.get('set-cookie')).toBeNull();
    stream.abort();
    expect(await cookieWith('/teachers')).toContain('muster=');
  });

  it('is not kept from ending by what a page asks for by itself', async () => {
    const browser = await signIn(web, web.places.otherCounty);
    const seen = async () =>
      (
        await owner.query(
          "select max((sess ->> 'seen_ms')::float8) as seen from sessions where sess ->> 'account_id' = $1",
          [web.places.otherCounty.actor.account_id],
        )
      ).rows[0].seen as number;
    await owner.query("update sessions set sess = jsonb_set(sess::jsonb, '{seen_ms}', '5')::json");
    await browser.request('/', { headers: { 'HX-Request': 'true' } });
    expect(await seen()).toBe(5);
    await browser.request('/');
    expect(await seen()).toBeGreaterThan(5);
  });

  it('that ended under a form leads back to the page of the form', async () => {
    const browser = new Browser(web);
    const post = (referer: string) => browser.post('/uploads/1/submit', {}, { referer });
    expect((await post(`${web.url}/uploads/1?x=1`)).headers.get('location')).toBe(
      '/sign-in?next=%2Fuploads%2F1%3Fx%3D1',
    );
    expect((await post('https://evil.example/uploads/1')).headers.get('location')).toBe('/sign-in');
  });
});

it('behind https every cookie is bound to this host and to https', async () => {
  const safe = await openWeb({ secure_cookies: true });
  const answer = await fetch(`${safe.url}/sign-in`, {
    ...{ method: 'POST', redirect: 'manual', headers: { 'x-forwarded-proto': 'https' } },
    body: new URLSearchParams({ username: safe.places.school.actor.username, password }),
  });
  const cookies = answer.headers.getSetCookie();
  expect(cookies.map((one) => one.split('=')[0]?.replace(/[0-9a-f]{12}$/, 'ID')).sort()).toEqual([
    '__Host-muster',
    '__Host-muster-device-ID',
  ]);
  for (const cookie of cookies)
    expect(cookie).toMatch(/Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/);
  await safe.close();
});

it.each([
  [
    'Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 Chrome/109.0 Safari/537.36',
    '10.20.30.40',
    'Chrome',
    'Windows',
    '10.20.*.*',
  ],
  [
    'Mozilla/5.0 (Linux; Android 13) Chrome/110 MicroMessenger/8.0',
    '2001:db8:1:2::7',
    'WeChat',
    'Android',
    '2001:db8:*',
  ],
  ['', '::ffff:192.0.2.7', '—', '—', '192.0.*.*'],
])('of %j at %s little is kept', (agent, ip, browser, system, network) => {
  expect(originOf({ ip, headers: { 'user-agent': agent } })).toEqual({ browser, system, network });
});
