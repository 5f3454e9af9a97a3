/** Rows and registries for tests of what a file changes: a plain teacher, and only what a test is about. */
import type { CheckedRow } from '../../schemas/examined.ts';
import {
  type RecordField,
  recordFields,
  type TeacherRecord,
  type TeacherRow,
} from '../../schemas/sheets/teacher.ts';
import { baseKey, type KnownTeacher, type Snapshot } from '../../schemas/snapshot.ts';
import type { RowStamp } from '../../schemas/stamp.ts';
import { teacherRecord, teacherRow } from '../setup/people.ts';

export const here = '230';
export const elsewhere = '231';
const unitNames: Readonly<Record<string, string>> = { [here]: '甲县实验小学', [elsewhere]: '乙县第一小学' };

/** The n-th teacher as the registry knows him: id `n`, version 1, in service here unless said otherwise. */
export const known = (
  n: number,
  record: Partial<TeacherRecord> = {},
  facts: Partial<Pick<KnownTeacher, 'id' | 'version' | 'unit_id'>> = {},
): KnownTeacher => {
  const unit_id = facts.unit_id ?? here;
  return {
    id: facts.id ?? String(n),
    version: facts.version ?? 1,
    unit_id,
    unit_name: unitNames[unit_id] ?? '',
    record: teacherRecord(n, record),
  };
};

/** A row of the file about the n-th teacher. */
export const told = (
  n: number,
  values: Partial<TeacherRow> = {},
  place: { readonly row?: number; readonly stamp?: RowStamp | null } = {},
): CheckedRow => ({
  sheet: '教师信息采集表',
  row: place.row ?? n + 3,
  values: teacherRow(n, values),
  stamp: place.stamp ?? null,
});

export const stampOf = (n: number, version = 1): RowStamp => ({ teacher_id: String(n), version });

export const snapshotOf = (
  teachers: readonly KnownTeacher[],
  bases: readonly (readonly [RowStamp, TeacherRecord])[] = [],
): Snapshot => ({
  unit_id: here,
  teachers,
  bases: new Map(bases.map(([stamp, record]) => [baseKey(stamp), record])),
});

export const everyField: ReadonlySet<RecordField> = new Set(recordFields);
export const without = (...fields: readonly RecordField[]): ReadonlySet<RecordField> =>
  new Set(recordFields.filter((field) => !fields.includes(field)));
