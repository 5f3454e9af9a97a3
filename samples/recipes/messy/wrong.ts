/** Messes that only their sender can put right: an error each, and nothing guessed (DOMAIN §6). */
import { error, plainHeader } from '../recipe.ts';
import { guideMan, guideManX, guideWoman, line, type MessyFile, messy, person } from './messy-file.ts';

const born = (n: number, day: string) => person(n, { born: { from: day, to: day } });

const identities: readonly MessyFile[] = [
  messy(
    'id-as-number.xlsx',
    { zh: '身份证号存成数字，末几位已丢失', en: 'IDs stored as numbers, their last digits lost' },
    [
      // What a spreadsheet keeps of 379900198503071239 and 379901197911122463.
      line(
        guideMan,
        { id_number: { number: '379900198503071000' } },
        { id_number: null },
        error('number-damaged', 'id_number'),
      ),
      line(
        guideWoman,
        { id_number: { number: '3.79901197911122E+17' } },
        { id_number: null },
        error('number-damaged', 'id_number'),
      ),
      line(
        person(1),
        { id_number: '3.79901E+17' },
        { id_number: null },
        error('number-damaged', 'id_number'),
      ),
      line(guideManX),
    ],
  ),
  messy(
    'certificate-as-number.xlsx',
    { zh: '资格证号码存成数字', en: 'Certificate numbers stored as numbers' },
    [
      line(
        person(1),
        { cert_type: '小学教师资格', cert_no: { number: '20103799021000000' } },
        { cert_no: null },
        error('number-damaged', 'cert_no'),
      ),
      line(
        person(2),
        { cert_type: '小学教师资格', cert_no: '2.01038E+16' },
        { cert_no: null },
        error('number-damaged', 'cert_no'),
      ),
      line(person(3)),
    ],
  ),
  messy(
    'id-checksum.xlsx',
    { zh: '身份证号校验码不符：一位错，或相邻两位颠倒', en: 'A wrong digit, or two exchanged' },
    [
      line(guideMan, { id_number: '379900198503071230' }, {}, error('identity-checksum', 'id_number')),
      line(guideWoman, { id_number: '379901197911122436' }, {}, error('identity-checksum', 'id_number')),
      line(guideManX, { id_number: '379900198503070050' }, {}, error('identity-checksum', 'id_number')),
      line(person(1)),
    ],
  ),
  messy(
    'id-shapes.xlsx',
    {
      zh: '15 位旧号、位数不对、没有这一天、省份代码不存在、证件类型选错',
      en: 'Old numbers of 15 digits, wrong lengths, impossible days and provinces, another document',
    },
    [
      line(guideMan, { id_number: '379900850307123' }, {}, error('identity-old-15', 'id_number')),
      line(guideWoman, { id_number: '37990119791112246' }, {}, error('identity-format', 'id_number')),
      line(person(1), { id_number: 'E12345678' }, {}, error('identity-format', 'id_number')),
      // Check characters worked out by hand from GB 11643-1999: 30 February, and province 99.
      line(person(2), { id_number: '379900198502301231' }, {}, error('identity-format', 'id_number')),
      line(
        guideManX,
        { id_number: '990100198503070053' },
        {},
        error('identity-province-prefix', 'id_number'),
      ),
    ],
  ),
  messy('gender-against-id.xlsx', { zh: '性别与身份证号不符', en: 'A gender that the ID contradicts' }, [
    line(guideMan, { gender: '女' }, {}, error('gender-against-identity', 'gender')),
    line(guideWoman, { gender: '男' }, {}, error('gender-against-identity', 'gender')),
    line(guideManX),
  ]),
  messy(
    'birth-date-against-id.xlsx',
    { zh: '出生日期与身份证号不符', en: 'A birth date that the ID contradicts' },
    [
      line(
        guideMan,
        { birth_date: '1985-07-03' },
        { birth_date: '1985-07-03' },
        error('birth-date-against-identity', 'birth_date'),
      ),
      line(guideWoman, { birth_date: { serial: 29171 } }, { birth_date: '1979-11-12' }),
      line(
        guideManX,
        { birth_date: { serial: 31114 } },
        { birth_date: '1985-03-08' },
        error('birth-date-against-identity', 'birth_date'),
      ),
    ],
  ),
  messy(
    'passport.xlsx',
    {
      zh: '护照：出生日期和性别必填',
      en: 'A passport needs birth date and gender beside it',
    },
    [
      line({ ...guideMan, id_type: '护照' }, { id_number: 'e12345678' }, { id_number: 'E12345678' }),
      line(
        { ...guideWoman, id_type: '护照' },
        { id_number: 'MUSTER02', birth_date: '' },
        { birth_date: null },
        error('birth-date-required', 'birth_date'),
      ),
      line(
        { ...guideManX, id_type: '护照' },
        { id_number: 'MUSTER03', gender: '' },
        { gender: null },
        error('required', 'gender'),
      ),
    ],
  ),
  messy(
    'same-person-twice.xlsx',
    { zh: '同一人在文件中出现多次：每一处都指出', en: 'The same person several times: each place is named' },
    [
      line(guideMan, {}, {}, error('duplicate-in-file', 'id_number')),
      line(guideWoman),
      line(
        guideMan,
        { id_number: '３７９９００１９８５０３０７１２３９' },
        {},
        error('duplicate-in-file', 'id_number'),
      ),
      line(guideManX, { id_number: '37990019850307005x' }, {}, error('duplicate-in-file', 'id_number')),
      line(guideManX, {}, {}, error('duplicate-in-file', 'id_number')),
      line(guideMan, {}, {}, error('duplicate-in-file', 'id_number')),
    ],
  ),
  messy(
    'demo-numbers.xlsx',
    {
      zh: '演示用身份证号（3799 开头）：正式使用时不接受',
      en: 'ID numbers of the demo (3799…), refused in production',
    },
    [guideMan, guideWoman, person(1)].map((record) =>
      line(record, {}, {}, error('test-identity', 'id_number')),
    ),
    { arguments: [] },
  ),
];

