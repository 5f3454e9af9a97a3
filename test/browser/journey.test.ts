/** The whole way in a real browser: a school sends its workbook, the county reviews it, the city takes the roster away. */
import { readFile } from 'node:fs/promises';
import * as XLSX from '@e965/xlsx';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inScope } from '../../database/scope.ts';
import { withdrawUpload } from '../../database/uploads.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { csvOf, enrolTeachers, rowsAt, sendIn } from '../setup/registry.ts';
import { comesTo, submit } from '../setup/working.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const people = Array.from({ length: 12 }, (_, n) => teacherRecord(n + 1));
  await enrolTeachers(stage.web.db, stage.web.places.school, people);
}, 120_000);
afterAll(() => stage.close());

async function downloaded(page: Page, selector: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(selector)]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Changes the second teacher's title, takes the last one out, and writes a new colleague below, as a clerk would. */
async function filled(template: Buffer): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Uint8Array.from(template).buffer);
  const sheet = book.worksheets.find(({ state }) => state === 'visible');
  if (sheet === undefined) throw new Error('the template has no sheet to see');
  const header = rowWith(sheet, (text) => text.startsWith('姓名'));
  const columns = new Map<string, number>();
  sheet.getRow(header).eachCell((cell, column) => {
    columns.set(cell.text.split('\n')[0]?.replace(/[*＊\s]/g, '') ?? '', column);
  });
  const column = (label: string) => columns.get(label) ?? 0;
  const rowOf = (name: string) => rowWith(sheet, (text) => text === name);
  sheet.getCell(rowOf('张试2'), column('职称')).value = '高级';
  const [last, first] = [rowOf('张试12'), rowOf('张试1')];
  sheet.getRow(first).eachCell((cell, at) => {
    sheet.getCell(last, at).value = cell.value;
  });
  const colleague = { 姓名: '李新来', 证件号码: identityNumberOf(77), 操作: '新增', 手机: '13912345678' };
  for (const [label, value] of Object.entries(colleague)) sheet.getCell(last, column(label)).value = value;
  return Buffer.from(await book.xlsx.writeBuffer());
}

function rowWith(sheet: ExcelJS.Worksheet, isIt: (text: string) => boolean): number {
  let found = 0;
  sheet.eachRow((row, number) => {
    row.eachCell((cell) => {
      if (found === 0 && isIt(cell.text)) found = number;
    });
  });
  if (found === 0) throw new Error('no such row in the template');
  return found;
}

async function schoolSubmits(school: Page): Promise<void> {
  expect(await seriousFaults(school)).toEqual([]);
  const template = await downloaded(school, 'a[href^="/templates/teacher.xlsx"]');
  expect(template.name).toContain('甲县实验小学');
  const workbook = await filled(template.bytes);
  await school.setInputFiles('form[data-upload] input[type=file]', {
    name: '甲县实验小学.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: workbook,
  });
  await school.waitForURL(/\/uploads\/\d+$/);
  // Nobody reloads: the page hears that the check is done.
  await school.getByRole('link', { name: '答复 1 位教师' }).waitFor({ timeout: 20_000 });
  const counted = await school.locator('.figures').first().textContent();
  expect(counted).toMatch(/新增\s*1\s*变更\s*1\s*核实无误\s*10\s*未出现\s*1/);
  expect(await seriousFaults(school)).toEqual([]);
  // Who is not in the file is a question first: she was left out, and is still there.
  await school.getByRole('link', { name: '答复 1 位教师' }).click();
  await school.getByRole('radio', { name: '仍在本校' }).check();
  await school.getByRole('button', { name: '保存答复' }).click();
  await school.getByText('已全部答复').waitFor();
  await school.getByRole('link', { name: '返回上传结果' }).click();
  await school.getByRole('button', { name: '提交审核' }).click();
  await school.getByText('待审核').first().waitFor();
}

