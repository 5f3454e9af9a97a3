/** Access tokens as their owner has them: made for a purpose and a time, reading or more, revoked at once. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asSystem } from '../../database/scope.ts';
import { type Browser, openWeb, password, program, signIn, type Web } from './web.ts';

let web: Web;
let county: Browser;
beforeAll(async () => {
  web = await openWeb();
  county = await signIn(web, web.places.county);
});
afterAll(() => web.close());

const make = (fields: Record<string, string>) =>
  county.post('/tokens/new', { label: '教务同步', reach: 'everything', days: '7', password, ...fields });
const tokenOn = (html: string) => /authenticator-key">([\w-]{43})</.exec(html)?.[1] ?? '';
const ask = (token: string, method: string, path: string) =>
  fetch(web.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  });
async function listed(
  browser = county,
): Promise<{ id: string; label: string | null; reach: string; last_used_at: string | null }[]> {
  const answer = await browser.request('/tokens', { headers: { accept: 'application/json' } });
  return ((await answer.json()) as { tokens: Awaited<ReturnType<typeof listed>> }).tokens;
}

it('a token for reading reads, and changes nothing', async () => {
  const answer = await make({ reach: 'reading', label: '看板' });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store']);
  const token = tokenOn(await answer.text());
  expect((await ask(token, 'GET', '/units')).status).toBe(200);
  const refused = await ask(token, 'POST', '/units');
  expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'token-reads-only' }]);
  expect((await listed()).find(({ label }) => label === '看板')).toMatchObject({
    reach: 'reading',
    last_used_at: expect.stringMatching(/\+08:00$/),
  });
});

it('one for everything does what the account may, but nothing that guards it; revoked it is nothing', async () => {
  const token = tokenOn(await (await make({})).text());
  expect((await ask(token, 'POST', '/units')).status).toBe(422);
  for (const path of ['/tokens', '/sessions', '/second-factor']) {
    expect(await (await ask(token, 'GET', path)).json(), path).toMatchObject({ code: 'in-person' });
  }
  const [made] = await listed();
  expect(made).toMatchObject({ label: '教务同步', reach: 'everything' });
  const school = await signIn(web, web.places.school);
  expect((await school.post(`/tokens/${made?.id}/revoke`)).status).toBe(404);
  expect((await ask(token, 'GET', '/units')).status).toBe(200);
  expect((await county.post(`/tokens/${made?.id}/revoke`)).headers.get('location')).toBe('/tokens');
  expect((await ask(token, 'GET', '/units')).status).toBe(401);
});

it('takes the password, and keeps what was typed where it was wrong', async () => {
  const answer = await make({ password: 'wrong', label: '没有生成' });
  expect(answer.status).toBe(422);
  const html = await answer.text();
  expect(html).toContain('密码不正确');
  expect(html).toContain('value="没有生成"');
  expect((await listed()).filter(({ label }) => label === '没有生成')).toEqual([]);
});

it('is good for as long as it was made for, and its table holds no token', async () => {
  const answer = await county.request('/tokens/new', {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'x-csrf-token': county.csrf },
    body: JSON.stringify({ label: '三十天', reach: 'reading', days: '30', password }),
  });
  const { token, expires_at } = (await answer.json()) as { token: string; expires_at: string };
  const days = (new Date(expires_at).getTime() - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(30);
  const kept = await asSystem(web.db, (tx) => tx.sql.selectFrom('tokens').selectAll().execute());
  expect(kept.map(({ token_hash }) => token_hash.toString('latin1')).join()).not.toContain(token);
  expect(web.logged.join()).not.toContain(token);
});

it('those that programs exchanged for a password are listed too, and only one’s own', async () => {
  await program(web, web.places.stranger);
  const stranger = await signIn(web, web.places.stranger);
  expect(await listed(stranger)).toMatchObject([{ label: null, reach: 'everything' }]);
});
