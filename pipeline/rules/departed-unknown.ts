/** Only a person whom the registry has at this unit can depart from it. */

import { isDeparting } from '../departing.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const departedUnknown = rule({
  id: 'departed-unknown',
  severity: 'error',
  scope: 'registry',
  reads: ['id_type', 'id_number', 'action', 'status'],
  title: words('离职人员不在本单位在册教师中', 'Departure of somebody not registered here'),
  message: words(
    '登记为“{stated}”，但本单位在册教师中没有此人',
    'Stated as "{stated}", but nobody of that document is registered here',
  ),
  expected: words('本单位在册教师', 'A teacher registered here'),
  fix: words(
    '请核对证件号码；如此人不在本单位，请删除这一行。',
    'Check the ID number; if the person was never here, delete the row.',
  ),
  *check({ rows, snapshot, teacherOf }) {
    for (const row of rows) {
      const { id_number, action, status } = row.values;
      if (!isDeparting(row) || teacherOf(row)?.unit_id === snapshot.unit_id) continue;
      // Without a readable number nobody can be looked up; that was told at its cell.
      if (id_number === null) continue;
      yield { row, field: 'status', params: { stated: status === '在职' ? action : status } };
    }
  },
});
