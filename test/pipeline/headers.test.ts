/** The header is found, not assumed: whatever a school does to it, the same columns give the same values. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examineWorkbook } from '../../pipeline/examine.ts';
import { headerLabels } from '../../pipeline/header-labels.ts';
import { findTable } from '../../pipeline/headers.ts';
import { choice, type SheetDefinition, text } from '../../schemas/column.ts';
import { teacherFile } from '../../schemas/examined.ts';
import { RefusedFile } from '../../schemas/refusal.ts';
import { type TeacherField, teacherFields, teacherSheet } from '../../schemas/sheets/teacher.ts';
import type { Row } from '../../schemas/workbook.ts';
import { check, context, goodRow, labels, line, row, sheetOf, told, workbookOf } from './builders.ts';

const expected = check([goodRow]).rows[0]?.values;
const examineRows = (rows: readonly Row[]) =>
  teacherFile(examineWorkbook(workbookOf([sheetOf([], { rows })]), context()));
const valuesIn = (rows: readonly Row[]) => examineRows(rows).rows[0]?.values;
const cells = (fields: readonly TeacherField[] = teacherFields) => fields.map((field) => goodRow[field]);

describe('a header is recognised', () => {
  it('below title rows, and it is told', () => {
    const examined = examineRows([
      line(1, ['历下区教师信息采集表']),
      line(3, ['填报单位：', '历下区实验小学']),
      line(4, labels()),
      line(5, cells()),
    ]);
    expect(examined.rows[0]?.values).toEqual(expected);
    expect(examined.issues).toMatchObject([
      { rule: 'header-below-title', severity: 'note', params: { header_row: 4 } },
    ]);
  });

  it('in English', () => {
    const english = teacherFields.map((field) => teacherSheet.columns[field].label.en);
    expect(valuesIn([line(1, english), line(2, cells())])).toEqual(expected);
  });

  it('by every alias of every column', () => {
    for (const field of teacherFields) {
      for (const alias of teacherSheet.columns[field].aliases) {
        expect(headerLabels(teacherSheet).find(alias)).toEqual({ field, by: 'alias' });
      }
    }
  });

  it.each([
    '姓 名',
    '姓名*',
    '*姓名',
    '姓名（必填）',
    '姓名(与证件一致)',
    '姓\n名',
    '姓名：',
    ' 姓名【必填】',
    '姓名\n须与证件一致，少数民族姓名用间隔号',
  ])('with marks, remarks, spaces and line ends: %j', (name) => {
    expect(headerLabels(teacherSheet).find(name)?.field).toBe('name');
  });

  it('in full-width letters', () => {
    expect(headerLabels(teacherSheet).find('Ｅ－ｍａｉｌ')?.field).toBe('email');
  });

  it('in two lines with group headings, and it is told', () => {
    const upper = labels().map((label, i) =>
      i === 1 ? '身份证件' : i === 2 ? undefined : i === 15 ? '资格证' : i === 16 ? undefined : label,
    );
    const lower = labels().map((_, i) => ({ 1: '证件类型', 2: '证件号码', 15: '种类', 16: '号码' })[i]);
    const examined = examineRows([line(1, upper), line(2, lower), line(3, cells())]);
    expect(examined.rows[0]?.values).toEqual(expected);
    expect(told(examined)).toEqual(['header-two-lines']);
  });

  it('when only optional columns stand in the second line', () => {
    const upper = labels().map((label, i) => (i === 15 ? '资格证' : i === 16 ? undefined : label));
    const lower = labels().map((_, i) => ({ 15: '种类', 16: '号码' })[i]);
    expect(valuesIn([line(1, upper), line(2, lower), line(3, cells())])).toEqual(expected);
  });

  it('on the second sheet when the first has none', () => {
    const cover = { name: '封面', hidden: false, rows: [line(1, ['教师信息'])] };
    const examined = examineWorkbook(workbookOf([cover, sheetOf([goodRow])]), context());
    expect(examined.rows[0]?.sheet).toBe('教师信息');
  });

  it('on the sheet with rows when an empty one comes first', () => {
    const empty = sheetOf([], { name: '空表' });
    expect(examineWorkbook(workbookOf([empty, sheetOf([goodRow])]), context()).rows[0]?.sheet).toBe(
      '教师信息',
    );
  });

  it('never on a hidden sheet', () => {
    const hidden = sheetOf([goodRow], { hidden: true });
    const visible = { name: '表', hidden: false, rows: [line(1, ['无关'])] };
    expect(() => examineWorkbook(workbookOf([hidden, visible]), context())).toThrow(RefusedFile);
  });

  it('even when the first data rows hold words of the header', () => {
    expect(check([row({ name: '学校' })]).rows).toHaveLength(1);
  });
});

describe('a column that stands twice', () => {
  it('is an error, and the first is read', () => {
    const examined = examineRows([line(1, [...labels(), '姓名']), line(2, [...cells(), '李四'])]);
    expect(examined.rows[0]?.values.name).toBe('王小明');
    expect(examined.issues).toMatchObject([
      {
        rule: 'header-twice',
        severity: 'error',
        row: 1,
        column: 'V',
        field: 'name',
        params: { columns: 'A、V' },
      },
    ]);
  });

  it('gives way to the label when the other is an alias', () => {
    const examined = examineRows([line(1, ['联系电话', ...labels()]), line(2, ['88880000', ...cells()])]);
    expect(examined.rows[0]?.values.mobile).toBe('13800001234');
    expect(examined.issues).toMatchObject([
      { rule: 'extra-column', column: 'A', params: { found: '联系电话' } },
    ]);
  });
});

describe('templates', () => {
  const other: SheetDefinition = {
    id: 'enrolment',
    version: 1,
    title: { zh: '参训报名表', en: 'Enrolment' },
    columns: {
      project: text({ zh: '项目', en: 'Project', need: 'always', example: '高中', note: { zh: '', en: '' } }),
      name: text({ zh: '姓名', en: 'Name', need: 'always', example: '张三', note: { zh: '', en: '' } }),
      kind: choice([{ value: '甲', en: 'A' }], {
        zh: '类别',
        en: 'Kind',
        example: '甲',
        note: { zh: '', en: '' },
      }),
    },
  };
  const both: SheetDefinition[] = [teacherSheet, other];
  const enrolment = workbookOf([
    sheetOf([], { rows: [line(1, ['项目', '姓名']), line(2, ['高中', '王小明'])] }),
  ]);

  it('are told apart by the header when nobody says', () => {
    expect(findTable(enrolment, null, both).definition.id).toBe('enrolment');
    expect(findTable(workbookOf([sheetOf([goodRow])]), null, both).definition.id).toBe('teacher');
  });

  it('refuse a header of another template', () => {
    try {
      findTable(enrolment, teacherSheet, both);
      expect.unreachable();
    } catch (error) {
      expect((error as RefusedFile).refusal).toEqual({
        code: 'wrong-template',
        params: { found: '参训报名表', wanted: '教师信息采集表' },
      });
    }
  });
});

describe('laws', () => {
  const order = fc.shuffledSubarray([...teacherFields], { minLength: teacherFields.length });
  const spelling = fc.constantFrom(
    (label: string) => label,
    (label: string) => `*${label}`,
    (label: string) => `${label}（必填）`,
    (label: string) => [...label].join(' '),
    (label: string) => `${label}\n见说明`,
    (label: string) => `  ${label}：`,
  );
  const naming = fc.array(fc.tuple(spelling, fc.nat()), { minLength: 21, maxLength: 21 });
  const nameOf = (field: TeacherField, pick: number): string => {
    const { label, aliases } = teacherSheet.columns[field];
    const names = [label.zh, label.en, ...aliases];
    return names[pick % names.length] ?? label.zh;
  };

  it('any order, spelling, alias and number of titles give the same values', () => {
    fc.assert(
      fc.property(order, naming, fc.integer({ min: 0, max: 8 }), (fields, names, titles) => {
        const header = fields.map((field, i) => {
          const [spell, pick] = names[i] ?? [(label: string) => label, 0];
          return spell(nameOf(field, pick));
        });
        const above = Array.from({ length: titles }, (_, i) => line(i + 1, [`第 ${i} 行标题`]));
        const rows = [...above, line(titles + 1, header), line(titles + 2, cells(fields))];
        expect(valuesIn(rows)).toEqual(expected);
      }),
    );
  });
});
