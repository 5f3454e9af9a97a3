/** Every change of the published description, asked for by another site's page with the cookie of somebody who is signed in. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWeb, type Web } from '../review-ui/web.ts';
import { type Operation, operationsOf } from './api.ts';
import { addressOf, initOf, lackOf } from './filling.ts';
import { idOfNothing } from './foreign.ts';
import { eachAtOnce, type Visitor, visitorOf } from './visitor.ts';

const tiers = ['school', 'county', 'city', 'province'] as const;

let web: Web;
let changes: readonly Operation[];
const visitors = new Map<string, Visitor>();
beforeAll(async () => {
  web = await openWeb();
  changes = (await operationsOf(web)).filter(
    (operation) => operation.method !== 'get' && lackOf(operation) === null,
  );
  for (const tier of tiers) visitors.set(tier, await visitorOf(web, web.places[tier]));
});
afterAll(() => web.close());

/** Somebody who may. */
const whoMay = ({ tiers: may }: Operation): Visitor =>
  visitors.get(may?.[0] ?? 'school') ?? (visitors.get('school') as Visitor);

/** What is answered to the request with these headers: the code of its problem, or its status. */
async function codeOf(operation: Operation, headers: Record<string, string>): Promise<string | number> {
  const { headers: own, ...init } = initOf(operation, idOfNothing);
  const answer = await fetch(web.url + addressOf(operation, idOfNothing), {
    ...init,
    redirect: 'manual',
    headers: { ...(own as Record<string, string>), accept: 'application/json', ...headers },
  });
  const body = await answer.text();
  return body.includes('"code"') ? (JSON.parse(body) as { code: string }).code : answer.status;
}

async function codes(
  headersOf: (operation: Operation) => Record<string, string>,
): Promise<Map<string, string | number>> {
  const found = new Map<string, string | number>();
  await eachAtOnce(changes, async (operation) => {
    found.set(operation.name, await codeOf(operation, headersOf(operation)));
  });
  return found;
}

const session = (operation: Operation) => ({ cookie: whoMay(operation).browser.cookie });
const withToken = (operation: Operation) => ({
  ...session(operation),
  'x-csrf-token': whoMay(operation).browser.csrf,
});

it.each<[string, (operation: Operation) => Record<string, string>]>([
  ['without the token of the session', session],
  ['with a token that was guessed', (each) => ({ ...session(each), 'x-csrf-token': 'guessed' })],
  [
    "with somebody else's token",
    (each) => {
      const other = whoMay(each) === visitors.get('school') ? 'county' : 'school';
      return { ...session(each), 'x-csrf-token': visitors.get(other)?.browser.csrf ?? '' };
    },
  ],
  [
    'with the token, from another origin',
    (each) => ({ ...withToken(each), origin: 'https://elsewhere.example' }),
  ],
  ['with the token, from an origin that hides', (each) => ({ ...withToken(each), origin: 'null' })],
  ['with the token, from another site', (each) => ({ ...withToken(each), 'sec-fetch-site': 'cross-site' })],
  [
    'with the token, from a neighbour of the domain',
    (each) => ({ ...withToken(each), 'sec-fetch-site': 'same-site' }),
  ],
])('every change is refused %s', async (_how, headersOf) => {
  const found = await codes(headersOf);
  expect(found.size).toBeGreaterThan(50);
  expect([...found].filter(([, code]) => code !== 'cross-site')).toEqual([]);
});

it('no change by bearer is refused for where it comes from', async () => {
  const found = await codes((operation) => ({
    ...{ authorization: `Bearer ${whoMay(operation).token}`, origin: 'https://elsewhere.example' },
    'sec-fetch-site': 'cross-site',
  }));
  expect([...found].filter(([, code]) => code === 'cross-site' || code === 'internal')).toEqual([]);
});
