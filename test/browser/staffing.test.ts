/** Staffing as a city clicks it: a button that says it computes, a school moved by hand, and a form that follows its stage. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Campaign } from '../../schemas/campaign.ts';
import { openEnrolment } from '../setup/enrolling.ts';
import { enrolAt } from '../setup/enrolments.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers } from '../setup/registry.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let stage: Stage;
let campaign: Campaign;
beforeAll(async () => {
  stage = await openStage();
  const { db, places } = stage.web;
  campaign = await openEnrolment(db, places, new Date());
  for (const [place, first] of [
    [places.school, 1],
    [places.stranger, 11],
  ] as const) {
    const people = [first, first + 1, first + 2].map((n) => teacherRecord(n));
    await enrolAt(db, campaign, place, await enrolTeachers(db, place, people));
  }
}, 120_000);
afterAll(() => stage.close());

it('the button says that it computes and can’t be pressed again, and the plan comes to the same page', async () => {
  const page = await stage.signedIn(stage.web.places.city);
  await page.goto('/staffing');
  await page.locator('.staffing-form summary').click();
  await page.getByLabel('每位专家的教师数').fill('3');
  const said = page.waitForEvent('console', (message) => message.text().startsWith('pressed'));
  await page.evaluate(() => {
    document.addEventListener('submit', ({ submitter }) => {
      setTimeout(() => {
        const { textContent, disabled } = submitter as HTMLButtonElement;
        console.log(`pressed: ${textContent} ${disabled}`);
      }, 20);
    });
  });
  await page.getByRole('button', { name: '计算方案' }).click();
  expect((await said).text()).toBe('pressed: 正在计算… true');
  await page.getByText('第 1 版').waitFor();
  expect(await page.getByRole('link', { name: '小学 语文' }).count()).toBe(1);
  await page.context().close();
});

it('a school is moved to another group where its teachers are listed, at both widths without a fault', async () => {
  const page = await stage.signedIn(stage.web.places.city);
  const group = `/staffing/${campaign.id}?${new URLSearchParams({ cell: '小学-语文', group: '小学-语文-1' })}`;
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(group);
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  const school = page.locator('.staffing-schools tbody tr').first();
  const name = (await school.locator('th').textContent())?.split(' ')[0] ?? '';
  await school.getByRole('button', { name: '移组' }).click();
  await page.getByText('第 2 版').waitFor();
  expect(await page.locator('#group h3').textContent()).toBe('小学-语文-2');
  expect(await page.locator('.staffing-schools').textContent()).toContain(name);
  await page.context().close();
});

it('subjects follow the stage that is chosen, and nothing else of the form leaves it', async () => {
  const page = await stage.signedIn(stage.web.places.county);
  await page.goto('/experts/new');
  await page.locator('#id_number').fill('379900199001010012');
  const asked = page.waitForRequest((request) => request.url().includes('stage='));
  await page.locator('#stage').selectOption('小学');
  expect([...new URL((await asked).url()).searchParams.keys()].sort()).toEqual(['campaign', 'stage']);
  await page.locator('#subject:not(:has(optgroup))').waitFor();
  const subjects = await page.locator('#subject option').allInnerTexts();
  expect(subjects).toContain('语文');
  expect(subjects).not.toContain('物理');
  expect(await page.locator('#id_number').inputValue()).toBe('379900199001010012');
  await page.context().close();
  expect(stage.complaints).toEqual([]);
});
