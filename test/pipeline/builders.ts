/** Workbooks and contexts for tests of checks: an ordinary teacher of an ordinary school, and only what a test changes. */
import { examineWorkbook } from '../../pipeline/examine.ts';
import { type ExamineContext, type TeacherFile, teacherFile } from '../../schemas/examined.ts';
import type { Issue } from '../../schemas/issue.ts';
import { type TeacherField, teacherFields, teacherSheet } from '../../schemas/sheets/teacher.ts';
import type { UnitFacts } from '../../schemas/unit.ts';
import {
  type Cell,
  type CellType,
  defaultReadLimits,
  type Row,
  type Sheet,
  type Workbook,
} from '../../schemas/workbook.ts';

/** A made-up primary school in a village. */
export const school: UnitFacts = {
  id: '230',
  path: '1.17.230.',
  parent_id: '17',
  kind: 'school',
  name: '历下区实验小学',
  code: '2137000001',
  school_kind: '211',
  stages: ['小学'],
  sector: '公办',
  urban_rural_class: '220',
  licence_no: null,
};

export const context = (changes: Partial<ExamineContext> = {}): ExamineContext => ({
  template: 'teacher',
  unit: school,
  today: '2026-07-05',
  allow_test_ids: true,
  rural_classes: ['210', '220'],
  stamp_key: null,
  limits: defaultReadLimits,
  ...changes,
});

/** What a test types: text, or a cell with its type. */
export type Typed = string | Pick<Cell, 'text' | 'type'> | (Pick<Cell, 'text' | 'type'> & { formula: true });
export type TypedRow = Partial<Record<TeacherField, Typed>>;

export const as = (type: CellType, text: string): Typed => ({ type, text });

/** A row without a finding. */
export const goodRow: TypedRow = {
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
  is_rural: '是',
  work_start: '2007-08',
  education: '本科',
  title: '一级',
  cert_type: '小学教师资格',
  cert_no: '20073799121000123',
  mobile: '13800001234',
  email: 'wang@example.com',
  status: '在职',
  action: '核实无误',
};

export const row = (changes: TypedRow = {}): TypedRow => ({ ...goodRow, ...changes });

const cellOf = (typed: Typed, column: number): Cell =>
  typeof typed === 'string' ? { column, type: 'text', text: typed } : { column, ...typed };

export const line = (number: number, cells: readonly (Typed | undefined)[]): Row => ({
  number,
  cells: cells.flatMap((typed, column) => (typed === undefined ? [] : [cellOf(typed, column)])),
});

export const labels = (fields: readonly TeacherField[] = teacherFields): string[] =>
  fields.map((field) => teacherSheet.columns[field].label.zh);

/** A sheet with the header in row 1 and the rows below it. */
export const sheetOf = (rows: readonly TypedRow[], changes: Partial<Sheet> = {}): Sheet => ({
  name: '教师信息',
  hidden: false,
  rows: [
    line(1, labels()),
    ...rows.map((cells, i) =>
      line(
        i + 2,
        teacherFields.map((field) => cells[field]),
      ),
    ),
  ],
  ...changes,
});

export const workbookOf = (sheets: readonly Sheet[], changes: Partial<Workbook> = {}): Workbook => ({
  format: 'xlsx',
  sheets,
  ...changes,
});

export const check = (rows: readonly TypedRow[], changes: Partial<ExamineContext> = {}): TeacherFile =>
  teacherFile(examineWorkbook(workbookOf([sheetOf(rows)]), context(changes)));

/** `severity rule field params` of each finding: what a reader would be told, short enough to write down. */
export const told = ({ issues }: { readonly issues: readonly Issue[] }): string[] =>
  issues.map(({ rule, field }) => (field === undefined ? rule : `${rule} ${field}`));

/** Findings of one row that differs from the good one as given. */
export const toldOf = (changes: TypedRow, contextChanges: Partial<ExamineContext> = {}): string[] =>
  told(check([row(changes)], contextChanges));

/** The first row's value of a field. */
export const normalised = (field: TeacherField, typed: Typed): unknown =>
  check([row({ [field]: typed })]).rows[0]?.values[field];

/** What one rule finds in a row that differs from the good one as given: field and parameters. */
export const foundBy = (rule: string, changes: TypedRow, contextChanges: Partial<ExamineContext> = {}) =>
  check([row(changes)], contextChanges)
    .issues.filter((issue) => issue.rule === rule)
    .map(({ field, params }) => ({ field, params }));
