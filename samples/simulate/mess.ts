/** What schools really do to their files, one mess at a time, each with the issues that it must raise. */
import type { RecordField, TeacherRecord } from '../../schemas/sheets/teacher.ts';
import { checkCharacter } from '../identity-number.ts';
import type { Random } from '../random.ts';
import type { WrittenCell } from '../spreadsheet/sheet.ts';

/** How many issues of which rule. */
export type IssueCounts = Readonly<Record<string, number>>;

/** A mess in one row: what one cell holds instead of its value. */
export interface CellMess {
  readonly name: string;
  readonly field: RecordField;
  /** Rows it can happen to; all when left out. */
  readonly fits?: (record: TeacherRecord) => boolean;
  readonly write: (record: TeacherRecord) => WrittenCell;
  readonly issues: IssueCounts;
}

/** What Excel keeps of a long number: fifteen digits. */
export function excelNumberOf(digits: string): { number: string } {
  const [head = '0', ...rest] = digits.slice(0, 15);
  return { number: `${head}.${rest.join('').replace(/0+$/, '')}E+${digits.length - 1}` };
}

/** The same number with a check character that is one off. */
export function withWrongCheck(number: string): string {
  const digits = number.slice(0, 17);
  const right = checkCharacter(digits);
  return digits + (right === 'X' ? '0' : String((Number(right) + 1) % 10));
}

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

const isHan = (name: string | null): boolean => name !== null && /^[\u4e00-\u9fff]{2,3}$/.test(name);
const id = ({ id_number }: TeacherRecord): string => id_number ?? '';

export const cellMesses: readonly CellMess[] = [
  {
    name: 'id-stored-as-number',
    field: 'id_number',
    // A trailing X keeps a number from being one.
    fits: (record) => /^\d{18}$/.test(id(record)),
    write: (record) => excelNumberOf(id(record)),
    issues: { 'number-damaged': 1 },
  },
  {
    name: 'id-with-wrong-check',
    field: 'id_number',
    write: (record) => withWrongCheck(id(record)),
    issues: { 'identity-checksum': 1 },
  },
  {
    name: 'id-in-full-width',
    field: 'id_number',
    write: (record) => fullWidth(id(record)),
    issues: {},
  },
  {
    name: 'gender-against-id',
    field: 'gender',
    write: ({ gender }) => (gender === '男' ? '女' : '男'),
    issues: { 'gender-against-identity': 1 },
  },
  {
    name: 'subject-of-another-stage',
    field: 'subject',
    fits: ({ stage }) => stage === '小学',
    write: () => '物理',
    issues: { 'subject-of-stage': 1 },
  },
  {
    name: 'subject-in-kindergarten',
    field: 'subject',
    fits: ({ stage }) => stage === '幼儿园',
    write: () => '语文',
    issues: { 'kindergarten-without-subject': 1 },
  },
  {
    name: 'blank-rural-flag',
    field: 'is_rural',
    write: () => null,
    issues: { 'rural-flag-required': 1 },
  },
  {
    name: 'rural-flag-as-tick',
    field: 'is_rural',
    write: ({ is_rural }) => (is_rural === true ? '√' : '×'),
    issues: { 'alias-normalised': 1 },
  },
  {
    name: 'title-by-its-old-name',
    field: 'title',
    fits: ({ title }) => title === '高级',
    write: () => '中高',
    issues: { 'alias-normalised': 1 },
  },
  {
    name: 'certificate-stored-as-number',
    field: 'cert_no',
    fits: ({ cert_no }) => cert_no !== null,
    write: ({ cert_no }) => excelNumberOf(cert_no ?? ''),
    issues: { 'number-damaged': 1 },
  },
  {
    name: 'name-spread-with-spaces',
    field: 'name',
    fits: ({ name }) => isHan(name),
    write: ({ name }) => [...(name ?? '')].join('  '),
    issues: { 'name-spaces-removed': 1 },
  },
  {
    name: 'phone-in-groups',
    field: 'mobile',
    write: ({ mobile }) => `${mobile?.slice(0, 3)} ${mobile?.slice(3, 7)} ${mobile?.slice(7)}`,
    issues: { 'mobile-normalised': 1 },
  },
  {
    name: 'landline',
    field: 'mobile',
    write: () => '0531-86000000',
    issues: { 'bad-mobile': 1 },
  },
  {
    name: 'month-as-number',
    field: 'work_start',
    write: ({ work_start }) => ({ number: `${work_start?.slice(0, 4)}.1` }),
    issues: { 'ambiguous-month': 1 },
  },
  {
    name: 'birth-date-against-id',
    field: 'birth_date',
    write: ({ birth_date }) =>
      birth_date?.endsWith('-15') ? `${birth_date.slice(0, 8)}16` : `${birth_date?.slice(0, 8)}15`,
    issues: { 'birth-date-against-identity': 1 },
  },
  {
    name: 'blank-phone',
    field: 'mobile',
    write: () => null,
    issues: { required: 1 },
  },
];

/** A row below the data that is no teacher. */
export interface FooterMess {
  readonly name: string;
  readonly cells: (rows: number) => readonly WrittenCell[];
  readonly issues: IssueCounts;
}

export const footerMesses: readonly FooterMess[] = [
  {
    name: 'subtotal-row',
    cells: (rows) => ['合计', null, null, String(rows)],
    issues: { 'subtotal-row-dropped': 1 },
  },
];

/** How many cell messes a messy file gets: most have one or two causes. */
export const messCount = (random: Random): number =>
  random.weighted([
    [1, 50],
    [2, 30],
    [4, 20],
  ]);
