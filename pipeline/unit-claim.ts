/** Finds out from a file whose it is: by its stamp, else by what every one of its rows says, never by its name. */
import type { UnitClaim } from '../schemas/bundle.ts';
import { type ExamineContext, type TeacherFile, teacherFile } from '../schemas/examined.ts';
import { examine } from './examine.ts';

/**
 * What the bytes of a file of teacher information say of their school.
 * @param context of no unit, since whose it is is the question
 * @throws RefusedFile when they can't be read, or are another template's
 */
export const readUnitClaim = (bytes: Uint8Array, context: ExamineContext): UnitClaim | null =>
  unitClaimOf(teacherFile(examine(bytes, { ...context, template: 'teacher', unit: null })));

/**
 * What the file says of its school, or null when it says nothing or contradicts itself: rows with two school codes are not
 * routed by the name that they share.
 * @param file examined without a unit, with the key of the stamps: what is signed for whom is known, the rest is only typed
 */
export function unitClaimOf({ stamp, rows }: TeacherFile): UnitClaim | null {
  if (stamp !== null) return { by: 'stamp', unit_id: stamp.unit_id };
  const codes = new Set(rows.map(({ values }) => values.school_code));
  const [code = null] = codes;
  if (codes.size === 1 && code !== null) return { by: 'code', code };
  codes.delete(null);
  if (codes.size > 1) return null;
  const names = new Set(rows.map(({ values }) => values.school_name));
  const [name = null] = names;
  return names.size === 1 && name !== null ? { by: 'name', name } : null;
}
