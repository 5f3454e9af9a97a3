/** People in service are 18 to 65; another age is worth a look. Those who have left may be of any. */
import { yearsBetween } from '../calendar.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

const YOUNGEST = 18;
const OLDEST = 65;

export const age = rule({
  id: 'age',
  severity: 'warning',
  scope: 'row',
  reads: ['birth_date', 'status'],
  title: words('年龄异常', 'Unusual age'),
  message: words('年龄 {years} 岁', '{years} years old'),
  expected: words('18–65 岁', '18 to 65'),
  fix: words('请核对出生日期和人员状态。', 'Check the birth date and the status.'),
  *check({ values: { birth_date, status }, context }) {
    if (birth_date === null || (status !== null && status !== '在职')) return;
    const years = yearsBetween(birth_date, context.today);
    if (years < YOUNGEST || years > OLDEST) yield { field: 'birth_date', params: { years } };
  },
});
