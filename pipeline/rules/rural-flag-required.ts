/** Whether a teacher counts as rural is said for every teacher, by a person: a blank is never filled in. */
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const ruralFlagRequired = rule({
  id: 'rural-flag-required',
  severity: 'error',
  scope: 'row',
  reads: ['is_rural'],
  title: words('“是否乡村教师”未选择', 'Rural teacher: neither yes nor no'),
  message: words(
    '没有选择“是否乡村教师”；系统不会代为判断',
    'Yes or no was not chosen; nobody will decide it for you',
  ),
  expected: words('是、否', '是 (yes), 否 (no)'),
  fix: words('请为每位教师选择“是”或“否”。', 'Choose 是 or 否 for every teacher.'),
  *check({ isBlank }) {
    if (isBlank('is_rural')) yield { field: 'is_rural' };
  },
});
