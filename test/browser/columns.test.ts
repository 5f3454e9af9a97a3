/** A clerk whose file nobody can read says once what its columns are, and the next file is read at once. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { csvOf, rowsAt } from '../setup/registry.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

vi.setConfig({ testTimeout: 120_000 });

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

/** Two new people, in the school's own words, with a column that we have no use for. */
function fileOf(from: number): { name: string; mimeType: string; buffer: Buffer } {
  const rows = rowsAt(stage.web.places.school, from, 2);
  const [header = '', ...lines] = csvOf(rows).toString('utf8').trimEnd().split('\r\n');
  const own = header.replace('证件号码', '公民身份号').replace('手机', '怎么找到');
  const text = [`${own},班主任`, ...lines.map((line) => `${line},三年级二班`)].join('\r\n');
  return { name: '本校教师.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
}

test('a clerk confirms the columns once, the next file is ready at once, and the answer is taken back', async () => {
  const page = await stage.signedIn(stage.web.places.school);
  await page.setInputFiles('input[type=file]', fileOf(10));
  await page.waitForURL(/\/uploads\/\d+$/);
  await page.getByRole('heading', { name: '这些列是什么？' }).waitFor();
  for (const language of ['zh', 'en']) {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${new URL(page.url()).pathname}?lang=${language}`);
      expect(await seriousFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(new URL(page.url()).pathname);
  const chosen = await page.locator('.columns-form select').evaluateAll((all) => {
    return all.map((select) => (select as HTMLSelectElement).value);
  });
  expect(chosen).toEqual(['', '', '']);
  await page.getByLabel('C 列“公民身份号”是什么').selectOption({ label: '证件号码' });
  await page.getByLabel('R 列“怎么找到”是什么').selectOption({ label: '手机' });
  await page.getByLabel('V 列“班主任”是什么').selectOption({ label: '不是我们需要的列' });
  await page.getByRole('button', { name: '确认并重新检查' }).click();
  await page.getByText('检查通过，可以提交').waitFor();
  await page.getByText('有 3 列按本单位确认过的对应关系处理。').waitFor();

  await page.goto('/');
  await page.setInputFiles('input[type=file]', fileOf(20));
  await page.waitForURL(/\/uploads\/\d+$/);
  await page.getByText('检查通过，可以提交').waitFor();
  await page.getByRole('link', { name: '查看或撤销' }).click();
  await page.getByRole('heading', { name: '本单位确认过的对应关系' }).waitFor();
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await page.getByRole('button', { name: '撤销“公民身份号”的对应关系' }).click();
  await page.getByText('没有找到完整的表头，缺少：证件号码').waitFor();
  expect(await page.getByLabel('C 列“公民身份号”是什么').inputValue()).toBe('');
  expect(stage.complaints).toEqual([]);
});

test('a clerk confirms the columns without script', async () => {
  const page = await stage.signedIn(stage.web.places.school, { javaScriptEnabled: false });
  await page.setInputFiles('input[type=file]', fileOf(30));
  await page.getByRole('button', { name: '上传', exact: true }).click();
  await page.waitForURL(/\/uploads\/\d+$/);
  const until = async (text: string): Promise<void> => {
    await vi.waitFor(
      async () => {
        await page.reload();
        expect(await page.textContent('main')).toContain(text);
      },
      { timeout: 30_000, interval: 200 },
    );
  };
  await until('这些列是什么？');
  await page.getByLabel('C 列“公民身份号”是什么').selectOption({ label: '证件号码' });
  await page.getByRole('button', { name: '确认并重新检查' }).click();
  await page.waitForURL(/\/uploads\/\d+$/);
  // What is still missing is asked again, and what was said is kept.
  await until('没有找到完整的表头，缺少：手机');
  await page.getByLabel('R 列“怎么找到”是什么').selectOption({ label: '手机' });
  await page.getByRole('button', { name: '确认并重新检查' }).click();
  await page.waitForURL(/\/uploads\/\d+$/);
  await until('检查通过，可以提交');
});
