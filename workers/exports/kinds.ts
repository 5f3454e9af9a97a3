/** What each kind of export is made of: rows of the registry handed to the writer of their file. */
import type { ExportKind } from '../../schemas/export.ts';
import { writeExperts } from './experts.ts';
import { writeEnrolmentRoster, writeTeacherRoster } from './rosters.ts';
import { writeStaffing } from './staffing.ts';
import type { ExportWriter } from './writing.ts';

export const exportWriters: Readonly<Record<ExportKind, ExportWriter>> = {
  roster: writeTeacherRoster,
  enrolment: writeEnrolmentRoster,
  staffing: writeStaffing,
  experts: writeExperts,
};
