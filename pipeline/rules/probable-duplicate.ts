/** A newcomer may be registered already under another document; whether it is so is for people to say. */
import { ofNumbers } from '../../schemas/lookalike.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const probableDuplicate = rule({
  id: 'probable-duplicate',
  severity: 'warning',
  scope: 'registry',
  reads: ['name', 'id_type', 'id_number', 'birth_date', 'mobile'],
  title: words('可能已用其他证件登记', 'Probably registered under another document'),
  message: [
    words(
      '可能与{place}登记的一位教师是同一人：{alike}，但证件不同',
      'Probably the same person as a teacher registered at {place}: {alike}; but the documents differ',
    ),
    words('（本单位登记的姓名是“{name}”）', '(registered here as "{name}")'),
  ],
  fix: words(
    '如是同一人，请改用已登记的证件类型和号码；确是两个人的，可照常提交，由上级并排核对。',
    'If it is one person, use the document that is registered; if there are two, submit as it is and the reviewer compares them.',
  ),
  *check({ rows, snapshot, changeOf }) {
    const own = new Map(
      snapshot.teachers.flatMap(({ id, unit_id, record }) =>
        unit_id === snapshot.unit_id ? [[id, record.name] as const] : [],
      ),
    );
    for (const row of rows) {
      const [likeliest] = changeOf(row)?.alike ?? [];
      if (likeliest === undefined) continue;
      const { teacher_id, unit_id, reasons } = likeliest;
      const isHere = unit_id === snapshot.unit_id;
      // A phone or a birth date must not tell a school where a stranger works, nor what number is near to the stranger's: the
      // reviewer is told, the school is not.
      const params = {
        place: isHere ? 'here' : 'elsewhere',
        alike: reasons.filter((reason) => isHere || !ofNumbers.has(reason)).join(' '),
        name: (isHere ? own.get(teacher_id) : null) ?? '',
      };
      yield { row, field: 'id_number', params };
    }
  },
});
