/** What a unit confirmed of its columns: read where no label says it, told, and never above a label. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examineWorkbook } from '../../pipeline/examine.ts';
import { fileColumns } from '../../pipeline/file-columns.ts';
import { mappingKey } from '../../pipeline/header-labels.ts';
import { teacherFile } from '../../schemas/examined.ts';
import type { HeaderMapping } from '../../schemas/header-mapping.ts';
import { RefusedFile } from '../../schemas/refusal.ts';
import { type TeacherField, teacherFields, teacherSheet } from '../../schemas/sheets/teacher.ts';
import type { Row } from '../../schemas/workbook.ts';
import { context, goodRow, labels, line, sheetOf, told, workbookOf } from './builders.ts';

const confirmed = (answers: readonly (readonly [string, string | null])[]): HeaderMapping[] =>
  answers.map(([label, field]) => ({ key: mappingKey(label), field }));
const reading = (rows: readonly Row[], answers: readonly (readonly [string, string | null])[] = []) =>
  teacherFile(
    examineWorkbook(workbookOf([sheetOf([], { rows })]), context({ header_mappings: confirmed(answers) })),
  );
/** The teacher's header with some labels as the school calls them. */
const header = (own: Partial<Record<TeacherField, string>>) =>
  labels().map((label, i) => own[teacherFields[i] as TeacherField] ?? label);
const cells = teacherFields.map((field) => goodRow[field]);
const file = (own: Partial<Record<TeacherField, string>>, ...extra: (readonly [string, string])[]) => [
  line(1, [...header(own), ...extra.map(([label]) => label)]),
  line(2, [...cells, ...extra.map(([, value]) => value)]),
];
const refusalOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof RefusedFile) return error.refusal;
  }
  throw new Error('nothing was refused');
};

describe('a header that the unit confirmed', () => {
  const strange = file({ id_number: '公民身份号' });

  it('is unknown before, and refused for want of its field', () => {
    expect(refusalOf(() => reading(strange))).toEqual({ code: 'no-header', params: { labels: '证件号码' } });
  });

  it('is read as its field from then on, and told with its place', () => {
    const examined = reading(strange, [['公民身份号', 'id_number']]);
    expect(examined.rows[0]?.values.id_number).toBe('379900198503071239');
    expect(examined.issues).toEqual([
      {
        ...{ rule: 'column-as-confirmed', severity: 'note', sheet: '教师信息', row: 1, column: 'C' },
        ...{ field: 'id_number', params: { at: 'C', found: '公民身份号' } },
      },
    ]);
  });

  it.each(['公民身份号*', ' 公民 身份号 ', '公民身份号：'])(
    'is the same with marks and blanks: %j',
    (label) => {
      const examined = reading(file({ id_number: label }), [['公民身份号', 'id_number']]);
      expect(told(examined)).toEqual(['column-as-confirmed id_number']);
    },
  );

  it('is another one with another remark', () => {
    const examined = reading(file({ mobile: '电话1（家里）' }, ['电话1（随身）', '13900001234']), [
      ['电话1（随身）', 'mobile'],
    ]);
    expect(examined.rows[0]?.values.mobile).toBe('13900001234');
    expect(told(examined)).toEqual(['extra-column', 'column-as-confirmed mobile']);
  });

  it('may read like something of an object', () => {
    for (const label of ['__proto__', 'constructor', 'toString']) {
      expect(refusalOf(() => reading(file({ id_number: label })))).toMatchObject({ code: 'no-header' });
      const examined = reading(file({ id_number: label }), [[label, 'id_number']]);
      expect(examined.rows[0]?.values.id_number).toBe('379900198503071239');
    }
  });

  it('says nothing where its answer is no field of the template', () => {
    for (const field of ['gone_since', '__proto__', 'constructor']) {
      expect(refusalOf(() => reading(strange, [['公民身份号', field]]))).toMatchObject({ code: 'no-header' });
    }
  });

  it('is found in two lines under its group heading', () => {
    const upper = labels().map((label, i) => (i === 1 ? '证' : i === 2 ? undefined : label));
    const lower = labels().map((_, i) => ({ 1: '类型', 2: '编码' })[i]);
    const rows = [line(1, upper), line(2, lower), line(3, cells)];
    const examined = reading(rows, [
      ['证类型', 'id_type'],
      ['证编码', 'id_number'],
    ]);
    expect(examined.rows[0]?.values.id_number).toBe('379900198503071239');
    expect(told(examined)).toEqual([
      'header-two-lines',
      'column-as-confirmed id_type',
      'column-as-confirmed id_number',
    ]);
  });
});

