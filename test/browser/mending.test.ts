/** From a file that breaks every rule to one that is submitted, in the browser alone: two of the three roads back. */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkCharacter } from '../../pipeline/identity.ts';
import { teacherRow } from '../setup/people.ts';
import { csvOf } from '../setup/registry.ts';
import { sampleSchool } from './sample-school.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

vi.setConfig({ testTimeout: 120_000 });

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

async function uploadSample(page: Page): Promise<string> {
  await page.setInputFiles('input[type=file]', 'samples/workbooks/break-every-rule.xlsx');
  await page.waitForURL(/\/uploads\/\d+$/);
  await page.waitForSelector('.causes.error');
  return new URL(page.url()).pathname;
}

const left = async (page: Page): Promise<number> => {
  const text = await page.locator('#mending-bar .tally').textContent();
  return text?.includes('没有错误了') ? 0 : Number(/还有 (\d+) 处错误/.exec(text ?? '')?.[1]);
};
/** Acts, and waits for the verdict that it brings. */
async function andWait(page: Page, act: () => Promise<unknown>): Promise<void> {
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await act();
  await answered;
  await page.waitForFunction(() => document.querySelector('.htmx-request') === null);
}

const cell = (page: Page, row: number, field: string) => page.locator(`#cell-${row}-${field}`);
/** Types into a cell and leaves it. */
async function type(page: Page, row: number, field: string, text: string): Promise<void> {
  const input = cell(page, row, field);
  // A column that nothing is wrong with stands behind the toggle of its row.
  if (!(await input.isVisible())) await page.locator(`#row-${row} summary`).click();
  await andWait(page, async () => {
    await input.fill(text);
    await input.press('Enter');
  });
}

/** The right number of the person in a row, from what the other cells say; as the clerk would copy it from the card. */
async function typeIdentity(page: Page, row: number): Promise<void> {
  const born = (await cell(page, row, 'birth_date').inputValue()).replaceAll('-', '');
  const isMan = (await cell(page, row, 'gender').inputValue()) === '男';
  const digits = `379966${born}${String(800 + row * 2 + (isMan ? 1 : 0)).slice(-3)}`;
  await type(page, row, 'id_number', digits + checkCharacter(digits));
}

const propose = (page: Page, row: number, text: string) =>
  andWait(page, () => page.locator(`#row-${row}`).getByRole('button', { name: text }).first().click());

async function submit(page: Page, upload: string): Promise<void> {
  await page.getByRole('link', { name: '去提交' }).click();
  await page.waitForURL(upload);
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.getByText('已提交，等待').waitFor();
}

test('a clerk mends every error in the grid, cell by cell, and submits', async () => {
  const page = await stage.signedIn(await sampleSchool(stage));
  const upload = await uploadSample(page);
  await page.getByRole('link', { name: '在线修改' }).first().click();
  await page.waitForSelector('#mending');
  expect(await left(page)).toBe(37);
  await page.getByRole('button', { name: '不读取 W 列' }).click();
  await page.waitForFunction(() => document.querySelector('#mending-bar')?.textContent?.includes('36'));
  for (const row of [5, 6, 7, 8, 10]) await typeIdentity(page, row);
  expect(await left(page)).toBe(31);
  await propose(page, 11, '按证件号码');
  await propose(page, 12, '按证件号码');
  await type(page, 14, 'birth_date', '1985-03-07');
  await type(page, 16, 'cert_type', '小学教师资格');
  await type(page, 16, 'cert_no', '20103799121000016');
  await type(page, 18, 'cert_no', '20103799121000018');
  await type(page, 19, 'cert_no', '20103799121000019');
  await type(page, 20, 'subject', '语文');
  await type(page, 21, 'subject', '数学');
  await type(page, 22, 'stage', '小学');
  await type(page, 22, 'subject', '科学');
  await type(page, 23, 'stage', '小学');
  await type(page, 24, 'is_rural', '否');
  await type(page, 25, 'is_rural', '否');
  await type(page, 27, 'school_code', '2137000101');
  await type(page, 28, 'school_code', '2137000101');
  await type(page, 29, 'school_name', '历下区实验小学');
  await type(page, 32, 'name', '张补名');
  await type(page, 33, 'title', '一级');
  await type(page, 35, 'name', '阿依古丽');
  await type(page, 36, 'education', '本科');
  await propose(page, 39, '按证件号码');
  await propose(page, 40, '按证件号码');
  await type(page, 41, 'work_start', '2010-09');
  await propose(page, 42, '2015-10');
  await type(page, 43, 'mobile', '15400000043');
  await type(page, 45, 'email', 'somebody@example.com');
  await propose(page, 50, '删除这一行');
  await type(page, 51, 'status', '在职');
  await type(page, 52, 'status', '在职');
  await type(page, 52, 'action', '新增');
  expect(await left(page)).toBe(0);
  expect(await page.locator('#announcement').textContent()).toContain('没有错误了');
  await submit(page, upload);
  expect(stage.complaints).toEqual([]);
});

