/** Undoing an applied set in a browser: asked for in a dialog, decided like any other, and told in the teacher's history. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Program, program } from '../review-ui/web.ts';
import { eventually } from '../setup/eventually.ts';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import { csvOf, enrolTeachers } from '../setup/registry.ts';
import { approve, comesTo, submit } from '../setup/working.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let stage: Stage;
let school: Program;
beforeAll(async () => {
  stage = await openStage();
  const { db, places } = stage.web;
  await enrolTeachers(db, places.school, [teacherRecord(1)]);
  school = await program(stage.web, places.school);
});
afterAll(() => stage.close());

/** A file of the school, as far as the registry; answers its change set. */
async function applied(...rows: Parameters<typeof csvOf>[0]): Promise<string> {
  const { db, places } = stage.web;
  const { body } = await school.upload(Uint8Array.from(csvOf(rows)), '教师.csv');
  const { id } = body as { id: string };
  await comesTo(db, id, ['ready']);
  await submit(db, places.school, id);
  await approve(db, places.county, id);
  return (await comesTo(db, id, ['applied'])).change_set_id ?? '';
}

it('brings back what the set wrote and leaves alone what came later, at any width', async () => {
  const set = await applied(teacherRow(1, { title: '高级', email: 'a@example.com' }));
  await applied(teacherRow(1, { title: '高级', email: 'b@example.com' }));
  const page = await stage.signedIn(stage.web.places.county);
  page.setDefaultTimeout(10_000);
  await page.goto(`/change-sets/${set}`);
  await page.click('text=撤销入库…');
  const dialog = page.locator('#revert-dialog');
  await dialog.getByText('1 人的 1 项恢复为入库前的值').waitFor();
  expect(await dialog.getByRole('row').last().textContent()).toContain('b@example.com');
  expect(await seriousFaults(page)).toEqual([]);
  await dialog.getByText('学校上报了错误的表格').click();
  await dialog.getByRole('button', { name: '提出撤销' }).click();
  await page.getByRole('heading', { name: '撤销甲县实验小学的变更' }).waitFor();

  await page.setViewportSize({ width: 390, height: 844 });
  await page.click('text=1 项不撤销');
  expect(await seriousFaults(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await page.getByRole('button', { name: '通过：张试1' }).click();
  await page.locator('tr[data-name="张试1"] .badge.good').waitFor();
  await page.getByRole('button', { name: '完成审核', exact: true }).click();
  await page.getByText('“甲县实验小学”的审核已完成').waitFor();

  await eventually(
    async () => (await school.get('/uploads')).body as { uploads: { state: string }[] },
    ({ uploads }) => uploads[0]?.state === 'applied',
  );
  await page.goto('/teachers');
  await page.click('text=张试1');
  const newest = await page.locator('.timeline li').first().textContent();
  expect(newest).toContain('撤销');
  expect(newest).toContain('高级');
  expect(newest).not.toContain('example.com');
  expect(stage.complaints).toEqual([]);
}, 90_000);
