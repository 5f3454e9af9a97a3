/** One teacher's row in a simulated file. */
import type { TeacherField, TeacherRecord, TeacherRow } from '../../schemas/sheets/teacher.ts';
import type { WrittenCell } from '../spreadsheet/sheet.ts';

/** What happened to a person between the registry and the file. */
export type Outcome = 'verified' | 'changed' | 'added' | 'missing' | 'departed';

export interface SimulatedRow {
  readonly outcome: Exclude<Outcome, 'missing'>;
  /** What the file means to say of the person. */
  readonly record: TeacherRecord;
  readonly action: NonNullable<TeacherRow['action']>;
  /** What cells hold instead of the plain text of their value. */
  readonly cells: Partial<Record<TeacherField, WrittenCell>>;
}
