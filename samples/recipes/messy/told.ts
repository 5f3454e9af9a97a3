/** Messes that are understood, put right and told: "we changed this for you" (DOMAIN §6). */
import { teacherFields, teacherSheet } from '../../../schemas/sheets/teacher.ts';
import type { WrittenCell } from '../../spreadsheet/sheet.ts';
import { note, otherLine, plainHeader, sampleUnitName } from '../recipe.ts';
import { guideMan, guideManX, guideWoman, line, type MessyFile, messy, person } from './messy-file.ts';

const dots = note('name-dot-normalised', 'name');
const spaces = note('name-spaces-removed', 'name');
const dotted = '古丽扎提·巴合提';

const names: readonly MessyFile[] = [
  messy('name-dots.xlsx', { zh: '姓名中的各种间隔号 → U+00B7', en: 'Dots of every kind in names → U+00B7' }, [
    line(person(1), { name: '古丽扎提•巴合提' }, { name: dotted }, dots),
    line(person(2), { name: '古丽扎提‧巴合提' }, { name: dotted }, dots),
    line(person(3), { name: '古丽扎提．巴合提' }, { name: dotted }, dots),
    line(person(4), { name: '古丽扎提・巴合提' }, { name: dotted }, dots),
    line(person(5), { name: '古丽扎提.巴合提' }, { name: dotted }, dots),
    line(person(6), { name: '古丽扎提 · 巴合提' }, { name: dotted }, dots),
    line(person(7), { name: '古丽扎提··巴合提' }, { name: dotted }, dots),
    line(person(8), { name: dotted }, { name: dotted }),
  ]),
  messy(
    'name-spaces.xlsx',
    {
      zh: '两到四个字的姓名中有空格：去掉；更长的和外文姓名保留',
      en: 'Spaces inside names of two to four Han characters are taken out; longer and foreign names keep theirs',
    },
    [
      line(person(1), { name: '王 芳' }, { name: '王芳' }, spaces),
      line(person(2), { name: '李　　强' }, { name: '李强' }, spaces),
      line(person(3), { name: '欧 阳 小 明' }, { name: '欧阳小明' }, spaces),
      line(person(4), { name: '王 𬱖' }, { name: '王𬱖' }, spaces),
      line(person(5), { name: '阿依古丽 买买提' }, { name: '阿依古丽 买买提' }),
      line(person(6), { name: 'Anna Li' }, { name: 'Anna Li' }),
    ],
  ),
];

const alias = (field: 'subject' | 'title' | 'ethnicity' | 'is_rural') => note('alias-normalised', field);
const at = (n: number, stage: '高中' | '初中' | '小学') => person(n, { stage });

const aliases: readonly MessyFile[] = [
  messy(
    'subject-aliases.xlsx',
    {
      zh: '学科的习惯叫法：先看学段，再定学科',
      en: 'Subjects by their everyday names, understood after the stage is known',
    },
    [
      line(at(1, '高中'), { subject: '政治' }, { subject: '思想政治' }, alias('subject')),
      line(at(2, '初中'), { subject: '政治' }, { subject: '道德与法治' }, alias('subject')),
      line(at(3, '小学'), { subject: '品德' }, { subject: '道德与法治' }, alias('subject')),
      line(at(4, '高中'), { subject: '体育' }, { subject: '体育与健康' }, alias('subject')),
      line(at(5, '初中'), { subject: '体育' }, { subject: '体育' }),
      line(at(6, '小学'), { subject: '计算机' }, { subject: '信息技术' }, alias('subject')),
      line(at(7, '小学'), { subject: '心理' }, { subject: '心理健康教育' }, alias('subject')),
      line(at(8, '初中'), { subject: '综合实践' }, { subject: '综合实践活动' }, alias('subject')),
    ],
  ),
  messy('title-aliases.xlsx', { zh: '职称的老叫法', en: 'Titles by their old names' }, [
    line(person(1), { title: '中高' }, { title: '高级' }, alias('title')),
    line(person(2), { title: '中一' }, { title: '一级' }, alias('title')),
    line(person(3), { title: '小高' }, { title: '一级' }, alias('title')),
    line(person(4), { title: '中二' }, { title: '二级' }, alias('title')),
    line(person(5), { title: '小一' }, { title: '二级' }, alias('title')),
    line(person(6), { title: '无' }, { title: '未定级' }, alias('title')),
  ]),
  messy(
    'ethnicity-aliases.xlsx',
    { zh: '民族省了“族”字', en: 'Ethnic groups without their last character' },
    [
      line(person(1), { ethnicity: '汉' }, { ethnicity: '汉族' }, alias('ethnicity')),
      line(person(2), { ethnicity: '回' }, { ethnicity: '回族' }, alias('ethnicity')),
      line(person(3), { ethnicity: '维吾尔' }, { ethnicity: '维吾尔族' }, alias('ethnicity')),
      line(person(4), { ethnicity: '土家' }, { ethnicity: '土家族' }, alias('ethnicity')),
    ],
  ),
  messy(
    'choice-aliases.xlsx',
    { zh: '证件类型、岗位、学历、资格证、状态的习惯写法', en: 'Everyday words in the other lists' },
    [
      line(person(1), { id_type: '身份证' }, { id_type: '居民身份证' }, note('alias-normalised', 'id_type')),
      line(
        person(2),
        { post_type: '校长' },
        { post_type: '校（园）长' },
        note('alias-normalised', 'post_type'),
      ),
      line(person(3), { education: '大专' }, { education: '专科' }, note('alias-normalised', 'education')),
      line(
        person(4),
        { cert_type: '小学' },
        { cert_type: '小学教师资格' },
        note('alias-normalised', 'cert_type'),
      ),
      line(person(5), { status: '在岗' }, { status: '在职' }, note('alias-normalised', 'status')),
    ],
  ),
];

