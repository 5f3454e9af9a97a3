/** Messes that are put right without a word: everybody makes them, and they mean one thing only (DOMAIN §6). */
import { teacherFields, teacherSheet } from '../../../schemas/sheets/teacher.ts';
import { otherLine, sampleUnitCode } from '../recipe.ts';
import { guideMan, guideManX, guideWoman, line, type MessyFile, messy, person } from './messy-file.ts';

/** A person born on a day, so that the day may be written in any way. */
const born = (n: number, day: string) => person(n, { born: { from: day, to: day } });

const blanks: readonly MessyFile[] = [
  messy(
    'blanks-around.xlsx',
    {
      zh: '单元格两端有空格、不换行空格、零宽字符、换行、全角空格、制表符',
      en: 'Spaces, no-break and zero-width ones, line ends, ideographic spaces and tabs at the ends of cells',
    },
    [
      line(person(1), { name: '  王芳  ' }, { name: '王芳' }),
      line(person(2), { name: '\u00a0李建国\u00a0' }, { name: '李建国' }),
      line(person(3), { name: '\u200b赵敏\ufeff' }, { name: '赵敏' }),
      line(person(4), { education: '\n本科\n', title: '一级\n' }, { education: '本科', title: '一级' }),
      line(person(5), { subject: '\u3000语文\u3000' }, { subject: '语文' }),
      line(person(6), { is_rural: '\t否', status: '在职\t' }, { is_rural: false, status: '在职' }),
      line(
        guideMan,
        { id_number: ' 379900198503071239\u00a0', mobile: '\u3000154\u200b00001234 ' },
        { id_number: '379900198503071239', mobile: '15400001234' },
      ),
    ],
  ),
  messy(
    'empty-rows.xlsx',
    {
      zh: '中间有空行和只有空格的行，末尾有 300 行只有格式',
      en: 'Empty rows and rows of spaces between people, 300 rows with nothing but a format at the end',
    },
    [line(person(1)), otherLine([]), line(person(2)), otherLine(['  ', '\u00a0', '\u3000']), line(person(3))],
    { sheet: { blankRows: 300 } },
  ),
];

const widths: readonly MessyFile[] = [
  messy('full-width.xlsx', { zh: '全角数字和字母', en: 'Full-width digits and letters' }, [
    line(
      guideMan,
      { id_number: '３７９９００１９８５０３０７１２３９' },
      { id_number: '379900198503071239' },
    ),
    line(
      guideManX,
      { id_number: '３７９９００１９８５０３０７００５Ｘ' },
      { id_number: '37990019850307005X' },
    ),
    line(person(1), { mobile: '１５４００００１２３４' }, { mobile: '15400001234' }),
    line(person(2), { email: 'ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ' }, { email: 'wang@example.com' }),
    line(born(3, '1985-03-07'), { birth_date: '１９８５．３．７' }, { birth_date: '1985-03-07' }),
    line(person(4), { work_start: '２０１９－０９' }, { work_start: '2019-09' }),
    line(person(5), { school_code: '２１３７０００１０１' }, { school_code: sampleUnitCode }),
  ]),
  messy('id-lower-x.xlsx', { zh: '身份证号末位是小写 x', en: 'A small x at the end of an ID' }, [
    line(guideManX, { id_number: '37990019850307005x' }, { id_number: '37990019850307005X' }),
    line(guideMan),
    line(guideWoman),
  ]),
  messy(
    'numbers-harmless.xlsx',
    {
      zh: '手机和学校标识码存成数字：不丢位数',
      en: 'Phone and school code stored as numbers, which lose nothing',
    },
    [
      line(person(1), { mobile: { number: '15400001234' } }, { mobile: '15400001234' }),
      line(person(2), { school_code: { number: '2137000101' } }, { school_code: sampleUnitCode }),
      line(person(3), { mobile: { number: '1.5400001236E10' } }, { mobile: '15400001236' }),
    ],
  ),
  messy('brackets.xlsx', { zh: '可选项里的括号半角、全角不分', en: 'Brackets of either width in a choice' }, [
    line(person(1), { post_type: '校(园)长' }, { post_type: '校（园）长' }),
    line(person(2), { post_type: '校 （园） 长' }, { post_type: '校（园）长' }),
    line(person(3)),
  ]),
];

