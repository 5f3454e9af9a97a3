/** A county adds a school with its admin, who comes in once with the first password; and it merges two schools. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers } from '../setup/registry.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

it('a new school gets its admin, who chooses a password and goes to work', async () => {
  const page = await stage.signedIn(stage.web.places.county);
  page.setDefaultTimeout(15_000);
  await page.goto('/units');
  await page.getByRole('link', { name: '新增单位' }).click();
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('link', { name: '312 九年一贯制学校' }).click();
  await page.getByLabel('名称', { exact: true }).fill('甲县新城学校');
  await page.getByLabel('代码', { exact: true }).fill('3137000123');
  expect(await page.getByRole('checkbox').count()).toBe(2);
  await page.getByLabel('办别').selectOption('公办');
  await page.getByLabel('城乡分类').selectOption('111');
  await page.getByLabel('预计教师数').fill('40');
  await page.getByLabel('用户名').fill('xincheng');
  await page.getByLabel('姓名').fill('李四光');
  await page.getByLabel('手机').fill('15400001111');
  expect(await seriousFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await page.getByRole('button', { name: '新增', exact: true }).click();
  await page.getByRole('heading', { name: '“甲县新城学校”已新增' }).waitFor();
  const initial = (await page.locator('.initial-password').textContent()) ?? '';
  expect(page.url()).not.toContain(initial);
  expect(await seriousFaults(page)).toEqual([]);

  const clerk = await (await page.context().browser()?.newContext({ baseURL: stage.web.url }))?.newPage();
  if (clerk === undefined) throw new Error('no browser');
  clerk.setDefaultTimeout(15_000);
  await clerk.goto('/sign-in');
  await clerk.fill('[name=username]', 'xincheng');
  await clerk.fill('[name=password]', initial);
  await clerk.click('main button[type=submit]');
  await clerk.waitForURL('/password');
  await clerk.goto('/teachers');
  await clerk.waitForURL('/password');
  expect(await seriousFaults(clerk)).toEqual([]);
  await clerk.getByLabel('新密码', { exact: true }).fill('Own-choice-2026');
  await clerk.getByLabel('再次输入新密码').fill('Own-choice-2026');
  await clerk.getByRole('button', { name: '保存新密码' }).click();
  await clerk.waitForURL('/');
  expect(await clerk.locator('.whose').textContent()).toContain('甲县新城学校');
  await clerk.context().close();
}, 90_000);

it('two schools become one, after a page that says how many people move', async () => {
  const { db, places } = stage.web;
  await enrolTeachers(db, places.neighbour, [teacherRecord(1), teacherRecord(2)]);
  const page = await stage.signedIn(places.county);
  page.setDefaultTimeout(15_000);
  await page.goto(`/units/${places.neighbour.unit.id}/close`);
  await page.getByText('现在还不能撤销').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('link', { name: '并入另一个单位…' }).click();
  await page.getByRole('link', { name: '由它接收：甲县实验小学' }).click();
  await page.getByText('2 位在职教师转到“甲县实验小学”，1 个单位撤销').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await page.getByRole('button', { name: '确认并入' }).click();
  await page.getByRole('heading', { name: '甲县实验小学' }).waitFor();
  await page.getByText('接收“甲县第二小学”（2137000002），转入 2 位教师').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('link', { name: '甲县第二小学' }).click();
  await page.getByText('并入“甲县实验小学”').first().waitFor();
  await page.getByRole('button', { name: '恢复' }).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  expect(stage.complaints).toEqual([]);
}, 90_000);
