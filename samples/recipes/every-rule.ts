/** Recipe of a file that breaks every rule once: one line, one fault, and what it is called. */
import { teacherFields, teacherSheet } from '../../schemas/sheets/teacher.ts';
import { checkCharacter, identityOf } from '../identity-number.ts';
import { areaBlocks } from '../people.ts';
import { excelNumberOf, withWrongCheck } from '../simulate/mess.ts';
import { columnLetter, type WrittenCell } from '../spreadsheet/sheet.ts';
import { newTeacher } from './changes.ts';
import { forgottenSheets } from './forgotten-sheets.ts';
import {
  type Cells,
  demoTeachers,
  error,
  type Finding,
  type Line,
  note,
  otherLine,
  plainHeader,
  type Recipe,
  sampleUnitName,
  teacherLine,
  warning,
} from './recipe.ts';

const sheetName = '教师信息采集表';
/** People of this file; `n` keeps them apart from those of the other samples. */
const person = (n: number) => newTeacher(100 + n);

/** A new teacher who would be fine but for `cells`. */
const fault =
  (cells: Cells, ...findings: Finding[]) =>
  (n: number): Line =>
    teacherLine(person(n), '新增', cells, findings);

const withCheck = (digits: string): string => digits + checkCharacter(digits);
const idOf = (n: number): string => person(n).id_number ?? '';

const identityFaults: readonly ((n: number) => Line)[] = [
  // Ends in a digit, since a number can't end in X.
  (n) =>
    fault({ id_number: excelNumberOf(`${idOf(n).slice(0, 17)}0`) }, error('number-damaged', 'id_number'))(n),
  (n) => fault({ id_number: withWrongCheck(idOf(n)) }, error('identity-checksum', 'id_number'))(n),
  // The thirteenth month.
  (n) =>
    fault(
      { id_number: withCheck(`${idOf(n).slice(0, 10)}13${idOf(n).slice(12, 17)}`) },
      error('identity-format', 'id_number'),
    )(n),
  (n) =>
    fault(
      { id_number: idOf(n).slice(0, 6) + idOf(n).slice(8, 17) },
      error('identity-old-15', 'id_number'),
    )(n),
  fault(
    { id_type: '外国人永久居留身份证', id_number: 'CAN379985030712' },
    warning('identity-old-foreign', 'id_number'),
  ),
  (n) =>
    fault(
      { id_number: withCheck(`9901${idOf(n).slice(4, 17)}`) },
      error('identity-province-prefix', 'id_number'),
    )(n),
  (n) =>
    fault({ gender: person(n).gender === '男' ? '女' : '男' }, error('gender-against-identity', 'gender'))(n),
  (n) =>
    fault(
      {
        birth_date: `${person(n).birth_date?.slice(0, 8)}${person(n).birth_date?.endsWith('01') ? '02' : '01'}`,
      },
      error('birth-date-against-identity', 'birth_date'),
    )(n),
  fault({ birth_date: '' }, note('birth-date-from-identity', 'birth_date')),
  fault(
    { id_type: '护照', id_number: 'MUSTER01', birth_date: '' },
    error('birth-date-required', 'birth_date'),
  ),
  (n) =>
    fault(
      { id_number: ` ${idOf(n).slice(0, 6)} ${idOf(n).slice(6, 14)} ${idOf(n).slice(14)}` },
      note('number-tidied', 'id_number'),
    )(n),
];

const postFaults: readonly ((n: number) => Line)[] = [
  fault(
    { post_type: '教研', cert_type: '', cert_no: '' },
    error('certificate-required', 'cert_type'),
    error('certificate-required', 'cert_no'),
  ),
  // A primary teacher's certificate has the digit 2.
  fault(
    { cert_type: '初级中学教师资格', cert_no: '20103799021000001' },
    warning('certificate-type-digit', 'cert_type'),
  ),
  fault({ cert_no: excelNumberOf('20103799021000001') }, error('number-damaged', 'cert_no')),
  fault({ cert_no: '2010379902' }, error('bad-certificate', 'cert_no')),
  fault({ subject: '物理' }, error('subject-of-stage', 'subject')),
  fault({ subject: '' }, error('subject-required', 'subject')),
  fault({ stage: '高中', subject: '物理' }, error('stage-offered-by-unit', 'stage', 'unit')),
  fault(
    { stage: '幼儿园', subject: '语文' },
    warning('kindergarten-without-subject', 'subject'),
    error('stage-offered-by-unit', 'stage', 'unit'),
  ),
  fault({ is_rural: '' }, error('rural-flag-required', 'is_rural')),
  fault({ is_rural: '不清楚' }, error('bad-yes-no', 'is_rural')),
  fault({ is_rural: '是' }, warning('rural-against-school', 'is_rural', 'unit')),
  fault({ school_code: '2137000102' }, error('school-code-matches-unit', 'school_code', 'unit')),
  fault({ school_code: '21370001' }, error('bad-school-code', 'school_code')),
  fault({ school_name: '历下区实验学校' }, error('school-name-matches-unit', 'school_name', 'unit')),
  (n) => {
    const birthYear = Number(person(n).birth_date?.slice(0, 4));
    return fault({ work_start: `${birthYear + 15}-12` }, warning('work-start-too-early', 'work_start'))(n);
  },
  (n) => {
    const born = { from: '1949-10-01', to: '1949-10-28' };
    const old = identityOf(n, person(n).gender ?? '女', areaBlocks.workbooks, born);
    return fault({ ...old, work_start: '1972-09' }, warning('age', 'birth_date'))(n);
  },
];

