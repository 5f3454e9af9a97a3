/** What every answer says besides its content: on each route of the published description, as a page, a fragment and JSON. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWeb, type Web } from '../review-ui/web.ts';
import { type Operation, operationsOf } from './api.ts';
import { addressOf, type Choose, lackOf } from './filling.ts';
import { idOfNothing } from './foreign.ts';
import { eachAtOnce, representations, type Visitor, visitorOf } from './visitor.ts';

let web: Web;
let operations: readonly Operation[];
let visitors: readonly Visitor[];
beforeAll(async () => {
  web = await openWeb({ now: () => new Date() });
  operations = (await operationsOf(web)).filter(
    (operation) => operation.method === 'get' && lackOf(operation) === null,
  );
  visitors = [await visitorOf(web, web.places.county), await visitorOf(web, web.places.school)];
});
afterAll(() => web.close());

const expected: Readonly<Record<string, RegExp>> = {
  'content-security-policy':
    /^default-src 'none';(?!.*unsafe)(?!.*\*)(?=.*frame-ancestors 'none')(?=.*base-uri 'none')(?=.*object-src 'none')/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^same-origin$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\).*geolocation=\(\)/,
  'cache-control': /no-store/,
};

it('guards every page, fragment, JSON, file and refusal, and lets no cache keep it', async () => {
  const faults: string[] = [];
  const choose: Choose = (kind) => {
    if (kind === 'units' || kind === 'areas') return web.places.county.unit.id;
    return kind === 'submissions' || kind === 'sessions' ? idOfNothing(kind) : '1';
  };
  const requests = operations.flatMap((operation) =>
    representations.flatMap((as) => visitors.map((visitor) => ({ operation, as, visitor }))),
  );
  await eachAtOnce(requests, async ({ operation, as, visitor }) => {
    const { headers, status } = await visitor.ask(as, addressOf(operation, choose));
    for (const [name, pattern] of Object.entries(expected)) {
      const value = headers.get(name) ?? 'nothing';
      if (!pattern.test(value)) faults.push(`${as} ${operation.name} ${status}: ${name}: ${value}`);
    }
    if (headers.get('x-powered-by') !== null) faults.push(`${operation.name} says what serves it`);
  });
  expect(faults).toEqual([]);
}, 120_000);

it('lets scripts and styles be kept, and read as nothing else', async () => {
  const html = await (await fetch(`${web.url}/sign-in`)).text();
  const paths = [...html.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(([, path]) => path);
  expect(paths).toHaveLength(2);
  for (const path of paths) {
    const { headers } = await fetch(web.url + path);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

it('asks for https alone once people come by it, and not before', async () => {
  const plain = await fetch(`${web.url}/sign-in`);
  expect(plain.headers.get('strict-transport-security')).toBeNull();
  const secure = await openWeb({ secure_cookies: true });
  try {
    const { headers } = await fetch(`${secure.url}/sign-in`);
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  } finally {
    await secure.close();
  }
});
