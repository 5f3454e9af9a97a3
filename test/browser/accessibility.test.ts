/**
 * Every page there is, by its route: nothing that axe finds by WCAG 2.2 AA, in Chinese at a desk and in English on a phone; with
 * `AXE_ALL=1` in both languages on both.
 */
import axe from 'axe-core';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../review-ui/routes.ts';
import { signIn } from '../review-ui/web.ts';
import type { SeededRegistry } from '../setup/registry.ts';
import { openStage, type Stage } from './stage.ts';
import { addWorld, type World } from './world.ts';

type Visitor = keyof SeededRegistry | 'nobody';
type Address = (world: World, places: SeededRegistry) => string;
/** Who sees it, of those who may the one with most to press; and where. */
type Visit = readonly [Visitor, Address];

const of = (who: Visitor, ...addresses: readonly (string | Address)[]): Visit[] =>
  addresses.map((address) => [who, typeof address === 'string' ? () => address : address]);

/** The pages by the path of their route: each with all that it may have to show. */
const visits: Readonly<Record<string, readonly Visit[]>> = {
  '/': [...of('school', '/'), ...of('neighbour', '/'), ...of('county', '/'), ...of('province', '/')],
  '/boards/:id': [
    ...of('province', (_, { city }) => `/boards/${city.unit.id}`),
    ...of('city', (_, { county }) => `/boards/${county.unit.id}`),
  ],
  '/boards/:id/units': of(
    'city',
    (_, { county }) => `/boards/${county.unit.id}/units`,
    (_, { county }) => `/boards/${county.unit.id}/units?state=applied`,
  ),
  '/reminders/new': of(
    'city',
    (_, { county }) => `/reminders/new?below=${county.unit.id}`,
    (_, { county }) => `/reminders/new?below=${county.unit.id}&step=enrolment`,
  ),
  '/sign-in': of('nobody', '/sign-in'),
  '/password': of('school', '/password'),
  '/sessions': of('school', '/sessions'),
  '/tokens': of('county', '/tokens'),
  '/second-factor': of('school', '/second-factor'),
  '/uploads': [...of('county', '/uploads', '/uploads?state=withdrawn'), ...of('stranger', '/uploads')],
  '/uploads/:id': [
    ...of('school', ({ uploads }) => `/uploads/${uploads.submitted}`),
    ...of('stranger', ({ uploads }) => `/uploads/${uploads.applied}`),
    ...of(
      'neighbour',
      ({ uploads }) => `/uploads/${uploads.bad}`,
      ({ uploads }) => `/uploads/${uploads.refused}`,
      ({ uploads }) => `/uploads/${uploads.ready}`,
    ),
  ],
  '/uploads/:id/columns': of('neighbour', ({ uploads }) => `/uploads/${uploads.unread}/columns`),
  '/uploads/:id/cells': of('neighbour', ({ uploads }) => `/uploads/${uploads.bad}/cells`),
  '/uploads/:id/missing': of('neighbour', ({ uploads }) => `/uploads/${uploads.ready}/missing`),
  '/uploads/:id/form': of('county', ({ uploads }) => `/uploads/${uploads.form}/form`),
  '/bundles': [...of('county', '/bundles'), ...of('otherCounty', '/bundles')],
  '/bundles/:id': of('county', ({ bundle }) => `/bundles/${bundle}`),
  '/change-sets': of('county', '/change-sets', '/change-sets?state=returned'),
  '/change-sets/:id': [
    ...of(
      'county',
      ({ sets }) => `/change-sets/${sets.review}`,
      ({ sets }) => `/change-sets/${sets.conflict}`,
      ({ sets }) => `/change-sets/${sets.review}?kind=conflict`,
    ),
    ...of('otherCounty', ({ sets }) => `/change-sets/${sets.applied}`),
  ],
  '/change-sets/:id/low-risk': of('county', ({ sets }) => `/change-sets/${sets.review}/low-risk`),
  '/change-sets/:id/changes/:change': of(
    'county',
    ({ sets, change }) => `/change-sets/${sets.review}/changes/${change}`,
  ),
  '/change-sets/:id/revert': of('otherCounty', ({ sets }) => `/change-sets/${sets.applied}/revert`),
  '/accounts': of('county', '/accounts', '/accounts?search=nobody'),
  '/audit': of('county', '/audit', '/audit?show=seen&from=2020-01-01', '/audit?by=nobody-at-all'),
  '/accounts/:id/reset': of('county', ({ account }) => `/accounts/${account}/reset`),
  '/accounts/:id/hand-over': of('county', ({ account }) => `/accounts/${account}/hand-over`),
  '/handover': [...of('school', '/handover'), ...of('province', '/handover')],
  '/accounts/new': of('county', (_, { school }) => `/accounts/new?unit=${school.unit.id}`),
  '/teachers': of('county', '/teachers', '/teachers?name=nobody', '/teachers?as_of=2022-07-06'),
  '/teachers/compare': of(
    'county',
    '/teachers/compare',
    '/teachers/compare?from=2022-07-01T00:00&to=2026-12-31T00:00',
  ),
  '/teachers/:id': of(
    'county',
    ({ teacher }) => `/teachers/${teacher}`,
    ({ teacher }) => `/teachers/${teacher}?as_of=2000-01-01`,
  ),
  '/transfers': [...of('county', '/transfers'), ...of('stranger', '/transfers')],
  '/transfers/new': of('neighbour', '/transfers/new'),
  '/transfers/carry-out': of('county', '/transfers/carry-out'),
  '/transfers/:id': of('county', ({ transfer }) => `/transfers/${transfer}`),
  '/units': of('county', '/units', '/units?search=nobody'),
  '/units/sheet': of('county', '/units/sheet'),
  '/units/new': of(
    'county',
    '/units/new',
    '/units/new?kind=school',
    '/units/new?kind=school&school_kind=211',
  ),
  '/units/:id': [
    ...of('county', (_, { school }) => `/units/${school.unit.id}`),
    ...of('city', (_, { county }) => `/units/${county.unit.id}`),
  ],
  '/units/:id/edit': of('county', (_, { school }) => `/units/${school.unit.id}/edit`),
  '/units/:id/close': of('county', (_, { school }) => `/units/${school.unit.id}/close`),
  '/units/:id/merge-into': of('county', (_, { school }) => `/units/${school.unit.id}/merge-into`),
  '/units/:id/merge': of(
    'county',
    (_, { school, neighbour }) => `/units/${school.unit.id}/merge?from=${neighbour.unit.id}`,
  ),
  '/units/:id/move': of('city', (_, { county }) => `/units/${county.unit.id}/move`),
  '/units/:id/split': of('county', (_, { school }) => `/units/${school.unit.id}/split?school_kind=211`),
  '/submissions': [...of('county', '/submissions'), ...of('province', '/submissions')],
  '/submissions/:id': [
    ...of('county', ({ unsubmitted }) => `/submissions/${unsubmitted}`),
    ...of('city', ({ submission }) => `/submissions/${submission}`),
  ],
  '/submissions/:id/form': of(
    'otherCounty',
    ({ submission }) => `/submissions/${submission}/form`,
    // 409: no word was given yet.
    ({ campaign }, { otherCounty }) => `/submissions/${campaign}-experts-${otherCounty.unit.id}/form`,
  ),
  '/verify': of('nobody', '/verify'),
  '/verify/:digest': of('nobody', ({ digest }) => `/verify/${digest}`, `/verify/${'0'.repeat(64)}`),
  '/campaigns': [...of('province', '/campaigns'), ...of('school', '/campaigns')],
  '/campaigns/:id': [
    ...of('province', ({ campaign }) => `/campaigns/${campaign}`),
    ...of('school', ({ campaign }) => `/campaigns/${campaign}`),
  ],
  '/campaigns/:id/openings': [
    ...of('county', ({ campaign }) => `/campaigns/${campaign}/openings`),
    ...of('school', ({ campaign }) => `/campaigns/${campaign}/openings`),
  ],
  '/campaigns/:id/extensions': [
    ...of('county', ({ campaign }) => `/campaigns/${campaign}/extensions`),
    ...of('school', ({ campaign }) => `/campaigns/${campaign}/extensions?step=collection`),
  ],
  '/notices': [...of('county', '/notices'), ...of('province', '/notices')],
  '/enrolments/unsubmitted': of('city', '/enrolments/unsubmitted'),
  '/enrolments/:id': of('county', ({ enrolment }) => `/enrolments/${enrolment}`),
  '/enrolments': [...of('school', '/enrolments'), ...of('county', '/enrolments')],
  '/staffing/:campaign': of('city', ({ campaign }) => `/staffing/${campaign}`),
  '/experts': [...of('county', '/experts'), ...of('city', '/experts')],
  '/experts/new': of('county', '/experts/new'),
  '/exports': [...of('county', '/exports'), ...of('province', '/exports')],
  '/exports/:id': [
    ...of('county', ({ exported }) => `/exports/${exported}`),
    ...of('city', ({ exported }) => `/exports/${exported}`),
  ],
  '/checker': of('school', '/checker'),
  '/operations': of('province', '/operations'),
  // No route: what is answered to an address that there isn't, and to one of others.
  unknown: of('county', '/nowhere', '/units/999999'),
};

