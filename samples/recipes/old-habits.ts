/** Recipe of a file as offices have made them for years: ugly all over, yet everything in it can be understood. */
import type { TeacherField, TeacherRecord } from '../../schemas/sheets/teacher.ts';
import { teacherFields, teacherSheet } from '../../schemas/sheets/teacher.ts';
import type { WrittenCell } from '../spreadsheet/sheet.ts';
import {
  type Cells,
  counts,
  demoTeachers,
  type Finding,
  type Line,
  note,
  otherLine,
  plainHeader,
  type Recipe,
  sampleUnitCode,
  sampleUnitName,
  teacherLine,
} from './recipe.ts';

const sheetName = 'Sheet1';

/** What people write for what the list says; each is understood and told. */
const habits: Partial<Record<TeacherField, Readonly<Record<string, string>>>> = {
  id_type: { 居民身份证: '身份证' },
  ethnicity: { 汉族: '汉' },
  subject: {
    信息技术: '计算机',
    道德与法治: '品德',
    心理健康教育: '心理',
    综合实践活动: '综合实践',
  },
  education: { 本科: '大学', 专科: '大专', 硕士研究生: '研究生' },
  title: { 高级: '中高', 一级: '小高', 二级: '小一', 未定级: '未评' },
  cert_type: { 小学教师资格: '小学' },
  status: { 在职: '在岗' },
};
const habitFields = Object.keys(habits) as TeacherField[];

const fullWidth = (text: string): string =>
  text.replace(/[0-9A-Z]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
const dayMs = 86_400_000;
/** Days since 1904-01-01, as workbooks from old Macs count. */
const serial1904 = (day: string): number => (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1904, 0, 1)) / dayMs;

/** Seven spellings of a day; none of them needs a word. */
function daySpelling(day: string, index: number): WrittenCell {
  const [year = '', month = '', date = ''] = day.split('-');
  const [shortMonth, shortDate] = [String(Number(month)), String(Number(date))];
  const spellings: readonly WrittenCell[] = [
    day,
    `${year}.${shortMonth}.${shortDate}`,
    `${year}/${shortMonth}/${shortDate}`,
    `${year}年${shortMonth}月${shortDate}日`,
    year + month + date,
    { serial: serial1904(day) },
    { serial: serial1904(day), format: 'chinese' },
  ];
  return spellings[index % spellings.length] ?? day;
}

function monthSpelling(month: string, index: number): WrittenCell {
  const [year = '', number = ''] = month.split('-');
  const spellings = [month, `${year}.${number}`, `${year}/${Number(number)}`, `${year}年${Number(number)}月`];
  return spellings[index % spellings.length] ?? month;
}

/** How this line's habits spell the record, and what must be told of it. */
function habitLine(record: TeacherRecord, index: number): Line {
  const cells: Cells = {
    birth_date: daySpelling(record.birth_date ?? '', index),
    work_start: monthSpelling(record.work_start ?? '', index),
  };
  const findings: Finding[] = [];
  const say = (field: TeacherField, cell: WrittenCell, ...told: Finding[]): void => {
    cells[field] = cell;
    findings.push(...told);
  };
  // A different habit in each line, as different hands fill the file.
  const field = habitFields[index % habitFields.length] ?? 'title';
  const value = field === 'action' || !(field in record) ? null : record[field as keyof TeacherRecord];
  const habit = typeof value === 'string' ? habits[field]?.[value] : undefined;
  if (habit !== undefined) say(field, habit, note('alias-normalised', field));
  const name = record.name ?? '';
  if (name.includes('·')) say('name', name.replace('·', '•'), note('name-dot-normalised', 'name'));
  else if (/^[\u4e00-\u9fff]{2}$/.test(name)) {
    say('name', [...name].join('　'), note('name-spaces-removed', 'name'));
  } else if (index % 10 === 1) say('name', ` ${name}\u00a0`);
  if (index % 5 === 0) say('id_number', fullWidth(record.id_number ?? ''));
  if (index % 5 === 1) say('id_number', ` ${(record.id_number ?? '').toLowerCase()}\u200b`);
  if (index % 6 === 2) say('is_rural', '×', note('alias-normalised', 'is_rural'));
  if (index % 6 === 5) say('is_rural', 'N', note('alias-normalised', 'is_rural'));
  if (index % 7 === 3) {
    const phone = record.mobile ?? '';
    const grouped = `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`;
    say('mobile', grouped, note('mobile-normalised', 'mobile'));
  }
  if (record.email === null && index % 4 === 0) say('email', '无', note('blank-word', 'email'));
  return teacherLine(record, '核实无误', cells, findings);
}

const width = teacherFields.length;
const line = (first: string, second: WrittenCell = null): WrittenCell[] =>
  [first, second, ...Array<WrittenCell>(width).fill(null)].slice(0, width);

/** 证件 above 类型 and 号码, as merged cells leave it: the heading stands in the first of them only. */
const upper = plainHeader.map((label, index): WrittenCell => {
  if (label === '证件类型') return '证件';
  return index === 2 ? null : label;
});
const lower = plainHeader.map((label): WrittenCell => {
  if (label === '证件类型') return '类型';
  return label === '证件号码' ? '号码' : null;
});

const sample: WrittenCell[] = teacherFields.map((field) => teacherSheet.columns[field].example);
const people = demoTeachers(sampleUnitCode).map(habitLine);
const subtotal = (words: string, count: number): Line =>
  otherLine(line(words, String(count)), note('subtotal-row-dropped'));

export const oldHabits: Recipe = {
  file: 'wps-old-habits.xlsx',
  about: {
    zh: '老表格的各种习惯：标题行、两行表头、全角数字、别名、示例行、合计行、多种日期写法；内容与登记一致',
    en: 'Old habits: titles, a header of two lines, full-width digits, aliases, sample and subtotal rows, dates in seven spellings; all of it means what the registry holds',
  },
  format: 'xlsx',
  sheetName,
  head: [line('附件2'), line(`${sampleUnitName}教师信息采集表`), upper, lower],
  lines: [
    otherLine(sample, note('sample-row-dropped')),
    ...people.slice(0, 24),
    subtotal('小 计', 24),
    ...people.slice(24),
    subtotal('合　　计', 48),
    otherLine(line('填表人：刘若霞'), note('footer-row-dropped')),
  ],
  findings: [
    { rule: 'header-below-title', severity: 'note', sheet: sheetName, row: 4, column: null, sight: 'file' },
    { rule: 'header-two-lines', severity: 'note', sheet: sheetName, row: 4, column: null, sight: 'file' },
  ],
  changes: counts({ verified: 48 }),
  sheet: {
    merges: ['A2:U2', 'B3:C3', ...Array.from('ADEFGHIJKLMNOPQRSTU', (letter) => `${letter}3:${letter}4`)],
    blankRows: 60,
  },
  style: { strings: 'shared', date1904: true },
};
