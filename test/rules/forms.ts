/** Files of the other templates for tests of their rules: an ordinary row of each, and only what a test changes. */
import { examineWorkbook } from '../../pipeline/examine.ts';
import type { ExamineContext } from '../../schemas/examined.ts';
import { definitions, type TemplateId } from '../../schemas/sheets.ts';
import { context, line, type Typed, workbookOf } from '../pipeline/builders.ts';

export type FormRow = Readonly<Record<string, Typed>>;

/** Rows without a finding; people are made up, the day is 5 July 2026. */
export const goodRows: Readonly<Record<Exclude<TemplateId, 'teacher'>, FormRow>> = {
  enrolment: {
    ...{ project: '2026年“互联网+教师专业发展”小学', name: '王小明', id_type: '居民身份证' },
    ...{ id_number: '379900198503071239', school_code: '2137000001', stage: '小学', subject: '语文' },
    cert_no: '20073799121000123',
  },
  organisation: {
    ...{ operation: '变更', school_code: '2137000001', school_name: '历下区实验小学', school_kind: '小学' },
    ...{ stages: '小学', sector: '公办', city: '济南市', county: '历下区', township: '千佛山街道' },
    ...{ urban_rural_class: '主城区', admin_name: '李四光', admin_mobile: '15400000001' },
    admin_email: 'li@example.com',
  },
  transfer: {
    ...{ name: '王小明', id_type: '居民身份证', id_number: '379900198503071239' },
    ...{ from_school: '历下区实验小学', to_school: '历下区第二小学', effective_date: '2026-07-01' },
    ...{ stage: '小学', subject: '语文', is_rural: '否', reason: '工作需要' },
  },
  expert: {
    ...{ project: '2026年“互联网+教师专业发展”小学', level: '市级', name: '王小明', id_type: '居民身份证' },
    ...{ id_number: '379900198503071239', unit_name: '历下区实验小学', county: '历下区', stage: '小学' },
    ...{ subject: '语文', title: '高级', honours: '齐鲁名师', mobile: '15400000002' },
    ...{ email: 'wang@example.com', capacity: '100', served_counties: '历下区、市中区' },
  },
};

/** A file of one template, each row the good one but for what is given; offline unless a unit is. */
export function checkForm(
  template: Exclude<TemplateId, 'teacher'>,
  rows: readonly FormRow[],
  changes: Partial<ExamineContext> = {},
) {
  const fields = Object.entries(definitions[template].columns);
  const header = line(
    1,
    fields.map(([, { label }]) => label.zh),
  );
  const body = rows.map((row, index) => {
    const cells: FormRow = { ...goodRows[template], ...row };
    return line(
      index + 2,
      fields.map(([field]) => cells[field]),
    );
  });
  const sheet = { name: '表', hidden: false, rows: [header, ...body] };
  return examineWorkbook(workbookOf([sheet]), context({ template: null, unit: null, ...changes }));
}

/** What one rule finds in rows that differ from the good one as given. */
export const foundIn = (
  template: Exclude<TemplateId, 'teacher'>,
  rule: string,
  rows: readonly FormRow[],
  changes: Partial<ExamineContext> = {},
) =>
  checkForm(template, rows, changes)
    .issues.filter((issue) => issue.rule === rule)
    .map(({ row, field, params }) => ({ row, field, params }));
