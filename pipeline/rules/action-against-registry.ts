/** What a row does follows from its cells and the registry; where that differs from the stated action, it is told. */
import type { CheckedRow } from '../../schemas/examined.ts';
import { recordFields, type TeacherField, type TeacherRow } from '../../schemas/sheets/teacher.ts';
import type { KnownTeacher } from '../../schemas/snapshot.ts';
import { isDeparting } from '../departing.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

type Action = NonNullable<TeacherRow['action']>;

const differs = (
  { values }: CheckedRow,
  { record }: KnownTeacher,
  fields: readonly TeacherField[],
): boolean => recordFields.some((field) => fields.includes(field) && values[field] !== record[field]);

/** What the row amounts to; nothing where another rule speaks. */
function inferred(
  row: CheckedRow,
  teacher: KnownTeacher | undefined,
  unitId: string,
  fields: readonly TeacherField[],
): Action | undefined {
  if (teacher === undefined) return isDeparting(row) ? undefined : '新增';
  if (teacher.unit_id !== unitId) {
    return isDeparting(row) || teacher.record.status === '在职' ? undefined : '调入';
  }
  if (isDeparting(row) && teacher.record.status === '在职') return '离职';
  return differs(row, teacher, fields) ? '修正' : '核实无误';
}

export const actionAgainstRegistry = rule({
  id: 'action-against-registry',
  severity: 'note',
  scope: 'registry',
  title: words('操作已自动识别', 'Action recognised'),
  message: [
    words('按“{inferred}”处理', 'Treated as "{inferred}"'),
    words('（填写的是“{stated}”）', '(stated: "{stated}")'),
  ],
  fix: words('如不正确，请核对证件号码和内容。', 'If that is wrong, check the ID number and the cells.'),
  *check({ rows, snapshot, teacherOf, fields }) {
    for (const row of rows) {
      const { action, status, id_number } = row.values;
      if (status === null || (id_number === null && row.stamp === null)) continue;
      const means = inferred(row, teacherOf(row), snapshot.unit_id, fields);
      if (means !== undefined && means !== action) {
        yield { row, field: 'action', params: { inferred: means, stated: action ?? '' } };
      }
    }
  },
});
