/** A step from the school to the province in real browsers, returned once on its way, with its paper at the end. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { program } from '../review-ui/web.ts';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import { csvOf, enrolTeachers, type Place } from '../setup/registry.ts';
import { approve, comesTo, submit } from '../setup/working.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await enrolTeachers(stage.web.db, stage.web.places.school, [teacherRecord(1)]);
});
afterAll(() => stage.close());

const day_ms = 24 * 60 * 60 * 1000;
const dayFromNow = (days: number) => new Date(Date.now() + days * day_ms).toISOString().slice(0, 10);

async function open(place: Place): Promise<Page> {
  const page = await stage.signedIn(place);
  page.setDefaultTimeout(15_000);
  return page;
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Unfolds an action and gives the first of the usual reasons, and one of one's own. */
async function withReason(page: Page, action: string, own: string): Promise<void> {
  await page.locator('summary', { hasText: `${action}…` }).click();
  await page.locator('.act[open] input[type=radio]').first().check();
  await page.locator('.act[open] textarea').fill(own);
  await page.locator('.act[open]').getByRole('button', { name: action, exact: true }).click();
}

/** The school's file, as far as the registry. */
async function applied(): Promise<void> {
  const { db, places } = stage.web;
  const school = await program(stage.web, places.school);
  const { body } = await school.upload(
    Uint8Array.from(csvOf([teacherRow(1, { title: '高级' })])),
    '教师.csv',
  );
  const { id } = body as { id: string };
  await comesTo(db, id, ['ready']);
  await submit(db, places.school, id);
  await approve(db, places.county, id);
  await comesTo(db, id, ['applied']);
}

it('goes up from the school to the province, with a return in the middle', async () => {
  const { places } = stage.web;
  const province = await open(places.province);
  await province.goto('/campaigns');
  await province.fill('[name=name]', '2026年“互联网+教师专业发展”');
  await province.fill('[name=collection_opens_on]', dayFromNow(-5));
  await province.fill('[name=collection_closes_on]', dayFromNow(5));
  await press(province, '添加活动');
  await province.getByRole('heading', { name: '2026年“互联网+教师专业发展”' }).waitFor();

  const school = await open(places.school);
  await school.goto('/submissions');
  await school.getByText('在册 1 人还没有核实').waitFor();
  expect(await school.getByRole('button', { name: '上报', exact: true }).count()).toBe(0);
  await applied();
  await school.goto('/submissions');
  await school.getByText('全部处理完，可上报。').waitFor();
  await press(school, '上报');
  await school.getByText('等待上级审核').waitFor();

  const county = await open(places.county);
  await county.click('.bell');
  await county.getByText('甲县实验小学已上报“教师信息采集”，请审核').waitFor();
  await county.goto('/submissions');
  expect(await seriousFaults(county)).toEqual([]);
  await press(county, '通过：甲县实验小学');
  await county.locator('tr', { hasText: '甲县实验小学' }).getByText('已通过').waitFor();
  await county.locator('tbody').getByRole('link', { name: '甲县第二小学' }).click();
  await withReason(county, '免报', '并入实验小学');
  await county.getByText('已免报。').waitFor();
  await county.goto('/submissions');
  await county.getByText('全部处理完，可上报。').waitFor();
  await press(county, '上报');
  await county.getByText('等待上级审核').waitFor();

  const other = await program(stage.web, places.otherCounty);
  const { own, submissions } = (await other.get('/submissions')).body as {
    own: { id: string };
    submissions: { id: string }[];
  };
  await other.post(`/submissions/${submissions[0]?.id}/excuse`, { reason: '已停办' });
  await other.post(`/submissions/${own.id}/submit`);

  const city = await open(places.city);
  await city.goto('/submissions');
  await city.locator('tbody').getByRole('link', { name: '甲县', exact: true }).click();
  await withReason(city, '退回', '请核对第二小学是否确已撤并');
  await city.getByText('已退回，对方会收到消息。').waitFor();
  expect(await seriousFaults(city)).toEqual([]);

  await county.goto('/notices');
  await county.getByRole('button', { name: /^查看：“教师信息采集”的上报被退回/ }).click();
  await county.getByText('请核对第二小学是否确已撤并').first().waitFor();
  await county.setViewportSize({ width: 390, height: 844 });
  expect(await seriousFaults(county)).toEqual([]);
  expect(await county.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await press(county, '上报');
  await county.getByText('等待上级审核').waitFor();

  await city.goto('/submissions');
  await press(city, '通过全部待审核的 2 个单位');
  await city.getByText('全部处理完，可上报。').waitFor();
  await press(city, '上报');
  await city.getByText('等待上级审核').waitFor();
  await county.reload();
  await county.getByText('上级已据此上报，结果已锁定').waitFor();

  await province.goto('/submissions');
  await press(province, '通过：甲市');
  await province.getByText('全部处理完，可上报。').waitFor();
  await press(province, '上报');
  await province.getByText('全省已汇总上报，下级已锁定。').waitFor();
  expect(stage.complaints).toEqual([]);
}, 120_000);

it('is printed on one page, and checked by somebody without an account', async () => {
  const school = await open(stage.web.places.school);
  await school.goto('/submissions');
  await school.getByText('确认表（打印、签字、盖章）').click();
  await school.getByRole('heading', { name: '教师信息采集上报确认表' }).waitFor();
  expect(await seriousFaults(school)).toEqual([]);
  const pdf = (await school.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type \/Page\n/g)).toHaveLength(1);
  // A4 upright, in points.
  expect(pdf).toMatch(/\/MediaBox \[0 0 59[45]\.\d+ 84[12]\.\d+\]/);
  const digest = ((await school.locator('.confirmation-check .mono').textContent()) ?? '').replaceAll(
    ' ',
    '',
  );
  await school.setViewportSize({ width: 390, height: 844 });
  expect(await school.evaluate('document.documentElement.scrollWidth')).toBe(390);

  await school.context().clearCookies();
  await school.goto('/verify');
  await school.fill('[name=digest]', digest);
  await press(school, '核对');
  await school.getByText('有效：与系统记录一致').waitFor();
  expect(await seriousFaults(school)).toEqual([]);
  expect(await school.evaluate('document.documentElement.scrollWidth')).toBe(390);
  expect(stage.complaints).toEqual([]);
}, 60_000);
