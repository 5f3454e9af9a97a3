/** `muster check` as scripts and people use it: exit codes, one line of JSON a file, masking, and a page to read. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teacherFields } from '../../schemas/sheets/teacher.ts';
import { definitions } from '../../schemas/sheets.ts';
import { goodRow, labels, row, type TypedRow } from '../pipeline/builders.ts';
import { goodRows } from '../rules/forms.ts';

let folder = '';
const path = (name: string): string => join(folder, name);
const lineOf = (typed: TypedRow): string => teacherFields.map((field) => typed[field]).join(',');
const csv = (...rows: TypedRow[]): string => [labels().join(','), ...rows.map(lineOf)].join('\n');

function muster(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['bin/muster.js', 'check', ...args],
      { maxBuffer: 2 ** 26 },
      (error, out, err) => {
        resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-check-'));
  await writeFile(path('clean.csv'), csv(goodRow));
  await writeFile(path('wrong.csv'), csv(goodRow, row({ id_number: '379900198503071230', title: '中一' })));
  await writeFile(path('empty.xlsx'), '');
  await writeFile(path('photo.xlsx'), Buffer.from('89504e470d0a1a0a0000000d', 'hex'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('muster check', () => {
  it('ends with 0 when no file has an error', async () => {
    const { status, out } = await muster('--allow-test-ids', path('clean.csv'));
    expect(status).toBe(0);
    expect(out).toBe(`${path('clean.csv')}：1 行，错误 0，提醒 0，说明 0\n`);
  });

  it('ends without a word when whoever reads its lines has left', async () => {
    const files = Array.from({ length: 12 }, () => path('clean.csv')).join(' ');
    const check = `${process.execPath} bin/muster.js check --json --allow-test-ids ${files}`;
    const command = `(${check}; echo $? >&2) | head -1`;
    const { out, err } = await new Promise<{ out: string; err: string }>((resolve) => {
      execFile('sh', ['-c', command], (_error, out, err) => resolve({ out, err }));
    });
    expect([out.trim().split('\n').length, err]).toEqual([1, '141\n']);
  });

  it('ends with 1 when a row has an error, and says where and what to do', async () => {
    const { status, out } = await muster('--allow-test-ids', path('wrong.csv'));
    expect(status).toBe(1);
    expect(out).toContain('错误 身份证号校验码不符 · 1 处');
    expect(out).toContain('C3     号码的校验码不符，至少有一位填错 [3799**********1230]');
    expect(out).toContain('→ 请对照证件逐位核对；系统不会猜测。');
    expect(out).not.toContain('379900198503071230');
  });

  it('ends with 2 when a file is refused, and still tells of the others in the order given', async () => {
    const files = ['empty.xlsx', 'wrong.csv', 'photo.xlsx', 'clean.csv'].map(path);
    const { status, out } = await muster('--json', '--allow-test-ids', ...files);
    expect(status).toBe(2);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ file, rows, refusal }) => [file, rows, refusal?.code])).toEqual([
      [path('empty.xlsx'), 0, 'empty-file'],
      [path('wrong.csv'), 2, undefined],
      [path('photo.xlsx'), 0, 'not-a-spreadsheet'],
      [path('clean.csv'), 1, undefined],
    ]);
  });

  it('refuses the numbers of the demo unless told otherwise', async () => {
    const { status, out } = await muster('--json', path('clean.csv'));
    expect(status).toBe(1);
    expect(JSON.parse(out).issues).toMatchObject([{ rule: 'test-identity', row: 2, column: 'C' }]);
  });

  it('gives one JSON object a file, with personal values masked', async () => {
    const { out } = await muster('--json', '--allow-test-ids', path('wrong.csv'));
    expect(JSON.parse(out)).toEqual({
      file: path('wrong.csv'),
      template: 'teacher',
      format: 'csv',
      encoding: 'utf-8',
      rows: 2,
      errors: 1,
      warnings: 0,
      notes: 1,
      issues: [
        {
          rule: 'identity-checksum',
          severity: 'error',
          sheet: expect.any(String),
          row: 3,
          column: 'C',
          field: 'id_number',
          params: {},
          value: '3799**********1230',
          message: '号码的校验码不符，至少有一位填错',
          expected: '与证件完全一致的 18 位号码',
          fix: '请对照证件逐位核对；系统不会猜测。',
        },
        {
          rule: 'alias-normalised',
          severity: 'note',
          sheet: expect.any(String),
          row: 3,
          column: 'O',
          field: 'title',
          params: { found: '中一', to: '一级' },
          value: '中一',
          message: '“职称”的“中一”已按“一级”处理',
          fix: '如不正确请修改。',
        },
      ],
    });
  });

  it('adds the rows as understood when asked', async () => {
    const { out } = await muster('--json', '--values', '--allow-test-ids', path('wrong.csv'));
    const { values } = JSON.parse(out);
    expect(values.map(({ row: number }: { row: number }) => number)).toEqual([2, 3]);
    expect(values[1].cells).toMatchObject({
      title: '一级',
      is_rural: true,
      birth_date: '1985-03-07',
      work_start: '2007-08',
    });
  });

  it('tells the first findings of a file that is all wrong one by one, and counts the others', async () => {
    await writeFile(
      path('all-wrong.csv'),
      csv(...Array<TypedRow>(11_000).fill(row({ mobile: '1', title: '?' }))),
    );
    const { status, out } = await muster('--json', '--allow-test-ids', path('all-wrong.csv'));
    const { errors, warnings, notes, issues, issues_left_off } = JSON.parse(out);
    expect(status).toBe(1);
    expect(issues).toHaveLength(20_000);
    expect(errors).toBeGreaterThanOrEqual(22_000);
    expect(issues_left_off).toBe(errors + warnings + notes - 20_000);
    const { out: page } = await muster('--allow-test-ids', path('all-wrong.csv'));
    expect(page).toContain(`错误 ${errors}，`);
    expect(page).toContain('· 11000 处');
  });

  it('speaks English when asked', async () => {
    const { out } = await muster('--language', 'en', '--allow-test-ids', path('wrong.csv'));
    expect(out).toContain('2 rows, 1 errors, 0 warnings, 1 notes');
    expect(out).toContain('Error Check character of the ID is wrong · 1');
  });

  it('knows a form of another template by its header, and refuses one that is not what it is called', async () => {
    const { columns } = definitions.transfer;
    const { transfer } = goodRows;
    const line = Object.keys(columns).map((field) => transfer[field] ?? '');
    await writeFile(
      path('transfer.csv'),
      [Object.values(columns).map(({ label }) => label.zh), line].join('\n'),
    );
    const known = await muster('--json', '--allow-test-ids', path('transfer.csv'));
    expect(known.status).toBe(0);
    expect(JSON.parse(known.out)).toMatchObject({ template: 'transfer', rows: 1, errors: 0 });
    const wrong = await muster('--json', '--template', 'transfer', path('clean.csv'));
    expect(wrong.status).toBe(2);
    expect(JSON.parse(wrong.out)).toMatchObject({ refusal: { code: 'wrong-template' } });
  });

  it('names a file that is not there', async () => {
    const { status, err } = await muster(path('nowhere.xlsx'));
    expect(status).toBe(2);
    expect(err).toContain('nowhere.xlsx');
  });

  it('tells how it is used when no file is given', async () => {
    const { status, err } = await muster();
    expect(status).toBe(2);
    expect(err).toContain('muster check FILE…');
  });
});