const yes = (n: number, word: WrittenCell) =>
  line(person(n), { is_rural: word }, { is_rural: true }, alias('is_rural'));
const no = (n: number, word: WrittenCell) =>
  line(person(n), { is_rural: word }, { is_rural: false }, alias('is_rural'));

const flags: readonly MessyFile[] = [
  messy('yes-words.xlsx', { zh: '表示“是”的各种写法', en: 'Words and signs for yes' }, [
    line(person(1), { is_rural: '是' }, { is_rural: true }),
    ...['√', '1', 'Y', '有', '乡村', '✔'].map((word, index) => yes(index + 2, word)),
    yes(8, { number: '1' }),
    yes(9, { boolean: true }),
  ]),
  messy('no-words.xlsx', { zh: '表示“否”的各种写法', en: 'Words and signs for no' }, [
    line(person(1), { is_rural: '否' }, { is_rural: false }),
    ...['×', '0', 'N', '无', '✘', '非乡村'].map((word, index) => no(index + 2, word)),
    no(8, { number: '0' }),
    no(9, { boolean: false }),
  ]),
];

const numbers: readonly MessyFile[] = [
  messy(
    'number-separators.xlsx',
    {
      zh: '证件号、资格证号、学校标识码中的空格、横线、单引号',
      en: 'Spaces, dashes and apostrophes in numbers of documents, certificates and schools',
    },
    [
      line(
        guideMan,
        { id_number: '379900 19850307 1239' },
        { id_number: '379900198503071239' },
        note('number-tidied', 'id_number'),
      ),
      line(
        guideManX,
        { id_number: "'37990019850307005x" },
        { id_number: '37990019850307005X' },
        note('number-tidied', 'id_number'),
      ),
      line(
        guideWoman,
        { id_number: '379901-19791112-2463' },
        { id_number: '379901197911122463' },
        note('number-tidied', 'id_number'),
      ),
      line(
        person(1),
        { cert_type: '小学教师资格', cert_no: '2010 3799 0210 00001' },
        { cert_no: '20103799021000001' },
        note('number-tidied', 'cert_no'),
      ),
      line(
        person(2),
        { school_code: "'2137000101" },
        { school_code: '2137000101' },
        note('number-tidied', 'school_code'),
      ),
    ],
  ),
  messy(
    'mobile-forms.xlsx',
    { zh: '手机号带空格、横线或 +86', en: 'Phones with spaces, dashes or +86' },
    ['154 0000 1234', '154-0000-1234', '+86 15400001234', '8615400001234', '0086-15400001234'].map(
      (written, index) =>
        line(
          person(index + 1),
          { mobile: written },
          { mobile: '15400001234' },
          note('mobile-normalised', 'mobile'),
        ),
    ),
  ),
  messy(
    'blank-words.xlsx',
    { zh: '用“无”“/”“-”表示没有', en: 'Words and signs for nothing where a blank is allowed' },
    ['无', '/', '-', '暂无', '——'].map((word, index) =>
      line(person(index + 1), { email: word }, { email: null }, note('blank-word', 'email')),
    ),
  ),
  messy(
    'birth-date-from-id.xlsx',
    { zh: '出生日期空白：由身份证号得出', en: 'A blank birth date follows from the ID' },
    [
      line(
        guideMan,
        { birth_date: '' },
        { birth_date: '1985-03-07' },
        note('birth-date-from-identity', 'birth_date'),
      ),
      line(
        guideWoman,
        { birth_date: '' },
        { birth_date: '1979-11-12' },
        note('birth-date-from-identity', 'birth_date'),
      ),
      line(person(1)),
    ],
  ),
];

