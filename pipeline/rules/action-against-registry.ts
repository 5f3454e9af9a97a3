/** What a row does follows from its cells and the registry; where that differs from the stated action, it is told. */
import type { Change, ChangeKind } from '../../schemas/change.ts';
import type { TeacherRow } from '../../schemas/sheets/teacher.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

type Action = NonNullable<TeacherRow['action']>;

/** The action that a change amounts to. A conflict and a missing person are questions, not actions. */
const actionOf: Partial<Record<ChangeKind, Action>> = {
  add: '新增',
  change: '修正',
  verify: '核实无误',
  depart: '离职',
  transfer: '调入',
};

export const actionAgainstRegistry = rule({
  id: 'action-against-registry',
  severity: 'note',
  scope: 'registry',
  reads: ['action', 'status'],
  title: words('操作已自动识别', 'Action recognised'),
  message: [
    words('按“{inferred}”处理', 'Treated as "{inferred}"'),
    words('（填写的是“{stated}”）', '(stated: "{stated}")'),
  ],
  fix: words('如不正确，请核对证件号码和内容。', 'If that is wrong, check the ID number and the cells.'),
  *check({ rows, changeOf, teacherOf }) {
    for (const row of rows) {
      const change: Change | undefined = changeOf(row);
      // Somebody in service elsewhere has a rule of their own.
      if (change === undefined || (change.kind === 'transfer' && teacherOf(row)?.record.status === '在职'))
        continue;
      const { action, status } = row.values;
      const inferred = actionOf[change.kind];
      if (status === null || inferred === undefined || inferred === action) continue;
      yield { row, field: 'action', params: { inferred, stated: action ?? '' } };
    }
  },
});
