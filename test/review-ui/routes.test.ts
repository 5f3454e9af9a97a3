/** Every route there is, whoever wrote it: closed to strangers, to other tiers, and to other sites' forms. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../review-ui/routes.ts';
import { type Browser, openWeb, program, signIn, type Web } from './web.ts';

let web: Web;
let clerk: Browser;
beforeAll(async () => {
  web = await openWeb();
  clerk = await signIn(web, web.places.school);
});
afterAll(() => web.close());

/** A path of the pattern; the id exists for nobody. */
const pathOf = (pattern: string) => pattern.replace(/:template\b/, 'teacher').replace(/:\w+/g, '999999');
const named = routes.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const);
const closed = named.filter(([, { facts }]) => facts.who !== 'anyone');
const isSchools = (who: unknown) => !Array.isArray(who) || who.includes('school');
const changing = closed.filter(([, { method, facts }]) => method !== 'get' && isSchools(facts.who));

it('are declared once each', () => {
  const names = named.map(([name]) => name);
  expect(names).toEqual([...new Set(names)]);
});

describe('without an account', () => {
  it.each(closed)('%s answers 401', async (_name, { method, path }) => {
    const answer = await fetch(web.url + pathOf(path), {
      method: method.toUpperCase(),
      headers: { accept: 'application/json' },
    });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ type: 'urn:muster:problem:not-signed-in' });
  });
});

describe('with a session but without its token', () => {
  it.each(changing)('%s answers 403', async (_name, { method, path, facts }) => {
    const form = new FormData();
    form.append('csrf', 'guessed');
    const body = facts.multipart ? form : new URLSearchParams({ csrf: 'guessed' });
    const answer = await clerk.request(pathOf(path), { method: method.toUpperCase(), body });
    expect(answer.status).toBe(403);
  });
});

describe('for other tiers', () => {
  const limited = closed.filter(([, { facts }]) => !isSchools(facts.who));
  it.each(limited)('%s answers a school 403, naming whose it is', async (_name, { method, path }) => {
    const school = await program(web, web.places.school);
    const answer = await school[method](pathOf(path), {});
    expect(answer).toMatchObject({ status: 403, body: { type: 'urn:muster:problem:not-your-tier' } });
  });
});
