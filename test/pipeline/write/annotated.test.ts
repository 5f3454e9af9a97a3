import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { annotate } from '../../../pipeline/annotate.ts';
import { examine, examineWorkbook, tableOf } from '../../../pipeline/examine.ts';
import { readWorkbook } from '../../../pipeline/read/read.ts';
import { writeAnnotated } from '../../../pipeline/write/annotated.ts';
import { writeTemplate } from '../../../pipeline/write/template.ts';
import { mostRowsAnnotated } from '../../../schemas/desk.ts';
import { teacherFile } from '../../../schemas/examined.ts';
import type { Language } from '../../../schemas/language.ts';
import { RefusedFile } from '../../../schemas/refusal.ts';
import { type TeacherField, teacherFields, teacherSheet } from '../../../schemas/sheets/teacher.ts';
import type { Workbook } from '../../../schemas/workbook.ts';
import { teacherRecord } from '../../setup/people.ts';
import { as, context, labels, line, row, school, sheetOf, told, workbookOf } from '../builders.ts';
import { bytesTwice, workbookTwice } from './annotated-again.ts';
import { attributesOf, cellsOf, partsOf } from './xlsx-parts.ts';

const annotatedOf = (workbook: Workbook, language: Language = 'zh') => {
  const given = context();
  const { rows, issues } = examineWorkbook(workbook, given);
  const { table } = tableOf(workbook, given);
  const at = new Date('2026-07-05');
  return writeAnnotated({
    ...{ workbook, table, rows, issues, language, at, limits: given.limits },
    unit_name: '历下区实验小学',
  });
};
/** As a clerk's program shows it. */
async function shownOf(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Uint8Array.from(bytes).buffer);
  return book;
}
const sheetXml = (bytes: Uint8Array) => partsOf(bytes).get('xl/worksheets/sheet1.xml') ?? '';
const fillOf = (sheet: ExcelJS.Worksheet | undefined, cell: string): string | undefined => {
  const fill = sheet?.getCell(cell).fill;
  return fill?.type === 'pattern' ? fill.fgColor?.argb : undefined;
};
const noteOf = (sheet: ExcelJS.Worksheet | undefined, cell: string): string => {
  const note = sheet?.getCell(cell).note;
  return typeof note === 'string' ? note : (note?.texts?.map(({ text }) => text).join('') ?? '');
};
const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof RefusedFile) return error.refusal.code;
    throw error;
  }
};

const red = 'FFFBC9C4';
const amber = 'FFFFE8A8';