/** Day counts from 1899-12-30 and from 1904-01-01, looked up by hand in a spreadsheet. */
const dates: readonly MessyFile[] = [
  messy('date-text.xlsx', { zh: '出生日期的各种写法', en: 'A birth date in every spelling' }, [
    line(born(1, '1982-07-05'), { birth_date: '1982.7.5' }, { birth_date: '1982-07-05' }),
    line(born(2, '1982-07-05'), { birth_date: '1982/7/5' }, { birth_date: '1982-07-05' }),
    line(born(3, '1982-07-05'), { birth_date: '1982年7月5日' }, { birth_date: '1982-07-05' }),
    line(born(4, '1982-07-05'), { birth_date: '1982年07月05日' }, { birth_date: '1982-07-05' }),
    line(born(5, '1982-07-05'), { birth_date: '1982-7-5' }, { birth_date: '1982-07-05' }),
    line(born(6, '1982-07-05'), { birth_date: '19820705' }, { birth_date: '1982-07-05' }),
    line(born(7, '1982-07-05'), { birth_date: '1982/07/05 0:00' }, { birth_date: '1982-07-05' }),
    line(born(8, '1982-07-05'), { birth_date: '1982．7．5' }, { birth_date: '1982-07-05' }),
  ]),
  messy(
    'date-serial.xlsx',
    {
      zh: '日期存成天数（1900 日期系统），有的带日期格式，有的没有',
      en: 'Dates as day counts from 1900, with a date format or without',
    },
    [
      line(born(1, '1985-03-07'), { birth_date: { serial: 31113 } }, { birth_date: '1985-03-07' }),
      line(
        born(2, '1985-03-07'),
        { birth_date: { serial: 31113, format: 'chinese' } },
        { birth_date: '1985-03-07' },
      ),
      line(born(3, '1985-03-07'), { birth_date: { number: '31113' } }, { birth_date: '1985-03-07' }),
      line(born(4, '1985-03-07'), { birth_date: { number: '19850307' } }, { birth_date: '1985-03-07' }),
      line(person(5), { work_start: { serial: 43709 } }, { work_start: '2019-09' }),
      line(person(6), { work_start: { number: '43709' } }, { work_start: '2019-09' }),
    ],
  ),
  messy(
    'date-serial-1904.xlsx',
    { zh: '日期存成天数（1904 日期系统）', en: 'Dates as day counts from 1904' },
    [
      line(born(1, '1985-03-07'), { birth_date: { serial: 29651 } }, { birth_date: '1985-03-07' }),
      line(
        born(2, '1985-03-07'),
        { birth_date: { serial: 29651, format: 'chinese' } },
        { birth_date: '1985-03-07' },
      ),
      line(born(3, '1985-03-07'), { birth_date: { number: '29651' } }, { birth_date: '1985-03-07' }),
      line(person(4), { work_start: { serial: 42247 } }, { work_start: '2019-09' }),
    ],
    { style: { strings: 'shared', date1904: true } },
  ),
  messy(
    'month-text.xlsx',
    {
      zh: '参加工作年月的各种写法；文本 2019.10 保住了末尾的 0',
      en: 'A month in every spelling; the text 2019.10 has kept its zero',
    },
    [
      line(person(1), { work_start: '2019.9' }, { work_start: '2019-09' }),
      line(person(2), { work_start: '2019/09' }, { work_start: '2019-09' }),
      line(person(3), { work_start: '2019年9月' }, { work_start: '2019-09' }),
      line(person(4), { work_start: '201909' }, { work_start: '2019-09' }),
      line(person(5), { work_start: '2019-09-01' }, { work_start: '2019-09' }),
      line(person(6), { work_start: '2019.10' }, { work_start: '2019-10' }),
      line(person(7), { work_start: '2019.1' }, { work_start: '2019-01' }),
      line(person(8), { work_start: { number: '2019.11' } }, { work_start: '2019-11' }),
    ],
  ),
];

const fiftyCharacters = `${'阿卜杜拉'.repeat(12)}𬱖𬱖`;
const names: readonly MessyFile[] = [
  messy(
    'name-rare.xlsx',
    {
      zh: '生僻字（基本平面以外）、间隔号 U+00B7、50 个字的姓名：原样保留',
      en: 'Rare characters beyond the basic plane, U+00B7, a name of 50 characters: kept as they are',
    },
    [
      line(person(1), { name: '王𬱖' }, { name: '王𬱖' }),
      line(person(2), { name: '𠮷田芳' }, { name: '𠮷田芳' }),
      line(person(3), { name: '古丽扎提·巴合提' }, { name: '古丽扎提·巴合提' }),
      line(person(4), { name: fiftyCharacters }, { name: fiftyCharacters }),
      line(person(5), { name: '欧阳㼆' }, { name: '欧阳㼆' }),
    ],
  ),
];

const usual = teacherFields;
const headers: readonly MessyFile[] = [
  messy(
    'columns-reordered.xlsx',
    { zh: '列的顺序与模板不同', en: 'Columns in another order than the template' },
    [
      line(guideMan, {}, { id_number: '379900198503071239', gender: '男', birth_date: '1985-03-07' }),
      line(guideWoman, {}, { id_number: '379901197911122463', gender: '女', birth_date: '1979-11-12' }),
      line(person(1), { name: '王芳' }, { name: '王芳' }),
    ],
    {
      fields: usual.toReversed(),
      head: [usual.toReversed().map((field) => teacherSheet.columns[field].label.zh)],
    },
  ),
  messy(
    'optional-columns-missing.xlsx',
    { zh: '缺少可以不填的列（民族、参加工作年月、邮箱）', en: 'Without the columns that may be blank' },
    [line(person(1)), line(person(2)), line(person(3))],
    {
      fields: usual.filter((field) => !['ethnicity', 'work_start', 'email'].includes(field)),
      head: [
        usual
          .filter((field) => !['ethnicity', 'work_start', 'email'].includes(field))
          .map((field) => teacherSheet.columns[field].label.zh),
      ],
    },
  ),
  messy(
    'header-aliases.xlsx',
    {
      zh: '列名用老叫法，带星号、冒号、括号说明和换行',
      en: 'Columns under old names, with stars, colons, remarks and line ends',
    },
    [line(guideMan, {}, { id_number: '379900198503071239' }), line(person(1)), line(person(2))],
    {
      head: [
        [
          ...['教师姓名', '证件类别', '身份证号', '性 别', '出生年月日', '民族', '学校代码', '所在学校'],
          ...['岗位类型', '学段', '学科（幼儿园不填）', '*乡村教师', '参加工作时间：', '最高学历'],
          ...['专业技术职务', '教师资格证种类', '教师资格证号', '联系\n电话', '电子邮箱', '状态', '操作类型'],
        ],
      ],
    },
  ),
  messy(
    'header-english.xlsx',
    { zh: '英文列名', en: 'English column names' },
    [line(guideMan, {}, { id_number: '379900198503071239' }), line(person(1)), line(person(2))],
    { head: [usual.map((field) => teacherSheet.columns[field].label.en)] },
  ),
];

export const silentFiles: readonly MessyFile[] = [...blanks, ...widths, ...dates, ...names, ...headers];
