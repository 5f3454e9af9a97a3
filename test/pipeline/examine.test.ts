/** A file by itself: which rows are people, what surrounds them, and whose file it is. */
import { describe, expect, it } from 'vitest';
import { examine, examineWorkbook } from '../../pipeline/examine.ts';
import { RefusedFile } from '../../schemas/refusal.ts';
import { teacherFields } from '../../schemas/sheets/teacher.ts';
import { defaultReadLimits, type Workbook } from '../../schemas/workbook.ts';
import {
  check,
  context,
  goodRow,
  labels,
  line,
  row,
  sheetOf,
  type TypedRow,
  told,
  workbookOf,
} from './builders.ts';

const refusalOf = (workbook: Workbook, changes = {}): unknown => {
  try {
    examineWorkbook(workbook, context(changes));
  } catch (error) {
    if (error instanceof RefusedFile) return error.refusal;
    throw error;
  }
  return 'not refused';
};

const cells = (typed: TypedRow) => teacherFields.map((field) => typed[field]);

describe('an ordinary row', () => {
  it('has no findings and is understood as it stands', () => {
    const examined = check([goodRow]);
    expect(examined.issues).toEqual([]);
    expect(examined.rows).toEqual([
      {
        sheet: '教师信息',
        row: 2,
        stamp: null,
        values: {
          name: '王小明',
          id_type: '居民身份证',
          id_number: '379900198503071239',
          gender: '男',
          birth_date: '1985-03-07',
          ethnicity: '汉族',
          school_code: '2137000001',
          school_name: '历下区实验小学',
          post_type: '专任教师',
          stage: '小学',
          subject: '语文',
          is_rural: true,
          work_start: '2007-08',
          education: '本科',
          title: '一级',
          cert_type: '小学教师资格',
          cert_no: '20073799121000123',
          mobile: '13800001234',
          email: 'wang@example.com',
          status: '在职',
          action: '核实无误',
        },
      },
    ]);
  });

  it('is the same from the bytes of a .csv', () => {
    const text = [labels().join(','), cells(goodRow).join(',')].join('\r\n');
    const examined = examine(new TextEncoder().encode(text), context());
    expect(examined.format).toBe('csv');
    expect(examined.issues).toEqual([]);
    expect(examined.rows[0]?.values).toEqual(check([goodRow]).rows[0]?.values);
  });

  it('is checked without a unit when there is none', () => {
    expect(
      told(
        check([row({ school_name: '别的学校', stage: '高中', school_code: '2137999999' })], { unit: null }),
      ),
    ).toEqual([]);
  });

  it('tells where a finding stands: row and letter as the spreadsheet shows them, and the raw value', () => {
    const { issues } = check([goodRow, row({ id_number: '379901197911122463', title: '一级教' })]);
    const title = issues.find(({ field }) => field === 'title');
    expect(title).toEqual({
      rule: 'not-in-list',
      severity: 'error',
      sheet: '教师信息',
      row: 3,
      column: 'O',
      field: 'title',
      value: '一级教',
      params: { choices: '正高级、高级、一级、二级、三级、未定级', suggestions: '一级' },
    });
  });

  it('reports its progress', () => {
    const steps: unknown[] = [];
    examineWorkbook(workbookOf([sheetOf([goodRow])]), context(), (progress) => steps.push(progress));
    expect(steps).toEqual([{ step: 'checking', rows: 1 }]);
  });
});

describe('rows that are no person', () => {
  it('drops rows without content and rows of blanks silently', () => {
    const sheet = sheetOf([goodRow, {}, { name: '  ', mobile: '\u00a0' }]);
    const examined = examineWorkbook(workbookOf([sheet]), context());
    expect(examined.rows).toHaveLength(1);
    expect(examined.issues).toEqual([]);
  });

  it('drops a row that names only the school, and tells', () => {
    const examined = check([goodRow, { school_code: '2137000001', school_name: '历下区实验小学' }]);
    expect(examined.rows).toHaveLength(1);
    expect(told(examined)).toEqual(['row-without-person']);
  });

  it('drops the sample row of the template, and tells', () => {
    const sample = row({ name: '张三丰', mobile: '13800000000', cert_no: '20073799121000123' });
    const examined = check([sample, goodRow]);
    expect(examined.rows.map((one) => one.row)).toEqual([3]);
    expect(told(examined)).toEqual(['sample-row-dropped']);
  });

  it('drops a row that calls itself a sample', () => {
    expect(told(check([row({ name: '示例：张三' }), goodRow]))).toEqual(['sample-row-dropped']);
  });

  it('keeps a real person who shares the sample number but has another phone', () => {
    expect(check([row({ name: '张三丰' })]).rows).toHaveLength(1);
  });

  it.each(['合计', '小计', '总 计', '合计：30人'])(
    'drops a subtotal row %s without an ID, and tells',
    (word) => {
      const examined = check([goodRow, { name: word, ethnicity: '30' }]);
      expect(examined.rows).toHaveLength(1);
      expect(told(examined)).toEqual(['subtotal-row-dropped']);
    },
  );

  it('keeps a row with a subtotal word and an ID, with a warning', () => {
    const examined = check([row({ name: '小计' })]);
    expect(examined.rows).toHaveLength(1);
    expect(told(examined)).toEqual(['subtotal-word-with-identity']);
    expect(examined.issues[0]?.severity).toBe('warning');
  });

  it('keeps what a left-out row said, but no phone', () => {
    const { issues } = check([goodRow, { name: ' 联系人：李四 15400001234' }]);
    expect(issues).toMatchObject([
      {
        rule: 'footer-row-dropped',
        value: ' 联系人：李四 154******34',
        params: { found: '联系人：李四 154******34' },
      },
    ]);
  });

  it('drops the footer below a table, and tells', () => {
    expect(told(check([goodRow, { name: '填表人：李四' }]))).toEqual(['footer-row-dropped']);
  });

  it('drops a header repeated for printing', () => {
    const sheet = sheetOf([goodRow]);
    const rows = [...sheet.rows, line(3, labels()), line(4, cells(row({ id_number: '37990019850307005X' })))];
    const examined = examineWorkbook(workbookOf([{ ...sheet, rows }]), context());
    expect(examined.rows.map((one) => one.row)).toEqual([2, 4]);
    expect(told(examined)).toEqual(['repeated-header-dropped']);
  });
});