const at = (n: number, stage: '高中' | '初中' | '小学') => person(n, { stage });
const notOfStage = error('subject-of-stage', 'subject');
const badMonth = error('bad-month', 'work_start');
const badDate = error('bad-date', 'birth_date');

const cells: readonly MessyFile[] = [
  messy(
    'subject-of-other-stage.xlsx',
    { zh: '该学段没有的学科', en: 'Subjects that the stage does not teach' },
    [
      line(at(1, '小学'), { subject: '物理' }, { subject: '物理' }, notOfStage),
      line(at(2, '小学'), { subject: '体育与健康' }, {}, notOfStage),
      line(at(3, '初中'), { subject: '思想政治' }, {}, notOfStage),
      line(at(4, '初中'), { subject: '科学' }, {}, notOfStage),
      line(at(5, '初中'), { subject: '通用技术' }, {}, notOfStage),
      line(at(6, '高中'), { subject: '道德与法治' }, {}, notOfStage),
      line(at(7, '高中'), { subject: '科学' }, {}, notOfStage),
      line(at(8, '小学'), { subject: '' }, {}, error('subject-required', 'subject')),
    ],
  ),
  messy(
    'month-as-number.xlsx',
    { zh: '数字 2022.1：1 月还是 10 月？', en: 'The number 2022.1: January or October?' },
    [
      line(
        person(1),
        { work_start: { number: '2022.1' } },
        { work_start: null },
        error('ambiguous-month', 'work_start'),
      ),
      line(
        person(2),
        { work_start: { number: '2019.1' } },
        { work_start: null },
        error('ambiguous-month', 'work_start'),
      ),
      line(person(3), { work_start: { number: '2019.01' } }, { work_start: '2019-01' }),
      line(person(4), { work_start: { number: '2019.9' } }, { work_start: '2019-09' }),
      line(person(5), { work_start: { number: '2019.12' } }, { work_start: '2019-12' }),
    ],
  ),
  messy(
    'month-in-text-file.csv',
    {
      zh: 'CSV 中的 2022.1 可能原是 2022.10',
      en: 'In a text file 2022.1 may have been 2022.10',
    },
    [
      line(person(1), { work_start: '2022.1' }, { work_start: null }, error('ambiguous-month', 'work_start')),
      line(person(2), { work_start: '2019.10' }, { work_start: '2019-10' }),
      line(person(3), { work_start: '2019.9' }, { work_start: '2019-09' }),
    ],
  ),
  messy(
    'dates-that-are-none.xlsx',
    { zh: '不存在或无法识别的日期和年月', en: 'Days and months that are none' },
    [
      line(person(1), { birth_date: '1985-02-30' }, { birth_date: null }, badDate),
      line(person(2), { birth_date: '85.3.7' }, { birth_date: null }, badDate),
      line(person(3), { birth_date: '07/03/1985' }, { birth_date: null }, badDate),
      line(born(4, '1985-03-07'), { birth_date: '1985-03' }, {}, error('day-missing', 'birth_date')),
      line(person(5), { work_start: '2019-13' }, { work_start: null }, badMonth),
      line(person(6), { work_start: '2019' }, { work_start: null }, badMonth),
      line(person(7), { work_start: '不详' }, { work_start: null }, badMonth),
    ],
  ),
  messy(
    'rural-flag-blank.xlsx',
    {
      zh: '“是否乡村教师”空白或含糊：不代为判断',
      en: 'Rural teacher blank or unclear: nobody decides it for the sender',
    },
    [
      line(person(1), { is_rural: '' }, { is_rural: null }, error('rural-flag-required', 'is_rural')),
      line(person(2), { is_rural: ' \u00a0' }, { is_rural: null }, error('rural-flag-required', 'is_rural')),
      line(person(3), { is_rural: '不清楚' }, { is_rural: null }, error('bad-yes-no', 'is_rural')),
      line(person(4), { is_rural: '/' }, { is_rural: null }, error('bad-yes-no', 'is_rural')),
      line(person(5), { is_rural: { number: '2' } }, { is_rural: null }, error('bad-yes-no', 'is_rural')),
    ],
  ),
  messy('required-blank.xlsx', { zh: '必填项空白或填了“无”', en: 'Required cells that are blank' }, [
    line(person(1), { name: '' }, { name: null }, error('required', 'name')),
    line(person(2), { id_number: '——' }, { id_number: null }, error('required', 'id_number')),
    line(person(3), { gender: '\u3000' }, { gender: null }, error('required', 'gender')),
    line(person(4), { mobile: '' }, { mobile: null }, error('required', 'mobile')),
    line(person(5), { mobile: '无' }, { mobile: null }, error('bad-mobile', 'mobile')),
  ]),
  messy('not-in-list.xlsx', { zh: '不在可选项中的内容', en: 'Values that are not in their lists' }, [
    line(person(1), { education: '本课' }, { education: null }, error('not-in-list', 'education')),
    line(person(2), { ethnicity: '外星' }, { ethnicity: null }, error('not-in-list', 'ethnicity')),
    line(person(3), { stage: '大学' }, { stage: null }, error('not-in-list', 'stage')),
    line(person(4), { subject: '奥数' }, { subject: null }, error('not-in-list', 'subject')),
    line(person(5), { title: '特级' }, { title: null }, error('not-in-list', 'title')),
  ]),
  messy(
    'numbers-wrong.xlsx',
    {
      zh: '手机、邮箱、学校标识码、资格证号码格式不对',
      en: 'Phones, addresses, school codes and certificates that are none',
    },
    [
      line(person(1), { mobile: '0531-86000000' }, { mobile: null }, error('bad-mobile', 'mobile')),
      line(person(2), { mobile: '15400001234/15400001236' }, {}, error('bad-mobile', 'mobile')),
      line(person(3), { email: 'somebody at example.com' }, { email: null }, error('bad-email', 'email')),
      line(person(4), { school_code: '21370001' }, {}, error('bad-school-code', 'school_code')),
      line(person(5), { cert_no: '2010379902' }, { cert_no: null }, error('bad-certificate', 'cert_no')),
    ],
  ),
  messy(
    'error-cells.xlsx',
    { zh: '单元格是 #N/A、#REF!、#VALUE!', en: 'Cells that hold #N/A, #REF! and #VALUE!' },
    [
      line(person(1), { title: { error: '#N/A' } }, { title: null }, error('error-cell', 'title')),
      line(person(2), { name: { error: '#REF!' } }, { name: null }, error('error-cell', 'name')),
      line(person(3), { mobile: { error: '#VALUE!' } }, { mobile: null }, error('error-cell', 'mobile')),
    ],
  ),
  messy('name-too-long.xlsx', { zh: '姓名超过 50 个字', en: 'A name of more than 50 characters' }, [
    line(person(1), { name: '阿'.repeat(51) }, { name: null }, error('too-long', 'name')),
    line(person(2), { name: '𬱖'.repeat(51) }, { name: null }, error('too-long', 'name')),
    line(person(3), { name: '𬱖'.repeat(50) }, { name: '𬱖'.repeat(50) }),
  ]),
  messy(
    'certificate-missing.xlsx',
    { zh: '教研、培训人员没有填资格证', en: 'Research and training staff without a certificate' },
    [
      line(
        { ...person(1), post_type: '教研' },
        { cert_type: '', cert_no: '' },
        {},
        error('certificate-required', 'cert_type'),
        error('certificate-required', 'cert_no'),
      ),
      line(
        { ...person(2), post_type: '培训教师' },
        { cert_type: '小学教师资格', cert_no: '' },
        {},
        error('certificate-required', 'cert_no'),
      ),
      line(person(3), { cert_type: '', cert_no: '' }),
    ],
  ),
  messy(
    'action-contradicts-status.xlsx',
    { zh: '操作与人员状态矛盾', en: 'An action and a status that contradict each other' },
    [
      line(person(1), { action: '离职', status: '在职' }, {}, error('status-against-action', 'status')),
      line(person(2), { action: '新增', status: '退休' }, {}, error('status-against-action', 'status')),
      line(person(3), { action: '离职', status: '离职' }),
    ],
  ),
  messy(
    'header-twice.xlsx',
    { zh: '同一列出现两次：只读取前一列', en: 'A column that stands twice: only the first is read' },
    [1, 2, 3].map((n) => {
      const row = line(person(n), { mobile: `1540000100${n}` }, { mobile: `1540000100${n}` });
      return { ...row, cells: [...row.cells, `1540000200${n}`] };
    }),
    {
      head: [[...plainHeader, '手机']],
      findings: [{ rule: 'header-twice', severity: 'error', row: 1, column: 'V' }],
    },
  ),
];

export const wrongFiles: readonly MessyFile[] = [...identities, ...cells];
