/** Boards as they are used: from the map to a reminder by clicks alone, alive while one looks, and on one sheet of paper. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCampaign } from '../../database/campaigns.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { dayInChina } from '../../pipeline/calendar.ts';
import { daysAfter } from '../../schemas/campaign-window.ts';
import { teacherRecord } from '../setup/people.ts';
import { addPlace, csvOf, enrolTeachers, rowsAt, sendIn } from '../setup/registry.ts';
import { comesTo, submit } from '../setup/working.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let stage: Stage;

/** Sixteen cities as the map has them, each with a county and a school, beside those of the stage. */
const codes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17].map((n) => 370_000 + n * 100);

beforeAll(async () => {
  stage = await openStage();
  const { db, places } = stage.web;
  await asSystem(db, async (tx) => {
    for (const [n, code] of codes.entries()) {
      const add = (parent_id: string, kind: 'city' | 'county' | 'school', name: string, of: string) =>
        addPlace(tx, { parent_id, kind, name, code: of });
      const city = await add(places.province.unit.id, 'city', `第${n}市`, String(code));
      const county = await add(city.unit.id, 'county', `第${n}县`, String(code + 1));
      await add(county.unit.id, 'school', `第${n}县实验小学`, `21370009${String(n).padStart(2, '0')}`);
    }
  });
  await enrolTeachers(db, places.school, [teacherRecord(1)]);
  const today = dayInChina(new Date());
  await inScope(db, places.province.actor.unit_path, (tx) =>
    addCampaign(tx, places.province.actor, {
      ...{ year: 2026, name: '2026年采集' },
      windows: { collection: { opens_on: daysAfter(today, -5), closes_on: daysAfter(today, 5) } },
    }),
  );
}, 120_000);
afterAll(() => stage.close());

const tooWide = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe('the province', () => {
  it('comes by one click to a city, by two to a county, by three to a reminder, and sends it', async () => {
    const { province, city, county, school } = stage.web.places;
    const page = await stage.signedIn(province);
    await page.click('svg.tile-grid a[aria-label^="甲市"]');
    await page.waitForURL(`/boards/${city.unit.id}`);
    await page.click('#board table a:text-is("甲县")');
    await page.waitForURL(`/boards/${county.unit.id}`);
    await page.click('a[href^="/reminders/new?below"]');
    await page.waitForURL(`/reminders/new?below=${county.unit.id}`);
    expect(await seriousFaults(page)).toEqual([]);
    await page.click('main form button.primary');
    await page.waitForURL(/\/boards\/\d+\?reminded=2/);
    expect(await page.textContent('.notice.good')).toContain('已催报 2 个单位');
    const clerk = await stage.signedIn(school);
    expect(await clerk.textContent('header')).toContain('1');
  });

  it('prints its board on one sheet, with all sixteen cities', async () => {
    const page = await stage.signedIn(stage.web.places.province);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
  });
});

it('a board that is open counts a file when it is submitted, and leaves open what the reader opened', async () => {
  const { db, places } = stage.web;
  const page = await stage.signedIn(places.city);
  const inReview = () => page.textContent('.figures a[href$="state=in_review"] .figure-value');
  await page.click('#board details summary');
  const id = await sendIn(db, places.school, csvOf(rowsAt(places.school, 1, 1)));
  await comesTo(db, id, ['ready']);
  await submit(db, places.school, id);
  await page.waitForSelector('.figures a[href$="state=in_review"]');
  expect(await inReview()).toBe('1');
  expect(await page.getAttribute('#board details', 'open')).not.toBeNull();
  expect(stage.complaints).toEqual([]);
});

describe.each([
  ['at a desk', { width: 1280, height: 860 }, 'zh', true],
  ['on a phone', { width: 390, height: 844 }, 'zh', true],
  ['on a phone, in English', { width: 390, height: 844 }, 'en', false],
] as const)('%s', (_where, viewport, language, isAudited) => {
  it.each(['province', 'city', 'county'] as const)('the boards of the %s', async (tier) => {
    const { places } = stage.web;
    const page = await stage.signedIn(places[tier], { viewport });
    const { id } = places[tier].unit;
    for (const path of ['/?', `/boards/${id}?`, `/boards/${id}/units?`, `/reminders/new?below=${id}&`]) {
      await page.goto(`${path}lang=${language}`);
      if (isAudited) expect(await seriousFaults(page), path).toEqual([]);
      expect(await tooWide(page), path).toBe(0);
    }
  });
});