describe('an annotated workbook', () => {
  const rows = [
    row({ id_number: '379900198503071230', name: '王 明' }),
    row({ id_number: '379900199001010017', gender: '女', birth_date: '1990-01-01', work_start: '2000-07' }),
  ];

  it('has a column of issues and one of row numbers before the rows as they were typed', async () => {
    const [sheet] = readWorkbook(await annotatedOf(workbookOf([sheetOf(rows)]))).sheets;
    const texts = (number: number) =>
      sheet?.rows.find((each) => each.number === number)?.cells.map(({ text }) => text) ?? [];
    expect(texts(3).slice(0, 4)).toEqual([
      '问题（系统标注）\nIssues (by Muster)',
      '原行号（系统）\nRow (by Muster)',
      '姓名*\nName',
      '证件类型*\nID type',
    ]);
    expect(texts(4).slice(0, 5)).toEqual([
      '【错误】证件号码：号码的校验码不符，至少有一位填错',
      ...['2', '王 明', '居民身份证', '379900198503071230'],
    ]);
    expect(texts(5)[1]).toBe('3');
  });

  it('shows an error in red with what is expected and what to do, a warning in amber', async () => {
    const book = await shownOf(await annotatedOf(workbookOf([sheetOf(rows)])));
    const sheet = book.getWorksheet('教师信息');
    expect(fillOf(sheet, 'E4')).toBe(red);
    expect(sheet?.getCell('E4').font?.bold).toBe(true);
    expect(noteOf(sheet, 'E4')).toMatch(/^【错误】.*校验码不符.*\n应为：.*\n怎么改：.*$/s);
    expect(fillOf(sheet, 'O5')).toBe(amber);
    expect(noteOf(sheet, 'O5')).toMatch(/^【提醒】/);
    // A note says what we did; nothing is left to do.
    expect(fillOf(sheet, 'C4')).toBeUndefined();
    expect(noteOf(sheet, 'C4')).toBe('');
  });

  it('has notes as large as their texts', async () => {
    const drawing = partsOf(await annotatedOf(workbookOf([sheetOf(rows)]))).get(
      'xl/drawings/vmlDrawing1.vml',
    );
    const [first] = drawing?.match(/<x:Anchor>[^<]+/) ?? [];
    // Left, top, right, bottom, each with a fraction: beside E over four columns, three rows high for three lines.
    expect(first?.split('>')[1]).toBe('5, 6, 2, 0, 9, 0, 5, 0');
  });

  it('filters by every column, the hidden one of stamps too', async () => {
    expect(sheetXml(await annotatedOf(workbookOf([sheetOf(rows)])))).toContain('<autoFilter ref="A3:X5"');
  });

  it('lists every finding with a link to its cell, what was typed and how it was read', async () => {
    const book = await shownOf(await annotatedOf(workbookOf([sheetOf(rows)])));
    const list = book.getWorksheet('问题清单');
    const lines = list?.getRows(3, (list.rowCount ?? 0) - 2)?.map((each) => {
      const values = Array.from({ length: 9 }, (_, at) => each.getCell(at + 1).text);
      return [...values.slice(0, 5), ...values.slice(6, 8)];
    });
    expect(lines?.[0]?.slice(0, 4)).toEqual(['错误', 'E4', '2', '证件号码']);
    expect(lines?.[0]?.[5]).toBe('379900198503071230');
    expect(lines?.map(([severity, cell]) => `${severity} ${cell}`).slice(1)).toEqual([
      '错误 E5',
      '提醒 O5',
      '说明 C4',
    ]);
    expect(lines?.at(-1)).toEqual(['说明', 'C4', '2', '姓名', '姓名中的空格已去掉', '王 明', '王明']);
    expect(list?.getCell('B3').formula).toBe(`HYPERLINK("#'教师信息'!E4","E4")`);
  });

  it('speaks English to whoever reads English', async () => {
    const book = await shownOf(await annotatedOf(workbookOf([sheetOf(rows)]), 'en'));
    expect(book.getWorksheet('教师信息')?.getCell('A4').text).toMatch(/^Error: /);
    expect(noteOf(book.getWorksheet('教师信息'), 'E4')).toMatch(/^Error: .*\nExpected: .*\nWhat to do: /s);
    expect(book.getWorksheet('问题清单')?.getCell('A3').text).toBe('Error');
  });

  it('keeps its drop-downs, at the columns where the fields stand, for new rows too', async () => {
    const order: TeacherField[] = ['title', ...teacherFields.filter((field) => field !== 'title')];
    const shuffled = sheetOf([], {
      rows: [line(1, ['序号', ...labels(order)]), line(2, ['1', ...order.map((field) => row()[field])])],
    });
    const xml = sheetXml(await annotatedOf(workbookOf([shuffled])));
    const lists = [
      ...xml.matchAll(/<dataValidation type="list"[^>]*sqref="([^"]+)"[^>]*><formula1>([^<]+)</g),
    ].map(([, range, source]) => [range, source]);
    // 职称 stands in the file's column B, so in D behind our two columns.
    expect(lists).toContainEqual(['D4:D204', '_lists!$I$2:$I$7']);
    expect(lists).toHaveLength(12);
  });

  it('keeps columns that the template has not, and adds those that the file lacked', async () => {
    const without = teacherFields.filter((field) => field !== 'email');
    const sheet = sheetOf([], {
      rows: [
        line(1, [...labels(without), '备注']),
        line(2, [...without.map((field) => row()[field]), '代课', '没有列名']),
      ],
    });
    const { annotated, again } = await workbookTwice(workbookOf([sheet]));
    const shown = (await shownOf(annotated)).worksheets[0];
    expect(['W3', 'W4', 'X3', 'X4', 'Y3'].map((cell) => shown?.getCell(cell).text)).toEqual([
      ...['备注', '代课', '', '没有列名', '邮箱\nEmail'],
    ]);
    expect(told(again)).toEqual(['unnamed-column', 'extra-column']);
  });

  it('has a list of issues that is not taken for a sheet of data', async () => {
    const bytes = await annotatedOf(workbookOf([sheetOf(rows)]));
    expect(told(examine(bytes, context()))).not.toContain('extra-sheet');
  });

  it('brings back sheets that were not read, with the warning about them', async () => {
    const more = sheetOf([row(), row({ id_number: '379900199001010017' })], { name: '新教师' });
    const { annotated, again } = await workbookTwice(workbookOf([sheetOf(rows), more]));
    expect((await shownOf(annotated)).getWorksheet('新教师')?.getCell('A2').text).toBe('王小明');
    expect(told(again)[0]).toBe('extra-sheet');
  });

  it('has nothing that others typed as a formula', async () => {
    const typed = row({ name: '=1+1', email: '+1@example.com', mobile: '@x', title: '-1' });
    const odd = sheetOf([typed], { name: `a"),HYPERLINK("x` });
    const bytes = await annotatedOf(workbookOf([odd]));
    expect(sheetXml(bytes)).not.toContain('<f>');
    const cells = cellsOf(bytes).get(`a"),HYPERLINK("x`);
    expect([cells?.get('C4')?.type, cells?.get('C4')?.text]).toEqual(['s', '=1+1']);
    const list = (await shownOf(bytes)).getWorksheet('问题清单');
    const link = list?.getCell('B3').formula;
    expect(link).toMatch(/^HYPERLINK\("#'a""\),HYPERLINK\(""x'![A-Z]+\d+","[A-Z]+\d+"\)$/);
  });

  it('holds what is as long as a cell can be, and stays within what a spreadsheet opens', async () => {
    const long = 'x'.repeat(32_767);
    const sheet = sheetOf([], {
      rows: [
        line(1, [...labels(), long.slice(1)]),
        line(2, [...teacherFields.map((field) => row({ title: long })[field]), '1']),
      ],
    });
    const far = sheetOf([row(), row()], { name: '远' });
    const rows = far.rows.map((each, i) => ({ ...each, number: i === 2 ? 1_048_576 : each.number }));
    const { annotated, again } = await workbookTwice(workbookOf([sheet, { ...far, rows }]));
    expect(told(again)).toEqual(['extra-sheet', 'extra-column', 'not-in-list title']);
    for (const sheet of readWorkbook(annotated).sheets) {
      for (const { cells } of sheet.rows)
        for (const { text } of cells) expect(text.length).toBeLessThan(32_768);
    }
    const heights = Array.from(partsOf(annotated).values()).flatMap((xml) => attributesOf(xml, 'row', 'ht'));
    expect(Math.max(...heights.map(Number))).toBeLessThan(410);
  });

  it('is refused where it would take too much to write', async () => {
    const filled = teacherFields.map((field) => row()[field]);
    const more = (count: number) => Array<string>(count).fill('x');
    const many = Array.from({ length: mostRowsAnnotated + 1 }, () => row());
    expect(await refusalOf(annotatedOf(workbookOf([sheetOf(many)])))).toBe('too-many-rows');
    const wideAndLong = sheetOf([], {
      rows: [
        line(1, labels()),
        ...Array.from({ length: 6_000 }, (_, i) => line(i + 2, [...filled, ...more(63)])),
      ],
    });
    expect(await refusalOf(annotatedOf(workbookOf([wideAndLong])))).toBe('too-many-rows');
    const wide = sheetOf([], {
      rows: [line(1, labels()), line(2, [...filled, ...more(79)])],
    });
    expect(await refusalOf(annotatedOf(workbookOf([wide])))).toBe('too-many-columns');
  });
});