/** Answers without a page of their own: for programs, for a part of a page, or on to another address. */
const withoutPage: Readonly<Record<string, Address>> = {
  ...{ '/healthz': () => '/healthz', '/readyz': () => '/readyz', '/openapi.json': () => '/openapi.json' },
  '/openings': () => '/openings',
  '/staffing': () => '/staffing',
  '/uploads/:id/issues': ({ uploads }) => `/uploads/${uploads.submitted}/issues`,
  '/teachers/:id/reveals': ({ teacher }) => `/teachers/${teacher}/reveals`,
  '/teachers/:id/history': ({ teacher }) => `/teachers/${teacher}/history`,
};
const pages = routes
  .filter(({ method, path, facts }) => {
    const isFile = facts.produces !== undefined && !facts.produces.startsWith('text/html');
    return method === 'get' && !isFile && !(path in withoutPage);
  })
  .map(({ path }) => path);

let stage: Stage;
let world: World;
let clock = new Date();
const open = new Map<Visitor, Promise<{ page: Page; debugging: CDPSession }>>();

beforeAll(async () => {
  stage = await openStage({ now: () => clock });
  world = await addWorld(stage, (time) => {
    clock = new Date(time);
  });
}, 120_000);
afterAll(() => stage.close());

const pageOf = (who: Visitor) => {
  const known = open.get(who);
  if (known !== undefined) return known;
  const opening = (who === 'nobody' ? stage.stranger() : stage.signedIn(stage.web.places[who])).then(
    async (page) => ({
      page,
      debugging: await page.context().newCDPSession(page),
    }),
  );
  open.set(who, opening);
  return opening;
};

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const audit = `axe.run(document, {
  runOnly: { type: 'tag', values: ${JSON.stringify(tags)} },
  resultTypes: ['violations'],
  rules: { 'target-size': { enabled: true } },
}).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`;