test('a clerk repairs at one click what is certain, then row by row at one click each, and submits', async () => {
  const page = await stage.signedIn(await sampleSchool(stage));
  const upload = await uploadSample(page);
  await page.getByRole('button', { name: '一键修复 8 处' }).click();
  await page.waitForSelector('text=必须修改');
  await page.getByRole('link', { name: '在线修改' }).first().click();
  // 37 less the eight, less the other row of the person who stood twice.
  expect(await left(page)).toBe(28);
  await page.getByRole('button', { name: '不读取 W 列' }).click();
  await page.waitForFunction(() => document.querySelector('#mending-bar')?.textContent?.includes('27'));
  await propose(page, 42, '2015-10');
  for (const row of await page.locator('tr.faulty').evaluateAll((rows) => rows.map(({ id }) => id))) {
    await andWait(page, () => page.locator(`#${row} button[name=remove]`).click());
  }
  expect(await left(page)).toBe(0);
  await submit(page, upload);
  expect(stage.complaints).toEqual([]);
});

test('the page of fifty rows among five thousand answers to the keyboard alone, and has no serious faults', async () => {
  const { school } = stage.web.places;
  const rows = Array.from({ length: 5_000 }, (_, n) =>
    teacherRow(n + 1, { is_rural: n % 40 === 0 ? null : false, action: '新增' }),
  );
  const page = await stage.signedIn(school);
  await page.setInputFiles('input[type=file]', {
    ...{ name: '五千人.csv', mimeType: 'text/csv', buffer: csvOf(rows) },
  });
  await page.waitForURL(/\/uploads\/\d+$/);
  await page.waitForSelector('.causes.error', { timeout: 60_000 });
  await page.getByRole('link', { name: '在线修改' }).first().click();
  const shown = page.locator('[data-mending-row]');
  await shown.nth(49).waitFor();
  expect(await shown.count()).toBe(50);
  expect(await left(page)).toBe(125);
  await cell(page, 2, 'is_rural').focus();
  await page.keyboard.type('否');
  await page.keyboard.press('Enter');
  // The next faulty row: every fortieth is.
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('cell-42-is_rural');
  await page.keyboard.type('不清楚');
  await page.keyboard.press('Escape');
  expect(await cell(page, 42, 'is_rural').inputValue()).toBe('');
  await page.waitForFunction(() => document.querySelector('#mending-bar')?.textContent?.includes('124'));
  // What is being typed is not disturbed by the answer.
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('cell-42-is_rural');
  await page.getByRole('link', { name: '下一页' }).click();
  await page.waitForURL(/page=2/);
  await shown.nth(49).waitFor();
  expect(await shown.count()).toBe(50);
  for (const language of ['zh', 'en']) {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${new URL(page.url()).pathname}?lang=${language}`);
      expect(await seriousFaults(page)).toEqual([]);
    }
  }
  expect(stage.complaints).toEqual([]);
});
