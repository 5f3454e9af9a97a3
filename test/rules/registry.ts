/** A registry of a few made-up people for the rules that ask it. */
import { compare } from '../../pipeline/compare.ts';
import type { TeacherRecord } from '../../schemas/sheets/teacher.ts';
import type { Claim, KnownTeacher, Snapshot } from '../../schemas/snapshot.ts';
import { check, context, row, school, type TypedRow } from '../pipeline/builders.ts';

/** The good row as the registry has it. */
export const record: TeacherRecord = {
  name: '王小明',
  id_type: '居民身份证',
  id_number: '379900198503071239',
  gender: '男',
  birth_date: '1985-03-07',
  ethnicity: '汉族',
  post_type: '专任教师',
  stage: '小学',
  subject: '语文',
  is_rural: true,
  work_start: '2007-08',
  education: '本科',
  title: '一级',
  cert_type: '小学教师资格',
  cert_no: '20073799121000123',
  mobile: '13800001234',
  email: 'wang@example.com',
  status: '在职',
};

export const known = (
  changes: Partial<TeacherRecord> = {},
  place: Partial<KnownTeacher> = {},
): KnownTeacher => ({
  id: '7',
  version: 3,
  unit_id: school.id,
  unit_name: school.name,
  record: { ...record, ...changes },
  ...place,
});

export const elsewhere = { unit_id: '231', unit_name: '历城区实验小学' };

export const snapshotOf = (...teachers: KnownTeacher[]): Snapshot => ({
  unit_id: school.id,
  teachers,
  bases: new Map(),
});

/** What a neighbour's file in flight says of the good row. */
export const claim: Claim = {
  document: '居民身份证|379900198503071239',
  ...elsewhere,
  receipt: '20261126-000007',
};

/** Severity, field and parameters of what one registry rule finds in one row. */
export function askedOf(rule: string, changes: TypedRow, snapshot: Snapshot, stamped = false) {
  const examined = check([row(changes)]);
  const stamp = stamped ? { teacher_id: '7', version: 3 } : null;
  const rows = examined.rows.map((one) => ({ ...one, stamp }));
  return compare({ ...examined, rows }, snapshot, context())
    .issues.filter((issue) => issue.rule === rule)
    .map(({ severity, field, params }) => ({ severity, field, params }));
}