async function countyReviews(county: Page): Promise<void> {
  await county.getByRole('link', { name: '甲县实验小学' }).first().click();
  await county.waitForURL(/\/change-sets\/\d+$/);
  expect(await seriousFaults(county)).toEqual([]);
  expect(await county.locator('tr[data-change]').count()).toBe(13);
  // Nobody touches the mouse for what is risky: the missing one, then the title, by keys.
  for (const key of ['j', 'j']) await county.keyboard.press(key);
  expect(await county.evaluate('document.activeElement.dataset.name')).toBe('张试2');
  await county.keyboard.press('a');
  await county.locator('tr[data-name="张试2"] .badge.good').waitFor();
  await county.waitForFunction(`document.activeElement?.dataset.name === '李新来'`);
  expect(await county.locator('#announcement').textContent()).toContain('已通过：张试2');
  await county.keyboard.press('r');
  await county.getByText('缺少证明材料').click();
  await county.getByRole('button', { name: '不通过', exact: true }).click();
  await county.locator('tr[data-name="李新来"] .badge.bad').waitFor();
  await county.locator('tr[data-name="李新来"]').focus();
  await county.keyboard.press('u');
  await county.locator('tr[data-name="李新来"] button[value=approve]').waitFor();
  await county.keyboard.press('a');
  await county.locator('tr[data-name="李新来"] .badge.good').waitFor();
  await county.getByText('通过低风险 10 条').click();
  await county.getByRole('button', { name: '确认通过 10 条' }).click();
  await county.getByRole('button', { name: '完成审核' }).click();
  await county.waitForURL(/\/change-sets\?closed=\d+$/);
  await county.getByText('全部处理完').waitFor();
  expect(await seriousFaults(county)).toEqual([]);
}

async function cityTakesRoster(city: Page): Promise<void> {
  await city.goto('/exports');
  expect(await seriousFaults(city)).toEqual([]);
  await city
    .locator('section', { has: city.locator('#reason-roster') })
    .getByText('含完整号码…')
    .click();
  await city.fill('#reason-roster', '核对名册');
  await city.getByRole('button', { name: '导出完整号码 Excel' }).first().click();
  await city.waitForURL(/\/exports\/\d+$/);
  // Nobody reloads: the page asks until the file is there.
  await city.locator('a[href$="/file"]').waitFor({ timeout: 20_000 });
  const roster = await downloaded(city, 'a[href$="/file"]');
  const book = XLSX.read(roster.bytes);
  const rows = XLSX.utils.sheet_to_json<string[]>(book.Sheets.小学 ?? {}, { header: 1 }).slice(1);
  expect(rows).toHaveLength(13);
  const titleOf = (name: string) => rows.find((cells) => cells[4] === name)?.[16];
  expect(titleOf('张试2')).toBe('高级');
  expect(titleOf('张试1')).toBe('一级');
  const added = rows.find((cells) => cells[4] === '李新来');
  expect(added?.slice(0, 7)).toEqual([
    ...['甲市', '甲县', '2137000001', '甲县实验小学', '李新来', '居民身份证'],
    identityNumberOf(77),
  ]);
  // Absent from the file is no departure.
  expect(rows.some((cells) => cells[4] === '张试12')).toBe(true);
}

it('a workbook goes from the school over the county into the roster of the city', async () => {
  const { places } = stage.web;
  const school = await stage.signedIn(places.school);
  await schoolSubmits(school);
  await countyReviews(await stage.signedIn(places.county));
  // The school's page, which nobody touched, hears of it.
  await school.getByText('已入库').first().waitFor({ timeout: 20_000 });
  await cityTakesRoster(await stage.signedIn(places.city));
  expect(stage.complaints).toEqual([]);
}, 120_000);

it('a decision that comes too late is refused in words, and nothing moves', async () => {
  const { db, places } = stage.web;
  const id = await sendIn(db, places.neighbour, csvOf(rowsAt(places.neighbour, 500, 2)));
  const { change_set_id } = await comesTo(db, id, ['ready']);
  await submit(db, places.neighbour, id);
  const county = await stage.signedIn(places.county);
  await county.goto(`/change-sets/${change_set_id}`);
  await inScope(db, places.neighbour.actor.unit_path, (tx) => withdrawUpload(tx, places.neighbour.actor, id));
  await county.locator('tr[data-change]').first().getByText('不通过').click();
  await county.getByText('与人事档案不一致', { exact: true }).click();
  await county.getByRole('button', { name: '不通过', exact: true }).click();
  await county.locator('#notice').getByText('当前状态是“可提交”').waitFor();
  expect(await county.locator('dialog[open]').count()).toBe(0);
  expect(await county.locator('tr[data-undecided]').count()).toBe(2);
}, 60_000);
