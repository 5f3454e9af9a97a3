/** The roster of teachers: everything that the registry knows of everybody in service. */
import { recordFields, type TeacherRecord, teacherSheet } from '../../schemas/sheets/teacher.ts';
import { cellText } from './cell-text.ts';
import type { RosterPlace, RosterShape } from './roster-rows.ts';

/** One teacher. Whoever gives it decides what is masked. */
export interface TeacherRosterRow extends RosterPlace {
  readonly record: TeacherRecord;
}

export const teacherRoster: RosterShape<TeacherRosterRow> = {
  columns: recordFields.map((field) => teacherSheet.columns[field]),
  textsOf: ({ record }) => recordFields.map((field) => cellText(record[field])),
};