/** What is wrong with the page as it stands, axe being there. */
async function faultsOf(page: Page, debugging: CDPSession, language: string): Promise<string[]> {
  const { result } = await debugging.send('Runtime.evaluate', {
    ...{ expression: audit, awaitPromise: true, returnByValue: true },
  });
  const seen = await page.evaluate<{ over: number; titles: number; language: string }>(`({
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    titles: document.querySelectorAll('h1').length,
    language: document.documentElement.lang,
  })`);
  return [
    ...(result.value as string[]),
    ...(seen.over > 0 ? [`${seen.over} px wider than the screen`] : []),
    ...(seen.titles === 1 ? [] : [`${seen.titles} first headings`]),
    ...(seen.language.startsWith(language) ? [] : [`the language is said to be ${seen.language}`]),
  ];
}

it('every route with a page has an address here, and every address a route', () => {
  expect(Object.keys(visits).sort()).toEqual([...pages, 'unknown'].sort());
});

it('routes without a page answer none', async () => {
  const caller = await signIn(stage.web, stage.web.places.county);
  for (const address of Object.values(withoutPage)) {
    const path = address(world, stage.web.places);
    const answer = await caller.request(path);
    expect(answer.status, path).toBeLessThan(400);
    expect(await answer.text(), path).not.toContain('<html');
  }
});

const widths: Readonly<Record<string, readonly number[]>> =
  process.env.AXE_ALL === '1' ? { en: [390, 1280], zh: [390, 1280] } : { en: [390], zh: [1280] };

describe.each(Object.entries(visits))('%s', (_path, addresses) => {
  it.each(addresses.map(([who, address]) => ({ who, address })))(
    'as $who sees it has no fault',
    async ({ who, address }) => {
      const { page, debugging } = await pageOf(who);
      const faults: string[] = [];
      const path = address(world, stage.web.places);
      for (const [language, some] of Object.entries(widths)) {
        await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
        // The page's policy forbids inline scripts: axe goes in by the debugger.
        await debugging.send('Runtime.evaluate', { expression: axe.source });
        for (const width of some) {
          await page.setViewportSize({ width, height: 860 });
          const found = await faultsOf(page, debugging, language);
          faults.push(...found.map((fault) => `${path} ${language} ${width}: ${fault}`));
        }
      }
      expect(faults).toEqual([]);
    },
    30_000,
  );
});
