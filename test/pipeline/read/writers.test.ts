import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { read, textsOf } from './workbook.ts';

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

// fixtures/openpyxl.py wrote these files; libreoffice.* are LibreOffice's own versions of the first.
const common = {
  A1: '姓名',
  B1: '证件号码',
  C1: '出生日期',
  D1: '参加工作',
  E1: '手机',
  F1: '是否乡村教师',
  G1: '备注',
  A2: '𬱖磊',
  B2: '379900198503071239',
  C2: '1985-03-07',
  D2: '2005.7',
  E2: '13900000001',
  F2: 'TRUE',
  G2: '第一行\n第二行',
  A3: ' 阿依古丽·买买提 ',
  B3: '37990019850307005X',
  C3: '1979-11-12 08:30:15',
  D3: '2022.1',
  E3: '13900000002',
  F3: 'FALSE',
  G3: '主课：语文，兼：数学',
  A4: '__proto__',
  C4: '1985-03',
  E4: '1e+21',
  G4: '\r & <b>"引号"</b>',
  A5: 'constructor',
  C5: '1985-03-07',
  D5: '-0.5',
  E5: '0.0000001',
  A8: '合计',
};

test.each([
  // openpyxl doesn't calculate: its formulas have no value. An ID stored as a number has lost its end in either.
  ['openpyxl.xlsx', { B4: '379900198503071200', D4: '0.3', F5: '', G5: '' }],
  ['openpyxl-1904.xlsx', { B4: '379900198503071200', D4: '0.3', F5: '', G5: '' }],
  ['libreoffice.xlsx', { B4: '379900198503071000', D4: '0.3', F5: 'TRUE', G5: '379900198503071239后缀' }],
])('%s is read as its author typed it', (name, own) => {
  const workbook = read(fixture(name));
  expect(workbook.sheets.map((sheet) => [sheet.name, sheet.hidden])).toEqual([
    ['教师信息', false],
    ['数据字典', true],
    ['戳', true],
  ]);
  expect(textsOf(workbook.sheets[0]?.rows ?? [])).toEqual({ ...common, ...own });
  expect(textsOf(workbook.sheets[1]?.rows ?? [])).toEqual({ C3: '汉族' });
  expect(workbook.from1904).toBe(name.includes('1904') ? true : undefined);
});

test('an ID stored as a number is marked as one, a date as a date, a formula as a formula', () => {
  const rows = read(fixture('libreoffice.xlsx')).sheets[0]?.rows ?? [];
  const cell = (row: number, column: number) =>
    rows.find(({ number }) => number === row)?.cells.find((found) => found.column === column);
  expect(cell(4, 1)).toEqual({ column: 1, type: 'number', text: '379900198503071000' });
  expect(cell(2, 2)).toEqual({ column: 2, type: 'date', text: '1985-03-07' });
  expect(cell(5, 5)).toEqual({ column: 5, type: 'boolean', text: 'TRUE', formula: true });
});

test('a template of exceljs with drop-downs, merges, rich text and a frozen, hidden list is read', async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('教师信息', { views: [{ state: 'frozen', ySplit: 2 }] });
  sheet.mergeCells('A1:C1');
  sheet.getCell('A1').value = { richText: [{ text: '教师' }, { text: '信息表', font: { bold: true } }] };
  sheet.getRow(2).values = ['姓名', '出生日期', '合计'];
  sheet.getRow(3).values = ['张三', new Date(Date.UTC(1985, 2, 7)), { formula: '1+1', result: 2 }];
  sheet.getCell('B3').numFmt = 'yyyy-mm-dd';
  sheet.getCell('A3').dataValidation = { type: 'list', allowBlank: true, formulae: ['字典!$A$1:$A$56'] };
  sheet.autoFilter = 'A2:C2';
  for (let row = 4; row < 300; row++) sheet.getCell(row, 1).style = { font: { bold: true } };
  book.addWorksheet('字典', { state: 'veryHidden' }).getCell('A1').value = '汉族';
  const workbook = read(Buffer.from(await book.xlsx.writeBuffer()));
  expect(textsOf(workbook.sheets[0]?.rows ?? [])).toEqual({
    A1: '教师信息表',
    A2: '姓名',
    B2: '出生日期',
    C2: '合计',
    A3: '张三',
    B3: '1985-03-07',
    C3: '2',
  });
  expect(workbook.sheets[1]).toMatchObject({ name: '字典', hidden: true });
});
