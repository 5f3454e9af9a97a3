/** What real uploads look like, and what each mess gets (DOMAIN §6): one test for each line that concerns a cell. */

import { describe, expect, it } from 'vitest';
import { examineWorkbook } from '../../../pipeline/examine.ts';
import { teacherFile } from '../../../schemas/examined.ts';
import type { TeacherField } from '../../../schemas/sheets/teacher.ts';
import { as, check, context, normalised, row, sheetOf, type Typed, toldOf, workbookOf } from '../builders.ts';

/** Value and findings of one cell. */
const read = (field: TeacherField, typed: Typed) => [normalised(field, typed), ...toldOf({ [field]: typed })];

describe('normalised silently', () => {
  it.each([
    ['spaces', '  语文  '],
    ['no-break spaces', '\u00a0语文\u00a0'],
    ['zero-width characters', '\u200b语\u200d文\ufeff'],
    ['line ends', '\n语文\r\n'],
    ['ideographic spaces', '\u3000语文\u3000'],
    ['tabs', '\t语文'],
  ])('%s around a value', (_name, typed) => {
    expect(read('subject', typed)).toEqual(['语文']);
  });

  it('full-width digits and letters', () => {
    expect(read('id_number', '３７９９００１９８５０３０７１２３９')).toEqual(['379900198503071239']);
    expect(read('mobile', '１３８００００１２３４')).toEqual(['13800001234']);
    expect(read('email', 'ｗａｎｇ＠example．com')).toEqual(['wang@example.com']);
  });

  it('x as the last character of an ID', () => {
    expect(read('id_number', '37990019850307005x')).toEqual(['37990019850307005X']);
  });

  it.each([
    '1985-03-07',
    '1985.3.7',
    '1985/3/7',
    '1985/03/07',
    '1985年3月7日',
    '1985年03月07日',
    '19850307',
    '１９８５．３．７',
    '1985-03-07 00:00:00',
    '1985/3/7 0:00',
  ])('the day %s', (typed) => {
    expect(read('birth_date', typed)).toEqual(['1985-03-07']);
  });

  it('a day count, with or without a style, and a day of the spreadsheet', () => {
    expect(read('birth_date', as('number', '31113'))).toEqual(['1985-03-07']);
    expect(read('birth_date', as('number', '31113.5'))).toEqual(['1985-03-07']);
    expect(read('birth_date', as('date', '1985-03-07'))).toEqual(['1985-03-07']);
    expect(read('birth_date', as('date', '1985-03-07 12:00:00'))).toEqual(['1985-03-07']);
    expect(read('birth_date', as('number', '19850307'))).toEqual(['1985-03-07']);
  });

  it.each([
    '2007-08',
    '2007.08',
    '2007.8',
    '2007/8',
    '2007年8月',
    '2007年08月',
    '200708',
    '2007-08-15',
    '2007年8月1日',
  ])('the month %s', (typed) => {
    expect(read('work_start', typed)).toEqual(['2007-08']);
  });

  it('a month as a day count, a day, and numbers that can be one month only', () => {
    expect(read('work_start', as('number', '39295'))).toEqual(['2007-08']);
    expect(read('work_start', as('date', '2007-08-01'))).toEqual(['2007-08']);
    expect(read('work_start', as('number', '200708'))).toEqual(['2007-08']);
    expect(read('work_start', as('number', '2007.08'))).toEqual(['2007-08']);
    expect(read('work_start', as('number', '2007.8'))).toEqual(['2007-08']);
    expect(read('work_start', as('number', '2007.11'))).toEqual(['2007-11']);
  });

  it('2022.10 as text, which keeps its zero', () => {
    expect(read('work_start', '2022.10')).toEqual(['2022-10']);
    expect(read('work_start', '2022.1')).toEqual(['2022-01']);
  });

  it('a phone and a school code stored as numbers, which lose nothing', () => {
    expect(read('mobile', as('number', '13800001234'))).toEqual(['13800001234']);
    expect(read('school_code', as('number', '2137000001'))).toEqual(['2137000001']);
  });

  it('brackets of another width in a choice', () => {
    expect(read('post_type', '校(园)长')).toEqual(['校（园）长']);
  });
});