describe('what surrounds the table', () => {
  it('warns of an extra column and ignores it', () => {
    const rows = [line(1, [...labels(), '备注']), line(2, [...cells(goodRow), '借调'])];
    const examined = examineWorkbook(workbookOf([sheetOf([], { rows })]), context());
    expect(examined.issues).toMatchObject([
      { rule: 'extra-column', severity: 'warning', row: 1, column: 'V', params: { found: '备注' } },
    ]);
  });

  it('warns of a column with content but no header', () => {
    const rows = [line(1, labels()), line(2, [...cells(goodRow), '借调'])];
    const examined = examineWorkbook(workbookOf([sheetOf([], { rows })]), context());
    expect(examined.issues).toMatchObject([{ rule: 'unnamed-column', severity: 'warning', column: 'V' }]);
  });

  it('warns of a second visible sheet with data', () => {
    const examined = examineWorkbook(
      workbookOf([
        sheetOf([goodRow]),
        sheetOf([row({ id_number: '37990019850307005X' })], { name: '初中部' }),
      ]),
      context(),
    );
    expect(examined.rows).toHaveLength(1);
    expect(examined.issues).toMatchObject([
      {
        rule: 'extra-sheet',
        severity: 'warning',
        sheet: '初中部',
        params: { sheet: '初中部', rows: 2, read: '教师信息' },
      },
    ]);
  });

  it('says nothing of a page of instructions', () => {
    const instructions = {
      name: '填写说明',
      hidden: false,
      rows: [line(1, ['一、请用文本格式']), line(2, ['二、不要合并单元格'])],
    };
    expect(told(examineWorkbook(workbookOf([instructions, sheetOf([goodRow])]), context()))).toEqual([]);
  });

  it('warns of a hidden sheet with data', () => {
    const hidden = sheetOf([goodRow], { name: '旧数据', hidden: true });
    const examined = examineWorkbook(workbookOf([sheetOf([goodRow]), hidden]), context());
    expect(examined.issues).toMatchObject([{ rule: 'hidden-sheet', severity: 'warning', sheet: '旧数据' }]);
  });

  it('ignores hidden lists of choices', () => {
    const lists = {
      name: 'Sheet2',
      hidden: true,
      rows: [line(1, ['男', '高中', '一级']), line(2, ['女', '初中', '二级'])],
    };
    expect(told(examineWorkbook(workbookOf([sheetOf([goodRow]), lists]), context()))).toEqual([]);
  });

  it('warns when the encoding was a guess that left characters without meaning', () => {
    const workbook = workbookOf([sheetOf([goodRow])], { format: 'csv', encoding: 'gb18030', replaced: true });
    expect(told(examineWorkbook(workbook, context()))).toEqual(['replaced-characters']);
  });
});

describe('refusals', () => {
  it('refuses a workbook without rows', () => {
    expect(refusalOf(workbookOf([{ name: 'Sheet1', hidden: false, rows: [] }]))).toEqual({
      code: 'no-data',
      params: {},
    });
  });

  it('refuses a header without people below it', () => {
    expect(refusalOf(workbookOf([sheetOf([])]))).toEqual({ code: 'no-data', params: {} });
  });

  it('refuses a sheet without a header and names what is missing', () => {
    const rows = [line(1, ['今天', '天气', '很好']), line(2, ['a', 'b', 'c'])];
    expect(refusalOf(workbookOf([sheetOf([], { rows })]))).toEqual({
      code: 'no-header',
      params: {
        labels:
          '姓名、证件类型、证件号码、性别、学校名称、岗位类别、任教学段、是否乡村教师、学历、职称、手机、人员状态',
      },
    });
  });

  it('refuses a header that lacks a required column and names just that', () => {
    const fields = teacherFields.filter((field) => field !== 'is_rural');
    const rows = [
      line(1, labels(fields)),
      line(
        2,
        fields.map((field) => goodRow[field]),
      ),
    ];
    expect(refusalOf(workbookOf([sheetOf([], { rows })]))).toEqual({
      code: 'no-header',
      params: { labels: '是否乡村教师' },
    });
  });
});

it('refuses a file with too many findings at the row where they became too many', () => {
  const wrong = row({ mobile: '1', title: '?' });
  const limits = { ...defaultReadLimits, findings: 5 };
  expect(() => check([wrong, wrong, wrong, wrong], { limits })).toThrow(
    expect.objectContaining({ refusal: { code: 'too-many-findings', params: { limit: 5, row: 4 } } }),
  );
});
