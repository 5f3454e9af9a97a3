/** Messes that are read, with a warning: they may be right, and a person has to look (DOMAIN §6). */
import { forgottenSheets } from '../forgotten-sheets.ts';
import { note, otherLine, plainHeader, warning } from '../recipe.ts';
import { guideMan, guideWoman, line, type MessyFile, messy, person } from './messy-file.ts';

const people = [line(person(1)), line(person(2)), line(person(3))];
const [lastYearsList, oldData] = forgottenSheets;

/** Born long ago, or yesterday's child: outside 18 to 65 until 2040. */
const old = { from: '1949-10-01', to: '1949-10-01' };
const young = { from: '2023-02-01', to: '2023-02-01' };

const rows: readonly MessyFile[] = [
  messy('age.xlsx', { zh: '年龄小于 18 或大于 65', en: 'Younger than 18 or older than 65' }, [
    line(person(1, { born: old }), { work_start: '1972-09' }, {}, warning('age', 'birth_date')),
    line(person(2, { born: young }), { work_start: '' }, {}, warning('age', 'birth_date')),
    line(person(3, { born: old, status: '退休' }), { work_start: '1972-09', action: '离职' }),
    line(person(4)),
  ]),
  messy(
    'formula.xlsx',
    { zh: '单元格是公式：采用文件中保存的结果', en: 'Formulas, whose cached values are used' },
    [
      line(
        person(1),
        { name: { formula: 'VLOOKUP(C2,花名册!A:B,2,0)', cached: '王芳' } },
        { name: '王芳' },
        warning('formula-cell', 'name'),
      ),
      line(
        guideMan,
        { birth_date: { formula: 'TEXT(MID(C3,7,8),"0000-00-00")', cached: '1985-03-07' } },
        { birth_date: '1985-03-07' },
        warning('formula-cell', 'birth_date'),
      ),
      line(
        guideWoman,
        { title: { formula: 'P9', cached: '小高' } },
        { title: '一级' },
        warning('formula-cell', 'title'),
        note('alias-normalised', 'title'),
      ),
    ],
  ),
  messy(
    'subtotal-with-id.xlsx',
    {
      zh: '有“合计”“小计”字样但有证件号码的行：保留',
      en: 'Words of totals beside an ID number: the row is kept',
    },
    [
      line(person(1)),
      line(person(2), { name: '小计' }, { name: '小计' }, warning('subtotal-word-with-identity')),
      line(person(3), { name: '合计' }, { name: '合计' }, warning('subtotal-word-with-identity')),
    ],
  ),
  messy(
    'kindergarten-subject.xlsx',
    { zh: '幼儿园填了学科：清空', en: 'A subject in a kindergarten is cleared' },
    [
      line(
        person(1, { stage: '幼儿园' }),
        { subject: '语文' },
        { stage: '幼儿园', subject: null },
        warning('kindergarten-without-subject', 'subject'),
      ),
      line(
        person(2, { stage: '幼儿园' }),
        { subject: '全科' },
        { subject: null },
        warning('kindergarten-without-subject', 'subject'),
      ),
      line(person(3, { stage: '幼儿园' }), {}, { subject: null }),
    ],
  ),
  messy(
    'id-of-foreigners.xlsx',
    {
      zh: '外国人永久居留身份证：新证接受，旧证提醒；港澳台居民居住证接受',
      en: "Foreign residents' IDs: new ones accepted, old ones with a warning; residence permits accepted",
    },
    [
      // Check characters worked out by hand from GB 11643-1999.
      line(
        { ...guideMan, id_type: '外国人永久居留身份证' },
        { name: 'Anna Li', id_number: '937840198503071237' },
        { id_number: '937840198503071237' },
      ),
      line(
        { ...guideWoman, id_type: '外国人永久居留身份证' },
        { name: 'Maria Cruz', id_number: 'PHL379979111207' },
        { id_number: 'PHL379979111207' },
        warning('identity-old-foreign', 'id_number'),
      ),
      line({ ...guideMan, id_type: '港澳台居民居住证' }, { id_number: '830000198503071232' }),
    ],
  ),
  messy(
    'certificate-digit.xlsx',
    {
      zh: '资格证号码第 10 位与种类不符：提醒；性别位不符：不提示',
      en: "A certificate's type digit that disagrees warns; its gender digit never does",
    },
    [
      line(
        guideMan,
        { cert_type: '初级中学教师资格', cert_no: '20103799021000001' },
        {},
        warning('certificate-type-digit', 'cert_type'),
      ),
      line(guideWoman, { cert_type: '小学教师资格', cert_no: '20103799021000002' }),
      line(person(1), { cert_type: '小学教师资格', cert_no: '20103799022000003' }),
    ],
  ),
  messy(
    'work-start-early.xlsx',
    { zh: '参加工作时不满 16 周岁', en: 'Younger than sixteen when work began' },
    [
      line(guideMan, { work_start: '2001-02' }, {}, warning('work-start-too-early', 'work_start')),
      line({ ...guideWoman, work_start: '1995-11' }),
      line(person(1)),
    ],
  ),
];