const cellFaults: readonly ((n: number) => Line)[] = [
  fault({ name: '' }, error('required', 'name')),
  fault({ title: { error: '#N/A' } }, error('error-cell', 'title')),
  (n) => {
    const cached = person(n).name ?? '';
    return fault({ name: { formula: 'VLOOKUP(C1,A:B,1,0)', cached } }, warning('formula-cell', 'name'))(n);
  },
  fault({ name: '阿'.repeat(51) }, error('too-long', 'name')),
  fault({ education: '夜大' }, error('not-in-list', 'education')),
  fault({ title: '中高' }, note('alias-normalised', 'title')),
  fault({ email: '无' }, note('blank-word', 'email')),
  fault({ birth_date: '一九八五年三月' }, error('bad-date', 'birth_date')),
  fault({ birth_date: '1985-03' }, error('day-missing', 'birth_date')),
  fault({ work_start: '记不清了' }, error('bad-month', 'work_start')),
  fault({ work_start: { number: '2015.1' } }, error('ambiguous-month', 'work_start')),
  fault({ mobile: '0531-86000000' }, error('bad-mobile', 'mobile')),
  (n) => {
    const phone = person(n).mobile ?? '';
    return fault({ mobile: `+86 ${phone}` }, note('mobile-normalised', 'mobile'))(n);
  },
  fault({ email: 'somebody at example.com' }, error('bad-email', 'email')),
  fault({ name: '古丽扎提•巴合提' }, note('name-dot-normalised', 'name')),
  fault({ name: '王 芳' }, note('name-spaces-removed', 'name')),
  fault({ name: '小计' }, warning('subtotal-word-with-identity')),
];

/** Faults that only another row or the registry shows. */
const relationFaults: readonly ((n: number) => Line)[] = [
  () => teacherLine(person(0), '新增', {}, [error('duplicate-in-file', 'id_number')]),
  () => teacherLine(person(0), '新增', {}, [error('duplicate-in-file', 'id_number')]),
  (n) =>
    teacherLine({ ...person(n), status: '离职' }, '新增', {}, [
      error('status-against-action', 'status'),
      error('departed-unknown', 'status', 'registry'),
    ]),
  (n) =>
    teacherLine({ ...person(n), status: '离职' }, '离职', {}, [
      error('departed-unknown', 'status', 'registry'),
    ]),
  (n) =>
    teacherLine(demoTeachers('2137000102')[9] ?? person(n), '新增', {}, [
      warning('active-elsewhere', 'id_number', 'registry'),
    ]),
  (n) => teacherLine(person(n), '核实无误', {}, [note('action-against-registry', 'action', 'registry')]),
];

const width = teacherFields.length;
const spareColumn = width;
const repeatedColumn = width + 1;
const unnamedColumn = width + 2;

/** 证件 above 类型 and 号码; two more columns at the end, 备注 and a second 手机. */
const upper: WrittenCell[] = [
  ...plainHeader.map((label): WrittenCell => {
    if (label === '证件类型') return '证件';
    return label === '证件号码' ? null : label;
  }),
  '备注',
  '手机',
];
const lower: WrittenCell[] = plainHeader.map((label): WrittenCell => {
  if (label === '证件类型') return '类型';
  return label === '证件号码' ? '号码' : null;
});

const short = (...cells: WrittenCell[]): WrittenCell[] => cells;
const schoolOnly: WrittenCell[] = teacherFields.map((field) =>
  field === 'school_name' ? sampleUnitName : null,
);
const headerAgain: WrittenCell[] = plainHeader.map((label, index) => lower[index] ?? label);

const droppedLines: readonly Line[] = [
  otherLine(
    teacherFields.map((field) => teacherSheet.columns[field].example),
    note('sample-row-dropped'),
  ),
  otherLine(schoolOnly, note('row-without-person')),
  otherLine(headerAgain, note('repeated-header-dropped')),
  otherLine(short('合计', '60'), note('subtotal-row-dropped')),
  otherLine(short('填表人：刘若霞'), note('footer-row-dropped')),
];

const faults = [...identityFaults, ...postFaults, ...cellFaults, ...relationFaults];
/** The first line has a cell in the column without a header. */
const faultLines = faults.map((make, index): Line => {
  const line = make(index + 1);
  return index === 0 ? { ...line, cells: [...line.cells, null, null, '已核'] } : line;
});

const headRow = 4;
const placedAt = (column: number): string => columnLetter(column);

export const breakEveryRule: Recipe = {
  file: 'break-every-rule.xlsx',
  about: {
    zh: '每一行触犯一条规则；逐行对照 docs/RULES.md',
    en: 'Each row breaks one rule; read it beside docs/RULES.md',
  },
  format: 'xlsx',
  sheetName,
  head: [short('附件2'), short(`${sampleUnitName}教师信息采集表`), upper, lower],
  lines: [...faultLines, ...droppedLines],
  findings: [
    { rule: 'header-twice', severity: 'error', row: headRow - 1, column: placedAt(repeatedColumn) },
    { rule: 'extra-column', severity: 'warning', row: headRow - 1, column: placedAt(spareColumn) },
    { rule: 'unnamed-column', severity: 'warning', row: null, column: placedAt(unnamedColumn) },
    { rule: 'header-below-title', severity: 'note', row: headRow, column: null },
    { rule: 'header-two-lines', severity: 'note', row: headRow, column: null },
    { rule: 'extra-sheet', severity: 'warning', row: null, column: null, sheet: '上学期名单' },
    { rule: 'hidden-sheet', severity: 'warning', row: null, column: null, sheet: '旧数据' },
  ].map((found) => ({ sheet: sheetName, sight: 'file', ...found }) as Recipe['findings'][number]),
  changes: null,
  sheet: { merges: ['A2:W2', 'B3:C3'] },
  otherSheets: forgottenSheets,
};