describe('normalised and told', () => {
  it.each(['买买提•艾力', '买买提‧艾力', '买买提．艾力', '买买提・艾力', '买买提.艾力', '买买提 · 艾力'])(
    'dots in the name %s',
    (typed) => {
      expect(read('name', typed)).toEqual(['买买提·艾力', 'name-dot-normalised name']);
    },
  );

  it('inner spaces in names of two to four Han characters', () => {
    expect(read('name', '王 强')).toEqual(['王强', 'name-spaces-removed name']);
    expect(read('name', '欧 阳\u3000小 明')).toEqual(['欧阳小明', 'name-spaces-removed name']);
  });

  it('but not in longer or Latin ones', () => {
    expect(read('name', '阿依古丽 买买提')).toEqual(['阿依古丽 买买提']);
    expect(read('name', 'Anna  Li')).toEqual(['Anna Li']);
  });

  it.each([
    ['title', '中一', '一级'],
    ['title', '小高', '一级'],
    ['title', '中高', '高级'],
    ['title', '无', '未定级'],
    ['ethnicity', '汉', '汉族'],
    ['education', '大专', '专科'],
    ['id_type', '身份证', '居民身份证'],
    ['post_type', '校长', '校（园）长'],
    ['status', '在岗', '在职'],
    ['subject', '品德', '道德与法治'],
    ['subject', '政治', '道德与法治'],
    ['subject', '计算机', '信息技术'],
    ['subject', '心理', '心理健康教育'],
    ['subject', '综合实践', '综合实践活动'],
    ['subject', 'Mathematics', '数学'],
  ] as const)('%s %s → %s', (field, typed, value) => {
    expect(normalised(field, typed)).toBe(value);
    const issues = check([row({ [field]: typed })]).issues;
    expect(issues).toContainEqual(
      expect.objectContaining({
        rule: 'alias-normalised',
        severity: 'note',
        field,
        params: { found: typed, to: value },
      }),
    );
  });

  it.each([
    ['√', true],
    ['1', true],
    ['Y', true],
    ['y', true],
    ['有', true],
    ['乡村', true],
    ['×', false],
    ['0', false],
    ['N', false],
    ['无', false],
  ])('%s as yes or no', (typed, value) => {
    expect(normalised('is_rural', typed)).toBe(value);
    expect(toldOf({ is_rural: typed })).toContain('alias-normalised is_rural');
  });

  it.each(['+86 138 0000 1234', '138-0000-1234', '138 0000 1234', '8613800001234', '0086-13800001234'])(
    'the phone %s',
    (typed) => {
      expect(read('mobile', typed)).toEqual(['13800001234', 'mobile-normalised mobile']);
    },
  );

  it('spaces, dashes and quotes in a number', () => {
    expect(read('id_number', '379900 19850307 1239')).toEqual([
      '379900198503071239',
      'number-tidied id_number',
    ]);
    expect(read('id_number', "'379900198503071239")).toEqual([
      '379900198503071239',
      'number-tidied id_number',
    ]);
    expect(read('id_number', '="379900198503071239"')).toEqual([
      '379900198503071239',
      'number-tidied id_number',
    ]);
  });

  it.each(['无', '/', '-', '暂无'])('%s where a blank is allowed', (typed) => {
    expect(read('email', typed)).toEqual([null, 'blank-word email']);
  });
});

describe('warned', () => {
  it('of a formula, whose cached value is used', () => {
    expect(read('mobile', { type: 'text', text: '13800001234', formula: true })).toEqual([
      '13800001234',
      'formula-cell mobile',
    ]);
  });
});