describe('a mapping', () => {
  it('never overrides what a label or an alias says by itself', () => {
    const rows = file({ id_number: '身份证号' });
    const examined = reading(rows, [
      ['身份证号', 'email'],
      ['姓名', null],
      ['手机', 'name'],
    ]);
    expect(examined.rows[0]?.values).toEqual(reading(rows).rows[0]?.values);
    expect(told(examined)).toEqual([]);
  });

  it('gives way to a column that is named by a label or an alias, wherever the two stand', () => {
    const answers = [['公民身份号', 'id_number']] as const;
    for (const own of ['证件号码', '身份证号']) {
      const rows = [
        line(1, ['公民身份号', ...header({ id_number: own })]),
        line(2, ['379900190001010000', ...cells]),
      ];
      for (const order of [rows, file({ id_number: own }, ['公民身份号', '379900190001010000'])]) {
        const examined = reading(order, answers);
        expect(examined.rows[0]?.values.id_number).toBe('379900198503071239');
        expect(told(examined)).toEqual(['extra-column']);
      }
    }
  });

  it('of a lower line gives way to the label that both lines make together', () => {
    const upper = labels().map((label, i) => (i === 1 ? '证件' : i === 2 ? undefined : label));
    const lower = labels().map((_, i) => ({ 1: '类型', 2: '号码' })[i]);
    const rows = [line(1, upper), line(2, lower), line(3, cells)];
    const examined = reading(rows, [['号码', 'mobile']]);
    expect(examined.rows[0]?.values).toMatchObject({
      ...{ id_number: '379900198503071239', mobile: '13800001234' },
    });
    expect(told(examined)).toEqual(['header-two-lines']);
  });

  it('of two columns to one field is the error that a column stands twice', () => {
    const rows = file({ id_number: '公民身份号' }, ['身份编码', '379900190001010000']);
    const examined = reading(rows, [
      ['公民身份号', 'id_number'],
      ['身份编码', 'id_number'],
    ]);
    expect(examined.rows[0]?.values.id_number).toBe('379900198503071239');
    expect(examined.issues).toMatchObject([
      { rule: 'header-twice', field: 'id_number', params: { columns: 'C、V' } },
      { rule: 'column-as-confirmed', column: 'C' },
    ]);
  });

  it('to nothing leaves the column out and says so, though it holds values', () => {
    const examined = reading(file({}, ['备注二', '班主任']), [['备注二', null]]);
    expect(examined.issues).toMatchObject([
      { rule: 'column-left-out', severity: 'note', column: 'V', params: { at: 'V', found: '备注二' } },
    ]);
  });

  it('counts for the template that is asked for alone', () => {
    const workbook = workbookOf([sheetOf([], { rows: file({ id_number: '公民身份号' }) })]);
    const header_mappings = confirmed([['公民身份号', 'id_number']]);
    const asked = context({ template: 'expert', header_mappings });
    expect(refusalOf(() => examineWorkbook(workbook, asked)).code).toBe('no-header');
    expect(
      refusalOf(() => examineWorkbook(workbook, context({ template: null, header_mappings }))).code,
    ).toBe('no-header');
  });
});

describe('the columns to ask about', () => {
  const csv = (...lines: string[]) => new TextEncoder().encode(`${lines.join('\n')}\n`);
  const names = labels().map((label) => (label === '证件号码' ? '公民身份号' : label));

  it('are those that nobody knows, with examples, beside the fields that are missing, required ones first', () => {
    const asked = fileColumns(
      csv(
        `${names.filter((label) => label !== '邮箱').join(',')},班级,备注`,
        ...['一', '二', '三', '四'].map((n) => `张试,,379900198503071239${','.repeat(18)}${n}班`),
      ),
      context(),
    );
    expect(asked).toEqual({
      template: 'teacher',
      unknown: [
        { columns: [2], label: '公民身份号', key: '公民身份号', examples: ['3799**********1239'] },
        { columns: [20], label: '班级', key: '班级', examples: ['一班', '二班', '三班'] },
        { columns: [21], label: '备注', key: '备注', examples: [] },
      ],
      missing: ['id_number', 'email'],
    });
  });

  it('are none where everything has been confirmed', () => {
    const header_mappings = confirmed([['公民身份号', 'id_number']]);
    const asked = fileColumns(csv(names.join(','), '张试'), context({ header_mappings }));
    expect(asked).toMatchObject({ unknown: [], missing: [] });
  });

  it('that say the same are one', () => {
    const asked = fileColumns(csv(`${labels().join(',')},备注,备 注*`, '张试'), context());
    expect(asked.unknown).toEqual([{ columns: [21, 22], label: '备注', key: '备注', examples: [] }]);
  });

  it('never have a person’s number or a long remark for a name', () => {
    const remark = '说明'.repeat(101);
    const asked = fileColumns(csv(`${labels().join(',')},联系 13800001234,${remark},***`, '张试'), context());
    expect(asked.unknown).toEqual([]);
  });

  it('can’t be asked about without a header', () => {
    const rows = csv('甲,乙,丙', '张试,2,3');
    expect(refusalOf(() => fileColumns(rows, context())).code).toBe('no-header');
  });
});

describe('laws', () => {
  const everyName = Object.values(teacherSheet.columns).flatMap(({ label, aliases }) => [
    ...[label.zh, label.en],
    ...aliases,
  ]);
  const answer = fc.tuple(
    fc.oneof(fc.constantFrom(...everyName, '__proto__', 'constructor', '备注二'), fc.string()),
    fc.option(fc.constantFrom<string>(...teacherFields, '__proto__'), { nil: null }),
  );
  const naming = fc.array(fc.nat(), { minLength: teacherFields.length, maxLength: teacherFields.length });

  it('whatever was confirmed, a file with a name of ours for every column is read as ever', () => {
    const expected = reading(file({})).rows[0]?.values;
    fc.assert(
      fc.property(naming, fc.array(answer, { maxLength: 30 }), (picks, answers) => {
        const own = teacherFields.map((field, i) => {
          const { label, aliases } = teacherSheet.columns[field];
          const names = [label.zh, label.en, ...aliases];
          return names[(picks[i] ?? 0) % names.length];
        });
        const examined = reading([line(1, own), line(2, cells)], answers);
        expect(examined.rows[0]?.values).toEqual(expected);
        expect(told(examined)).toEqual([]);
      }),
    );
  });
});