const width = teacherFields.length;
const short = (...cells: WrittenCell[]): WrittenCell[] =>
  [...cells, ...Array<WrittenCell>(width).fill(null)].slice(0, width);
const upper = plainHeader.map((label): WrittenCell => {
  if (label === '证件类型') return '证件';
  return label === '证件号码' ? null : label;
});
const lower = plainHeader.map((label): WrittenCell => {
  if (label === '证件类型') return '类型';
  return label === '证件号码' ? '号码' : null;
});
const people = [line(person(1)), line(person(2)), line(person(3))];
const [first = line(person(1)), ...others] = people;
const sample = teacherFields.map((field) => teacherSheet.columns[field].example);

const structure: readonly MessyFile[] = [
  messy(
    'header-two-lines.xlsx',
    { zh: '两行表头，含合并单元格', en: 'A header of two lines with merged cells' },
    people,
    {
      head: [upper, lower],
      findings: [{ rule: 'header-two-lines', severity: 'note', row: 2, column: null }],
      sheet: { merges: ['B1:C1', ...Array.from('ADEFGHIJKLMNOPQRSTU', (letter) => `${letter}1:${letter}2`)] },
    },
  ),
  messy(
    'title-rows.xlsx',
    { zh: '表头上面有附件号、标题和填报单位', en: 'Annex, title and sender above the header' },
    people,
    {
      head: [
        short('附件2'),
        short(`${sampleUnitName}教师信息采集表`),
        short(`填报单位：${sampleUnitName}`),
        plainHeader,
      ],
      findings: [{ rule: 'header-below-title', severity: 'note', row: 4, column: null }],
      sheet: { merges: ['A2:U2', 'A3:U3'] },
    },
  ),
  messy(
    'sample-row.xlsx',
    {
      zh: '模板的示例行没有删，还有一行注明“示例”',
      en: "The template's sample row was left in, and one that says so",
    },
    [
      otherLine(sample, note('sample-row-dropped')),
      otherLine(short('示例：李四', '居民身份证'), note('sample-row-dropped')),
      ...people,
    ],
  ),
  messy(
    'subtotal-rows.xlsx',
    { zh: '小计、合计、总计行（没有证件号码）', en: 'Rows of totals, without an ID' },
    [
      first,
      otherLine(short('小计', '1'), note('subtotal-row-dropped')),
      ...others,
      otherLine(short('合　　计', '', '3'), note('subtotal-row-dropped')),
      otherLine(short('本页合计：3人'), note('subtotal-row-dropped')),
      otherLine(short('总计', { number: '3' }), note('subtotal-row-dropped')),
    ],
  ),
  messy(
    'footer-rows.xlsx',
    { zh: '表尾的填表人、审核人、日期和备注', en: 'Names, dates and remarks at the foot of the table' },
    [
      ...people,
      otherLine(short('填表人：刘若霞', '', '审核人：周明'), note('footer-row-dropped')),
      otherLine(short('填报日期：2022年7月5日'), note('footer-row-dropped')),
      otherLine(short('备注：以上信息属实'), note('footer-row-dropped')),
    ],
  ),
  messy('repeated-header.xlsx', { zh: '每页重复的表头', en: 'The header again on each page' }, [
    first,
    otherLine(plainHeader, note('repeated-header-dropped')),
    ...others,
  ]),
  messy(
    'school-only-rows.xlsx',
    { zh: '只填了学校、没有人员的行', en: 'Rows that name the school but no person' },
    [
      ...people,
      otherLine(
        teacherFields.map((field) => (field === 'school_name' ? sampleUnitName : null)),
        note('row-without-person'),
      ),
    ],
  ),
];

export const toldFiles: readonly MessyFile[] = [...names, ...aliases, ...flags, ...numbers, ...structure];
