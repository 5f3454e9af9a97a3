/** Enrolment as people click it: one school by workbook, another by page, the county watching, and the word that locks it. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEnrolment } from '../setup/enrolling.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers } from '../setup/registry.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { db, places } = stage.web;
  await enrolTeachers(db, places.school, [teacherRecord(1), teacherRecord(2, { subject: '数学' })]);
  await enrolTeachers(db, places.neighbour, [teacherRecord(11), teacherRecord(12), teacherRecord(13)]);
  await openEnrolment(db, places, new Date());
}, 120_000);
afterAll(() => stage.close());

async function isClean(page: Page, path: string): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(path);
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
}

it('a school enrols by workbook: download, send in, read the lines, carry out', async () => {
  const page = await stage.signedIn(stage.web.places.school);
  await page.goto('/enrolments');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载报名表（已预填）' }).click(),
  ]);
  const buffer = await readFile(await download.path());
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.setInputFiles('input[name=file]', { name: '报名.xlsx', mimeType, buffer });
  await page.getByText('新报名：小学数学').waitFor();
  await page.getByRole('button', { name: '办理' }).click();
  await page.getByRole('link', { name: '查看办理结果' }).click();
  await page.waitForURL('/enrolments');
  expect(await page.locator('.badge', { hasText: '已报名' }).count()).toBe(2);
  await page.context().close();
});

it('another enrols by page: a choice is saved at once, the rest at a confirmed count, and then it submits', async () => {
  const page = await stage.signedIn(stage.web.places.neighbour);
  await page.goto('/enrolments');
  await page.getByLabel('张试11的参训学段、学科').selectOption('小学|科学');
  await page.locator('.badge', { hasText: '已报名' }).waitFor();
  await page.getByLabel('张试12的参训学段、学科').selectOption('!maternity');
  await page.locator('.badge', { hasText: '不报名' }).waitFor();
  await isClean(page, '/enrolments');
  await page.goto('/enrolments');
  await page.getByRole('link', { name: '全部按登记的学科报名' }).click();
  await page.getByText('按登记的学段、学科报名：1 位').waitFor();
  await isClean(page, '/enrolments?propose=registered');
  await page.getByRole('button', { name: '确认 1 位' }).click();
  await page.waitForURL('/enrolments');
  expect(await page.getByLabel('张试13的参训学段、学科').inputValue()).toBe('小学|语文');
  await page.context().close();
});

it('without a script the page saves by its button', async () => {
  const page = await stage.signedIn(stage.web.places.neighbour, { javaScriptEnabled: false });
  await page.goto('/enrolments');
  await page.getByLabel('张试13的参训学段、学科').selectOption('小学|美术');
  await page.getByRole('button', { name: '保存本页' }).click();
  await page.waitForURL('/enrolments');
  expect(await page.getByLabel('张试13的参训学段、学科').inputValue()).toBe('小学|美术');
  await page.context().close();
});

it('the county sees each unit with its counts, and nobody’s browser complained', async () => {
  const page = await stage.signedIn(stage.web.places.county);
  await page.getByRole('link', { name: '报名', exact: true }).click();
  await page.getByRole('link', { name: '未上报名单' }).waitFor();
  await isClean(page, '/enrolments');
  await page.goto('/enrolments');
  await page.getByRole('link', { name: '甲县第二小学' }).click();
  await page.getByText('小学科学').first().waitFor();
  await isClean(page, `/enrolments?unit=${stage.web.places.neighbour.unit.id}`);
  expect(stage.complaints).toEqual([]);
  await page.context().close();
});
