/** A county sends the files of its schools in one archive and sees what became of each, in a real browser. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asSystem } from '../../database/scope.ts';
import { zipOf } from '../pipeline/read/archive.ts';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import { addSchool, csvOf, enrolTeachers, rowsAt } from '../setup/registry.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await enrolTeachers(stage.web.db, stage.web.places.school, [teacherRecord(1), teacherRecord(2)]);
}, 120_000);
afterAll(() => stage.close());

it('a county sends one archive with three schools’ files and sees all results on one page', async () => {
  const { places, db } = stage.web;
  const third = await asSystem(db, (tx) => addSchool(tx, places.county, '甲县第三小学', '2137000004'));
  const county = await stage.signedIn(places.county);
  const template = await county.request.get(`/templates/teacher.xlsx?unit=${places.school.unit.id}`);
  const archive = zipOf([
    { name: '实验小学/教师.xlsx', content: await template.body() },
    { name: '第二小学.csv', content: csvOf(rowsAt(places.neighbour, 40, 3)) },
    { name: '第三小学.csv', content: csvOf(rowsAt(third, 50, 3)), crc: 1 },
    {
      name: '无名.csv',
      content: csvOf([teacherRow(60, { subject: '物理' }, { school_code: null, school_name: '三小' })]),
    },
  ]);
  await county.getByRole('link', { name: '批量上传各校表格（.zip）' }).click();
  await county.waitForURL('/bundles');
  expect(await seriousFaults(county)).toEqual([]);
  const buffer = Buffer.from(archive);
  const chosen = { name: '甲县.zip', mimeType: 'application/zip', buffer };
  await county.setInputFiles('form[data-upload] input[type=file]', chosen);
  await county.waitForURL(/\/bundles\/\d+$/);
  const row = (name: string) => county.locator('tbody tr', { hasText: name });
  // Nobody reloads: the page hears that the checks are done.
  await row('实验小学/教师.xlsx').getByText('可提交').waitFor({ timeout: 20_000 });
  await row('第二小学.csv').getByText('可提交').waitFor({ timeout: 20_000 });
  expect(await row('实验小学/教师.xlsx').textContent()).toContain('甲县实验小学');
  expect(await row('第三小学.csv').textContent()).toContain('这个文件在压缩包里已损坏');
  expect(await seriousFaults(county)).toEqual([]);
  await county.getByRole('link', { name: '选择学校', exact: true }).click();
  const choice = county.getByRole('combobox', { name: '“无名.csv”的学校' });
  await choice.fill('2137000004');
  expect(await seriousFaults(county)).toEqual([]);
  await choice.press('Enter');
  await county.getByText('“无名.csv”已归到甲县第三小学').waitFor();
  await county.getByRole('link', { name: '查看全部文件' }).click();
  await row('无名.csv').getByText('需修改').waitFor({ timeout: 20_000 });
  await row('无名.csv').getByRole('link').click();
  await county.waitForURL(/\/uploads\/\d+$/);
  await county.getByText('甲县第三小学').first().waitFor();
  expect(stage.complaints).toEqual([]);
}, 90_000);
