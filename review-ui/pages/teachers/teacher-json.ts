/** The public shape of a teacher and of a teacher's history: personal numbers masked. */
import { z } from 'zod';
import type { Revision } from '../../../database/histories.ts';
import type { PastTeacher } from '../../../database/past-rosters.ts';
import type { RegisteredTeacher } from '../../../database/teachers.ts';
import type { CellChange } from '../../../schemas/change.ts';
import { masked } from '../../../schemas/mask.ts';
import { type RecordField, recordFields, type TeacherRecord } from '../../../schemas/sheets/teacher.ts';
import { isoTime } from '../../format.ts';
import { trailSchema } from '../enrolments/trail.tsx';

const cellValue = z.union([z.string(), z.boolean(), z.null()]);
const fields = Object.fromEntries(recordFields.map((field) => [field, cellValue]));

export const teacherSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  unit: z.object({ id: z.string(), name: z.string() }),
  ...fields,
  verified_at: z.string().nullable(),
  updated_at: z.string(),
  as_of: z.string().optional(),
  /** With `as_of`: whether there was a record yet. */
  registered: z.boolean().optional(),
  /** With `as_of`: within scope then, and elsewhere now. */
  is_elsewhere: z.boolean().optional(),
});

export const teacherListSchema = z.object({
  teachers: z.array(teacherSchema),
  total: z.number().int(),
  /** There are more than `total`: of a common name not all are counted. */
  is_more: z.boolean(),
  page: z.number().int(),
});

/** As registered at a moment, at the unit of that moment. */
export const pastTeacherSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  unit: z.object({ id: z.string(), name: z.string() }),
  ...fields,
  made_at: z.string(),
});
export const pastRosterSchema = z.object({
  as_of: z.string(),
  teachers: z.array(pastTeacherSchema),
  total: z.number().int(),
  page: z.number().int(),
});

export const revisionSchema = z.object({
  version: z.number().int(),
  kind: z.string(),
  unit: z.string(),
  /** Where the teacher was with the version before, when that was elsewhere. */
  came_from: z.string().nullable(),
  at: z.string(),
  /** Who sent the file in. */
  sent_by: z.string().nullable(),
  /** Who approved it. */
  by: z.string().nullable(),
  upload_id: z.string().nullable(),
  receipt: z.string().nullable(),
  /** Receipt of what this version undid. */
  undid: z.string().nullable(),
  sheet: z.string().nullable(),
  row: z.number().int().nullable(),
  cells: z.record(z.string(), z.object({ old: cellValue, new: cellValue })),
});
export const historySchema = z.object({
  id: z.string(),
  revisions: z.array(revisionSchema),
  /** What was done about the teacher's enrolments, oldest first. */
  enrolments: trailSchema,
});

export const maskedRecord = (record: TeacherRecord): Record<RecordField, CellChange['new']> =>
  Object.fromEntries(recordFields.map((field) => [field, masked(field, record[field])])) as Record<
    RecordField,
    CellChange['new']
  >;

export const teacherJson = (teacher: RegisteredTeacher): z.infer<typeof teacherSchema> => ({
  ...{ id: teacher.id, version: teacher.version },
  unit: { id: teacher.unit_id, name: teacher.unit_name },
  ...maskedRecord(teacher.record),
  verified_at: teacher.verified_at && isoTime(teacher.verified_at),
  updated_at: isoTime(teacher.updated_at),
});

export const pastTeacherJson = (teacher: PastTeacher): z.infer<typeof pastTeacherSchema> => ({
  ...{ id: teacher.id, version: teacher.version },
  unit: { id: teacher.unit_id, name: teacher.unit_name },
  ...maskedRecord(teacher.record),
  made_at: isoTime(teacher.made_at),
});

/** A version with what it changed against the one before. */
export interface Step extends Revision {
  readonly cells: readonly (readonly [RecordField, CellChange])[];
  /** The unit of the version before, when that was another one. */
  readonly came_from: string | null;
}

/** Versions newest first, each with its differences from the one before; the first one has none. */
export const stepsOf = (revisions: readonly Revision[]): Step[] =>
  revisions.map((revision, index) => {
    const earlier = revisions[index + 1];
    const before = earlier?.record;
    const changed = before ? recordFields.filter((field) => before[field] !== revision.record[field]) : [];
    return {
      ...revision,
      came_from: earlier && earlier.unit_id !== revision.unit_id ? earlier.unit_name : null,
      cells: changed.map((field) => [
        field,
        { old: masked(field, before?.[field] ?? null), new: masked(field, revision.record[field]) },
      ]),
    };
  });

export const stepJson = (step: Step): z.infer<typeof revisionSchema> => ({
  ...{ version: step.version, kind: step.kind, unit: step.unit_name, came_from: step.came_from },
  ...{
    at: isoTime(step.made_at),
    sent_by: step.sent_by,
    by: step.made_by,
    upload_id: step.upload_id,
    receipt: step.receipt,
  },
  undid: step.undid,
  ...{ sheet: step.sheet, row: step.row_number },
  cells: Object.fromEntries(step.cells.map(([field, cell]) => [field, { old: cell.old, new: cell.new }])),
});
