/** From a file that breaks every rule to one that is submitted, by way of the workbook with its issues marked. */
import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkCharacter } from '../../pipeline/identity.ts';
import { savedByLibreOffice } from '../setup/libreoffice.ts';
import { sampleSchool } from './sample-school.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

vi.setConfig({ testTimeout: 180_000 });

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

/** The annotated workbook as a clerk has it open: cells by the row of the own file and the label of the column. */
class Desk {
  readonly book = new ExcelJS.Workbook();
  #rows = new Map<number, ExcelJS.Row>();
  #columns = new Map<string, number[]>();

  async open(bytes: Buffer): Promise<void> {
    await this.book.xlsx.load(Uint8Array.from(bytes).buffer);
    const sheet = this.book.worksheets[0];
    sheet?.getRow(3).eachCell((cell, at) => {
      const label = cell.text.split('\n')[0]?.replace(/[*※]/g, '') ?? '';
      this.#columns.set(label, [...(this.#columns.get(label) ?? []), at]);
    });
    const [number = 0] = this.#columns.get('原行号（系统）') ?? [];
    sheet?.eachRow((row, at) => {
      if (at > 3) this.#rows.set(Number(row.getCell(number).value), row);
    });
  }

  #cell(row: number, label: string): ExcelJS.Cell {
    const [column] = this.#columns.get(label) ?? [];
    const cell = this.#rows.get(row)?.getCell(column ?? 0);
    if (cell === undefined) throw new Error(`no ${label} in row ${row}`);
    return cell;
  }

  text(row: number, label: string): string {
    return this.#cell(row, label).text;
  }
  type(row: number, label: string, text: string): void {
    this.#cell(row, label).value = text;
  }
  /** Empties the second of two columns of the same name, header and all. */
  emptySecond(label: string): void {
    const [, second = 0] = this.#columns.get(label) ?? [];
    this.book.worksheets[0]?.getColumn(second).eachCell((cell, at) => {
      if (at >= 3) cell.value = null;
    });
  }
  emptyRow(row: number): void {
    this.#rows.get(row)?.eachCell((cell) => {
      cell.value = null;
    });
  }
  async save(): Promise<Buffer> {
    return Buffer.from(await this.book.xlsx.writeBuffer());
  }
}

/** The right number of the person in a row, from what the other cells say; as the clerk would copy it from the card. */
function typeIdentity(desk: Desk, row: number): void {
  const born = desk.text(row, '出生日期').replaceAll('-', '');
  const isMan = desk.text(row, '性别') === '男';
  const digits = `379966${born}${String(800 + row * 2 + (isMan ? 1 : 0)).slice(-3)}`;
  desk.type(row, '证件号码', digits + checkCharacter(digits));
}

const mendings: readonly (readonly [row: number, label: string, text: string])[] = [
  [11, '性别', '男'],
  [12, '出生日期', '1983-07-03'],
  [14, '出生日期', '1985-03-07'],
  [16, '资格证种类', '小学教师资格'],
  [16, '资格证号码', '20103799121000016'],
  [18, '资格证号码', '20103799121000018'],
  [19, '资格证号码', '20103799121000019'],
  [20, '任教学科', '语文'],
  [21, '任教学科', '数学'],
  [22, '任教学段', '小学'],
  [22, '任教学科', '科学'],
  [23, '任教学段', '小学'],
  [24, '是否乡村教师', '否'],
  [25, '是否乡村教师', '否'],
  [27, '学校标识码', '2137000101'],
  [28, '学校标识码', '2137000101'],
  [29, '学校名称', '历下区实验小学'],
  [32, '姓名', '张补名'],
  [33, '职称', '一级'],
  [35, '姓名', '阿依古丽'],
  [36, '学历', '本科'],
  [39, '出生日期', '1979-11-17'],
  [40, '出生日期', '1970-07-23'],
  [41, '参加工作年月', '2010-09'],
  [42, '参加工作年月', '2015-10'],
  [43, '手机', '15400000043'],
  [45, '邮箱', 'somebody@example.com'],
  [51, '人员状态', '在职'],
  [52, '人员状态', '在职'],
  [52, '操作', '新增'],
];

async function downloaded(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const link = page.getByRole('link', { name: '下载标注后的表格' });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('a clerk mends every error in the marked workbook, opened and saved by LibreOffice, and submits', async () => {
  const page = await stage.signedIn(await sampleSchool(stage));
  await page.setInputFiles('input[type=file]', 'samples/workbooks/break-every-rule.xlsx');
  await page.waitForURL(/\/uploads\/\d+$/);
  await page.waitForSelector('.causes.error');
  expect(await seriousFaults(page)).toEqual([]);
  const first = new URL(page.url()).pathname;
  const { name, bytes } = await downloaded(page);
  expect(name).toBe('break-every-rule-问题标注.xlsx');
  const [saved = Buffer.alloc(0)] = await savedByLibreOffice([bytes]);

  const desk = new Desk();
  await desk.open(saved);
  for (const row of [5, 6, 7, 8, 10]) typeIdentity(desk, row);
  for (const [row, label, text] of mendings) desk.type(row, label, text);
  desk.emptySecond('手机');
  desk.emptyRow(50);
  await page.setInputFiles('form[data-upload] input[type=file]', {
    ...{ name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
    buffer: await desk.save(),
  });
  await page.waitForURL((url) => /^\/uploads\/\d+$/.test(url.pathname) && url.pathname !== first);
  await page.getByRole('button', { name: '提交审核' }).click({ timeout: 20_000 });
  await page.getByText('已提交，等待').waitFor();
  expect(stage.complaints).toEqual([]);
});