describe('what annotating must not heal', () => {
  const againOf = async (changes: Parameters<typeof row>[0], more: Partial<Workbook> = {}) => {
    const { again } = await workbookTwice(workbookOf([sheetOf([row(changes)])], more));
    return { told: told(again), values: again.rows[0]?.values };
  };

  it('a number that lost its digits stays damaged', async () => {
    const { told, values } = await againOf({
      id_number: as('number', '379900198503071200'),
      cert_no: as('number', '20073799121000100'),
    });
    expect(told).toContain('number-damaged id_number');
    expect(told).toContain('number-damaged cert_no');
    expect([values?.id_number, values?.cert_no]).toEqual([null, null]);
  });

  it('a date in place of a number stays damaged', async () => {
    expect((await againOf({ id_number: as('date', '1985-03-07') })).told).toContain(
      'number-damaged id_number',
    );
  });

  it('the number 2022.1 stays two months, whether a workbook held it or a .csv', async () => {
    expect((await againOf({ work_start: as('number', '2022.1') })).told).toContain(
      'ambiguous-month work_start',
    );
    const csv = await againOf({ work_start: '2022.1' }, { format: 'csv' });
    expect(csv.told).toContain('ambiguous-month work_start');
    const typed = await againOf({ work_start: '2022.1' });
    expect([typed.told, typed.values?.work_start]).toEqual([[], '2022-01']);
  });

  it('an error cell stays one', async () => {
    expect((await againOf({ name: as('error', '#N/A') })).told).toEqual(['error-cell name']);
    // A program of the future; what it means can't be told, only that it is none.
    expect((await againOf({ name: as('error', '#NEW!') })).told).toEqual(['error-cell name']);
  });

  it('a count of days keeps the calendar that it counts in', async () => {
    const { values } = await againOf({ birth_date: as('number', '29651') }, { from1904: true });
    expect(values?.birth_date).toBe('1985-03-07');
  });
});

