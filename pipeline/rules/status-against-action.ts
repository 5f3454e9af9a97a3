/** What is meant and what is stated must not contradict: nobody departs and stays, or is added and gone. */
import type { TeacherRow } from '../../schemas/sheets/teacher.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

type Status = NonNullable<TeacherRow['status']>;
type Action = NonNullable<TeacherRow['action']>;

/** Statuses that an action can mean. The others are left to what cells and registry show. */
const possible: Partial<Record<Action, readonly Status[]>> = {
  离职: ['离职', '退休'],
  新增: ['在职'],
  调入: ['在职'],
};

export const statusAgainstAction = rule({
  id: 'status-against-action',
  severity: 'error',
  scope: 'row',
  reads: ['action', 'status'],
  title: words('操作与人员状态矛盾', 'Action contradicts status'),
  message: words(
    '操作是“{action}”，人员状态却是“{status}”',
    'The action is "{action}" but the status is "{status}"',
  ),
  expected: words('{statuses}', '{statuses}'),
  fix: words('请改正人员状态或操作。', 'Mend the status or the action.'),
  *check({ values: { action, status } }) {
    if (action === null || status === null) return;
    const statuses = possible[action];
    if (statuses === undefined || statuses.includes(status)) return;
    yield { field: 'status', params: { action, status, statuses: statuses.join('、') } };
  },
});
