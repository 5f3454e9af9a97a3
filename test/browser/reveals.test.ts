/** A clerk who needs a whole number: says what for, sees it in its place, and after a reload no more. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { enrolTeachers } from '../setup/registry.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let id = '';
beforeAll(async () => {
  stage = await openStage();
  [id = ''] = await enrolTeachers(stage.web.db, stage.web.places.school, [teacherRecord(1)]);
}, 120_000);
afterAll(() => stage.close());

it.each([
  ['in place, at the same address', true],
  ['without script, on the page that answers', false],
])('is shown the numbers %s', async (_, javaScriptEnabled) => {
  const page = await stage.signedIn(stage.web.places.school, { javaScriptEnabled });
  await page.goto(`/teachers/${id}`);
  const number = page.getByText(identityNumberOf(1));
  expect(await number.count()).toBe(0);
  await page.getByLabel('用途（选择或填写').fill('核对证件原件');
  await page.getByRole('button', { name: '查看完整号码' }).click();
  await number.waitFor();
  expect(new URL(page.url()).pathname).toBe(`/teachers/${id}${javaScriptEnabled ? '' : '/reveals'}`);
  expect(page.url()).not.toContain('核对');
  await page.getByRole('link', { name: '隐藏' }).click();
  await page.getByRole('button', { name: '查看完整号码' }).waitFor();
  expect(await number.count()).toBe(0);
  await page.getByRole('cell', { name: '核对证件原件' }).first().waitFor();
});
