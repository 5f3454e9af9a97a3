/** A clerk answers for missing teachers with the keyboard alone, hears how many are left, and can then submit. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { teacherRecord } from '../setup/people.ts';
import { csvOf, enrolTeachers, rowsAt } from '../setup/registry.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const people = Array.from({ length: 6 }, (_, n) => teacherRecord(n + 1));
  await enrolTeachers(stage.web.db, stage.web.places.school, people);
}, 120_000);
afterAll(() => stage.close());

it('says by keyboard what became of each, and submits', async () => {
  const page = await stage.signedIn(stage.web.places.school);
  await page.setInputFiles('input[type=file]', {
    ...{ name: '本校教师.csv', mimeType: 'text/csv', buffer: csvOf(rowsAt(stage.web.places.school, 1, 2)) },
  });
  await page.waitForURL(/\/uploads\/\d+$/);
  await page.getByRole('link', { name: '答复 4 位教师' }).click();
  await page.waitForURL(/\/missing$/);
  const left = page.locator('#left[role=status]');
  for (const language of ['en', 'zh']) {
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${new URL(page.url()).pathname}?lang=${language}`);
      expect(await seriousFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
  expect(await left.textContent()).toBe('还有 4 位未答复');
  const choice = (name: string, label: RegExp) =>
    page.getByRole('group', { name: `“${name}”的去向` }).getByRole('radio', { name: label });
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  // From one question to the next with Tab, among the answers with the arrows.
  await choice('张试3', /离职/).focus();
  await press('Space', 'Tab', 'Space', 'ArrowDown');
  expect(await choice('张试4', /退休/).isChecked()).toBe(true);
  await press('ArrowDown', 'Tab');
  await page.keyboard.type('2137000003');
  await press('Enter');
  await left.getByText('还有 2 位未答复').waitFor();
  expect(await choice('张试3', /离职/).isChecked()).toBe(true);
  const fourth = page.getByRole('group', { name: '“张试4”的去向' });
  expect(await fourth.textContent()).toContain('调出 → 乙县实验小学（2137000003）');

  await choice('张试5', /退休/).focus();
  await press('Space');
  await page.getByRole('link', { name: '其余 2 位仍在本校…' }).focus();
  await press('Enter');
  const sure = page.getByRole('button', { name: '确认这 2 位仍在本校' });
  await sure.focus();
  await press('Enter');
  await page.getByText('已全部答复').waitFor();
  expect(await page.locator('dialog[open]').count()).toBe(0);
  // What was chosen before the rest was answered for is kept.
  expect(await choice('张试5', /退休/).isChecked()).toBe(true);
  expect(await choice('张试6', /仍在本校/).isChecked()).toBe(true);
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('link', { name: '返回上传结果' }).click();
  await page.getByText('已全部答复：离职 1、退休 1、调出 1、仍在本校 1').waitFor();
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.getByText('待审核').first().waitFor();
  expect(stage.complaints).toEqual([]);
}, 120_000);
