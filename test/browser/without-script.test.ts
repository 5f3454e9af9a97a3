/** Where scripts don't run, a review is still a review: forms, links and pages of their own. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import { csvOf, enrolTeachers, sendIn } from '../setup/registry.ts';
import { comesTo, submit, uploadNow } from '../setup/working.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let upload = '';
beforeAll(async () => {
  stage = await openStage();
  const { db, places } = stage.web;
  await enrolTeachers(db, places.school, [teacherRecord(1), teacherRecord(2)]);
  const rows = [teacherRow(1, { title: '高级' }), teacherRow(2), teacherRow(50, { action: '新增' })];
  upload = await sendIn(db, places.school, csvOf(rows));
  await comesTo(db, upload, ['ready']);
  await submit(db, places.school, upload);
}, 120_000);
afterAll(() => stage.close());

it('the county approves, rejects with a reason, approves the rest and closes', async () => {
  const { db, places } = stage.web;
  const page = await stage.signedIn(places.county, { javaScriptEnabled: false });
  await page.goto('/change-sets');
  await page.getByRole('link', { name: '甲县实验小学' }).click();
  await page.locator('tr[data-name="张试1"] button[value=approve]').click();
  await page.locator('tr[data-name="张试1"] .badge.good').waitFor();
  await page.locator('tr[data-name="张试50"] a.danger').click();
  await page.getByLabel('与人事档案不一致').check();
  await page.getByLabel('补充说明').fill('无编制');
  await page.getByRole('button', { name: '不通过', exact: true }).click();
  await page.getByText('与人事档案不一致；无编制').waitFor();
  await page.getByRole('link', { name: '通过低风险 1 条' }).click();
  await page.getByRole('button', { name: '确认通过 1 条' }).click();
  await page.getByRole('button', { name: '完成审核' }).click();
  await page.getByText('“甲县实验小学”的审核已完成').waitFor();
  expect((await comesTo(db, upload, ['applied'])).state).toBe('applied');
  expect((await uploadNow(db, upload)).reviewed_at).not.toBeNull();
});

it('the county returns a file by the form that the link leads to', async () => {
  const { db, places } = stage.web;
  const again = await sendIn(db, places.school, csvOf([teacherRow(1, { title: '正高级' }), teacherRow(2)]));
  await comesTo(db, again, ['ready']);
  await submit(db, places.school, again);
  const page = await stage.signedIn(places.county, { javaScriptEnabled: false });
  await page.goto('/change-sets');
  await page.getByRole('link', { name: '甲县实验小学' }).click();
  await page.getByRole('link', { name: '退回学校' }).click();
  await page.getByLabel('有教师漏报，请补全后重新上报').check();
  await page.getByRole('button', { name: '退回', exact: true }).click();
  await page.getByText('已退回“甲县实验小学”').waitFor();
  expect(await comesTo(db, again, ['returned'])).toMatchObject({
    return_reason: '有教师漏报，请补全后重新上报',
  });
});