describe('a template with errors, annotated', () => {
  const key = new Uint8Array(32).fill(7);
  const given = context({ stamp_key: key, template: null });
  const templateOf = () =>
    writeTemplate({
      ...{ sheet: teacherSheet, unit: school, key },
      stamp: {
        ...{ template: 'teacher', template_version: 1, unit_id: school.id, unit_name: school.name },
        registry_at: '2026-07-05T08:00:00+08:00',
      },
      rows: [1, 2].map((n) => ({
        record: teacherRecord(n, { mobile: '12', is_rural: true }),
        row_stamp: { teacher_id: String(n), version: n },
      })),
    });

  it('carries the stamps over as they are, so that every row keeps its base', async () => {
    const template = await templateOf();
    const { annotated, again } = await bytesTwice(template, given);
    const stampOf = (bytes: Uint8Array) => cellsOf(bytes).get('_muster')?.get('A1')?.text;
    expect(stampOf(annotated)).toBe(stampOf(template));
    const [before, after] = [cellsOf(template), cellsOf(annotated)].map((book) => book.get('教师信息采集表'));
    expect(after?.get('X4')?.text).toBe(before?.get('V4')?.text);
    expect(again.stamp?.unit_id).toBe(school.id);
    expect(again.rows.map(({ stamp }) => stamp)).toEqual([
      { teacher_id: '1', version: 1 },
      { teacher_id: '2', version: 2 },
    ]);
    expect(annotated && partsOf(annotated).get('xl/workbook.xml')).toMatch(/name="_muster"[^>]*veryHidden/);
  });

  it('shows cells as they were mended since, and leaves out rows that were taken out', async () => {
    const template = await templateOf();
    const sheet = '教师信息采集表';
    const mobile = teacherFields.indexOf('mobile');
    const edits = [
      { sheet, row: 4, column: mobile, text: '13800001234' },
      { sheet, row: 5, column: null, text: '' },
    ];
    const mended = { ...given, edits };
    const { issues } = examine(template, mended);
    const bytes = await annotate(template, mended, { issues, language: 'zh' });
    const again = teacherFile(examine(bytes, given));
    expect(again.rows.map(({ values }) => values.mobile)).toEqual(['13800001234']);
    expect(again.issues).toEqual([]);
  });
});
