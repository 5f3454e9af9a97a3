/** Made-up teachers for tests: say only what matters, the rest is plain and consistent. */

import { checkCharacter } from '../../pipeline/identity.ts';
import type { TeacherRecord, TeacherRow } from '../../schemas/sheets/teacher.ts';

/** A valid document number of nobody: test area, 7 March 1985, the n-th man of the day; up to 49,899, after which it has a digit too many. */
export function identityNumberOf(n: number): string {
  const digits = `3799${String(Math.floor(n / 499)).padStart(2, '0')}19850307${String((n % 499) * 2 + 1).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
}

/** The n-th teacher: a man who teaches Chinese in a primary school. */
export const teacherRecord = (n: number, changed: Partial<TeacherRecord> = {}): TeacherRecord => ({
  name: `张试${n}`,
  id_type: '居民身份证',
  id_number: identityNumberOf(n),
  gender: '男',
  birth_date: '1985-03-07',
  ethnicity: '汉族',
  post_type: '专任教师',
  stage: '小学',
  subject: '语文',
  is_rural: false,
  work_start: '2007-08',
  education: '本科',
  title: '一级',
  cert_type: '小学教师资格',
  cert_no: `20073799121${String(n).padStart(6, '0')}`,
  mobile: `1540${String(n).padStart(7, '0')}`,
  email: null,
  status: '在职',
  ...changed,
});

/** The same teacher as a row of a file of the given school. */
export const teacherRow = (
  n: number,
  changed: Partial<TeacherRow> = {},
  school: Pick<TeacherRow, 'school_code' | 'school_name'> = {
    school_code: '2137000001',
    school_name: '甲县实验小学',
  },
): TeacherRow => ({ ...teacherRecord(n), ...school, action: '核实无误', ...changed });