describe('an error', () => {
  it.each([
    ['id_number', '379900198503071000'],
    ['cert_no', '20073799121000100'],
  ] as const)('%s stored as a number, with nothing repaired', (field, typed) => {
    expect(read(field, as('number', typed))).toEqual([null, `number-damaged ${field}`]);
  });

  it('an ID in scientific notation', () => {
    expect(read('id_number', '3.79900198503071E+17')).toEqual([null, 'number-damaged id_number']);
  });

  it('a numeric 2022.1: January or October?', () => {
    const issues = check([row({ work_start: as('number', '2022.1') })]).issues;
    expect(issues).toMatchObject([
      { rule: 'ambiguous-month', severity: 'error', params: { found: '2022.1', year: 2022 } },
    ]);
  });

  it.each(['1985-02-30', '1985-13-01', '85.3.7', '07/03/1985', '1985', '不详', '2985-03-07'])(
    'the day %s',
    (typed) => {
      expect(read('birth_date', typed)).toEqual([null, 'bad-date birth_date']);
    },
  );

  it('a number that is only a year, which is no day count', () => {
    expect(read('birth_date', as('number', '1985'))).toEqual([null, 'bad-date birth_date']);
  });

  it('a birth date without its day', () => {
    expect(read('birth_date', '1985-03')).toEqual([null, 'day-missing birth_date']);
    expect(read('birth_date', as('number', '2022.1'))).toEqual([null, 'day-missing birth_date']);
  });

  it.each(['2007', '2007-13', '07-08', '去年'])('the month %s', (typed) => {
    expect(read('work_start', typed)).toEqual([null, 'bad-month work_start']);
  });

  it('a spreadsheet error', () => {
    expect(read('education', as('error', '#N/A'))).toEqual([null, 'error-cell education']);
  });

  it('a required cell that is blank', () => {
    expect(toldOf({ education: '' })).toEqual(['required education']);
    expect(toldOf({ education: ' \u00a0' })).toEqual(['required education']);
  });

  it('an ID number that is nothing but dashes', () => {
    expect(read('id_number', '——')).toEqual([null, 'required id_number']);
  });

  it('a value that is not in the list, with the nearest one', () => {
    const issues = check([row({ education: '本课' })]).issues;
    expect(issues).toMatchObject([{ rule: 'not-in-list', params: { suggestions: '本科' } }]);
  });

  it('neither yes nor no', () => {
    expect(read('is_rural', '待定')).toEqual([null, 'bad-yes-no is_rural']);
  });

  it.each(['12800001234', '1380000123', '0531-88880000', '138000012345', '13800001234/13900001234'])(
    'the phone %s',
    (typed) => {
      expect(read('mobile', typed)).toEqual([null, 'bad-mobile mobile']);
    },
  );

  it.each(['wang', 'wang@', '@example.com', 'wang@example', 'a@b.c d@e.f', 'wang@@example.com'])(
    'the address %s',
    (typed) => {
      expect(read('email', typed)).toEqual([null, 'bad-email email']);
    },
  );

  it.each(['213700001', '21370000011', 'A137000001'])('the school code %s', (typed) => {
    expect(read('school_code', typed)).toEqual([null, 'bad-school-code school_code']);
  });

  it.each(['2007379912100012', '200737991210001234', '2007379912100012X'])('the certificate %s', (typed) => {
    expect(read('cert_no', typed)).toEqual([null, 'bad-certificate cert_no']);
  });
});

describe('names', () => {
  it('may hold characters beyond the BMP, each counted as one', () => {
    expect(read('name', '𬱖小明')).toEqual(['𬱖小明']);
    expect(read('name', '𬱖'.repeat(50))).toEqual(['𬱖'.repeat(50)]);
    expect(read('name', '𬱖'.repeat(51))).toEqual([null, 'too-long name']);
  });

  it('lose only spaces around a character beyond the BMP', () => {
    expect(read('name', '王 𬱖')).toEqual(['王𬱖', 'name-spaces-removed name']);
  });

  it('of Latin letters with a full stop stay as they are', () => {
    expect(read('name', 'J. Smith')).toEqual(['J. Smith']);
  });
});

describe('files that keep no types', () => {
  it('make 2022.1 an error, for it may have been 2022.10', () => {
    const workbook = workbookOf([sheetOf([row({ work_start: '2022.1' })])], { format: 'csv' });
    expect(examineWorkbook(workbook, context()).issues).toMatchObject([{ rule: 'ambiguous-month' }]);
  });
});

describe('a workbook that counts from 1904', () => {
  it('has its day counts read so', () => {
    const workbook = workbookOf([sheetOf([row({ birth_date: as('number', '29651') })])], { from1904: true });
    expect(teacherFile(examineWorkbook(workbook, context())).rows[0]?.values.birth_date).toBe('1985-03-07');
  });
});
