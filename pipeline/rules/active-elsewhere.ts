/** A person in service at another unit is never overwritten or doubled: a transfer is proposed (DOMAIN §1). */

import { isDeparting } from '../departing.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const activeElsewhere = rule({
  id: 'active-elsewhere',
  severity: 'warning',
  scope: 'registry',
  reads: ['id_type', 'id_number', 'action', 'status'],
  title: words('在其他单位在职', 'In service at another unit'),
  message: words(
    '此人目前在“{unit}”在职，将建议办理调动，不会直接入库',
    'This person is in service at "{unit}"; a transfer will be proposed and nothing overwritten',
  ),
  fix: words(
    '如已调入，请办理调动；如号码填错请改正。',
    'If the person has moved here, arrange the transfer; otherwise mend the ID number.',
  ),
  *check({ rows, snapshot, teacherOf }) {
    for (const row of rows) {
      const teacher = teacherOf(row);
      if (teacher === undefined || teacher.unit_id === snapshot.unit_id || isDeparting(row)) continue;
      if (teacher.record.status === '在职') {
        yield { row, field: 'id_number', params: { unit: teacher.unit_name } };
      }
    }
  },
});