const surroundings: readonly MessyFile[] = [
  messy('extra-sheet.xlsx', { zh: '另一个工作表上也有数据', en: 'Data on another sheet' }, people, {
    otherSheets: lastYearsList === undefined ? [] : [lastYearsList],
    findings: [{ rule: 'extra-sheet', severity: 'warning', sheet: '上学期名单', row: null, column: null }],
  }),
  messy(
    'extra-sheet-narrow.xlsx',
    { zh: '另一个工作表上只有姓名和电话', en: 'Names and phones alone on another sheet' },
    people,
    {
      otherSheets: [
        {
          name: 'Sheet2',
          rows: [
            ['王芳', '15400000001'],
            ['李强', '15400000003'],
          ],
        },
      ],
      findings: [{ rule: 'extra-sheet', severity: 'warning', sheet: 'Sheet2', row: null, column: null }],
    },
  ),
  messy('hidden-sheet.xlsx', { zh: '隐藏的工作表上有数据', en: 'Data on a hidden sheet' }, people, {
    otherSheets: oldData === undefined ? [] : [oldData],
    findings: [{ rule: 'hidden-sheet', severity: 'warning', sheet: '旧数据', row: null, column: null }],
  }),
  messy(
    'spare-sheets.xlsx',
    {
      zh: '空白工作表、填表说明和下拉选项表：不提示',
      en: 'Empty sheets, a page of instructions and lists of choices say nothing',
    },
    people,
    {
      otherSheets: [
        { name: 'Sheet2', rows: [] },
        {
          name: '填表说明',
          rows: [
            ['列名', '怎样填写'],
            ['姓名', '与身份证一致'],
            ['证件号码', '文本格式'],
          ],
        },
        {
          name: 'Sheet4',
          rows: [
            ['小学', '语文'],
            ['初中', '数学'],
          ],
        },
        { name: '选项', hidden: true, rows: [['男'], ['女'], ['是'], ['否'], ['小学'], ['初中']] },
      ],
    },
  ),
  messy(
    'extra-columns.xlsx',
    {
      zh: '模板没有的列，和没有列名的列：不读取',
      en: 'Columns that the template lacks, and one without a name',
    },
    people.map((row, index) => ({ ...row, cells: [...row.cells, '已核对', `A${index}`, '√'] })),
    {
      head: [[...plainHeader, '备注', '工号', null]],
      findings: [
        { rule: 'extra-column', severity: 'warning', row: 1, column: 'V' },
        { rule: 'extra-column', severity: 'warning', row: 1, column: 'W' },
        { rule: 'unnamed-column', severity: 'warning', row: null, column: 'X' },
      ],
    },
  ),
  messy(
    'stray-byte.csv',
    { zh: 'GB18030 文本中有一个无法识别的字节', en: 'GB18030 with a byte that has no meaning' },
    [line(person(1)), line(person(2), { school_name: '历下区实验小\ufffd学' }), line(person(3))],
    {
      encoding: 'gb18030',
      findings: [{ rule: 'replaced-characters', severity: 'warning', row: null, column: null }],
    },
  ),
  messy(
    'total-in-id-column.xlsx',
    {
      zh: '合计的人数正好写在证件号码列：不算证件号码',
      en: 'A count of people that stands in the column of IDs is no ID',
    },
    [...people, otherLine(['合计', null, '3'], note('subtotal-row-dropped'))],
  ),
];

export const warnedFiles: readonly MessyFile[] = [...rows, ...surroundings];
