/** A new unit comes with its first admin; of one that is there already, nobody is asked for. */
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

const asked = ['admin_name', 'admin_mobile'] as const;

export const schoolAdminRequired = rule({
  id: 'school-admin-required',
  severity: 'error',
  scope: 'row',
  reads: ['operation', 'admin_name', 'admin_mobile'],
  title: words('新增单位未填管理员', 'Admin of a new unit is blank'),
  message: words('“新增”必须填写“{label}”', '"Add" needs "{label}"'),
  expected: words('管理员的姓名和手机', 'Name and mobile of its admin'),
  fix: words(
    '请填写该单位管理员的姓名和手机。',
    'Give the name and the mobile of who will act for the unit.',
  ),
  *check({ values: { operation }, isBlank }) {
    if (operation !== '新增') return;
    for (const field of asked) if (isBlank(field)) yield { field };
  },
});
