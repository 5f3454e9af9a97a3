/** The roster of an enrolment: who takes part in what, in the words of templates A and B. */
import { enrolmentSheet } from '../../schemas/sheets/enrolment.ts';
import { type TeacherField, type TeacherRecord, teacherSheet } from '../../schemas/sheets/teacher.ts';
import { cellText } from './cell-text.ts';
import type { RosterPlace, RosterShape } from './roster-rows.ts';

/** One enrolment. Whoever gives it decides what is masked. */
export interface EnrolmentRosterRow extends RosterPlace {
  /** Null in a kindergarten. */
  readonly subject: string | null;
  readonly project: string;
  readonly record: TeacherRecord;
}

const { stage, subject, project } = enrolmentSheet.columns;
const before = ['name', 'id_type', 'id_number', 'gender'] as const satisfies readonly TeacherField[];
const after = [
  'post_type',
  'title',
  'is_rural',
  'mobile',
  'cert_no',
] as const satisfies readonly TeacherField[];

export const enrolmentRoster: RosterShape<EnrolmentRosterRow> = {
  columns: [
    ...before.map((field) => teacherSheet.columns[field]),
    ...[stage, subject],
    ...after.map((field) => teacherSheet.columns[field]),
    project,
  ],
  textsOf: (row) => [
    ...before.map((field) => cellText(row.record[field])),
    ...[row.stage, row.subject ?? ''],
    ...after.map((field) => cellText(row.record[field])),
    row.project,
  ],
  subjectOf: (row) => row.subject,
};
