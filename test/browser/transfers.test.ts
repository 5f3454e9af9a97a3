/** A transfer of each of the four routes in a browser, by the people whom the table of routes names. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { givePasswords } from '../review-ui/web.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type Place } from '../setup/registry.ts';
import { type WiderRegistry, widen } from '../setup/wider-registry.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let stage: Stage;
let places: WiderRegistry;
beforeAll(async () => {
  stage = await openStage();
  const { db } = stage.web;
  places = await widen(db, stage.web.places);
  await givePasswords(db, Object.values(places));
  await enrolTeachers(db, places.school, [teacherRecord(1), teacherRecord(2), teacherRecord(3)]);
  await enrolTeachers(db, places.far, [teacherRecord(4, { status: '离职' })]);
}, 60_000);
afterAll(() => stage.close());

const signedIn = async (place: Place): Promise<Page> => {
  const page = await stage.signedIn(place);
  page.setDefaultTimeout(10_000);
  return page;
};

/** Finds the n-th teacher by number and name, from the first page on. */
async function find(page: Page, n: number, to?: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByText('调动').click();
  await page.getByRole('link', { name: '办理调动' }).click();
  await page.getByLabel('完整证件号码').fill(identityNumberOf(n));
  await page.getByLabel('姓名').fill(`张试${n}`);
  if (to !== undefined) await page.getByLabel('调入学校').fill(to);
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('button', { name: '查找' }).click();
  await page.getByRole('heading', { name: '找到 1 位教师' }).waitFor();
}

async function say(page: Page, submit: string): Promise<void> {
  await page.getByLabel('调入后学科').selectOption('数学');
  await page.getByLabel('否', { exact: true }).check();
  await page.getByLabel('生效日期').fill('2022-07-01');
  await page.getByLabel('原因').fill('工作需要');
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('button', { name: submit }).click();
  await page.getByRole('heading', { name: '经过' }).waitFor();
}

const main = (page: Page): Promise<string> =>
  page
    .locator('main')
    .textContent()
    .then((text) => text ?? '');

it.each([
  { n: 1, to: 'neighbour', by: 'county', says: '同县调动，由“甲县”办理' },
  { n: 2, to: 'zoneSchool', by: 'city', says: '同市跨县调动，由“甲市”办理' },
  { n: 3, to: 'far', by: 'province', says: '跨市调动，由“山东省”办理' },
] as const)(
  '$says: proposed by the receiving school, carried out there, seen by both',
  async ({ n, to, by, says }) => {
    const school = await signedIn(places[to]);
    await find(school, n);
    expect(await main(school)).toContain(says);
    expect(await main(school)).toContain('甲县实验小学');
    expect(await school.content()).not.toContain(identityNumberOf(n));
    await say(school, '提出调动');
    expect(await main(school)).toContain(`等待“${places[by].unit.name}”办理`);
    expect(school.url()).toMatch(/\/transfers\/\d+$/);

    const acting = await signedIn(places[by]);
    await acting.getByRole('navigation', { name: '主导航' }).getByText('调动').click();
    await acting
      .getByRole('row', { name: new RegExp(`张试${n}.*待我办理`) })
      .getByRole('link')
      .click();
    expect(await main(acting)).toContain(says);
    expect(await seriousFaults(acting)).toEqual([]);
    await acting.getByRole('button', { name: '办理', exact: true }).click();
    await acting.getByText('已办理').first().waitFor();

    await school.reload();
    expect(await main(school)).toContain('已办理');
    await school.goto('/teachers');
    await school.getByText(`张试${n}`).click();
    const newest = await school.locator('.timeline li').first().textContent();
    for (const part of ['调动', '甲县实验小学', places[to].unit.name, '数学']) expect(newest).toContain(part);

    const giving = await signedIn(places.school);
    await giving.goto('/transfers');
    expect(await giving.getByRole('row', { name: new RegExp(`张试${n}`) }).textContent()).toContain('已办理');
    expect(stage.complaints).toEqual([]);
  },
  90_000,
);

it('from the departed pool the receiving school takes in by itself, at any width, and the others are told', async () => {
  const school = await signedIn(places.neighbour);
  await school.setViewportSize({ width: 390, height: 844 });
  await school.goto('/transfers/new');
  await school.getByLabel('完整证件号码').fill(identityNumberOf(4));
  await school.getByLabel('姓名').fill('张试5');
  await school.getByRole('button', { name: '查找' }).click();
  await school.getByText('没有找到证件号码与姓名都相符的教师').waitFor();
  await school.getByLabel('完整证件号码').fill(identityNumberOf(4));
  await school.getByLabel('姓名').fill('张试4');
  await school.getByRole('button', { name: '查找' }).click();
  await school.getByText('离职教师调入，由调入学校“甲县第二小学”直接办理').waitFor();
  expect(await school.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await say(school, '调入本校');
  expect(await main(school)).toContain('已办理');
  expect(await school.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await school.goto('/transfers');
  expect(await school.evaluate('document.documentElement.scrollWidth')).toBe(390);
  expect(await seriousFaults(school)).toEqual([]);

  for (const place of [places.far, places.farCounty, places.county]) {
    const told = await signedIn(place);
    await told.goto('/notices');
    expect(await main(told)).toContain('甲县第二小学从离职库调入 1 位教师（原单位 丙县实验小学）');
  }
  expect(stage.complaints.filter((one) => !one.includes('404'))).toEqual([]);
}, 90_000);
