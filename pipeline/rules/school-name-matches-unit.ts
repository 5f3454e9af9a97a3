/** Every row names the school that sends it as it is registered; spaces and widths don't matter. */
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';
import { folded } from '../text.ts';

export const schoolNameMatchesUnit = rule({
  id: 'school-name-matches-unit',
  severity: 'error',
  scope: 'row',
  reads: ['school_name'],
  templates: ['teacher'],
  title: words('学校名称与登记不一致', 'School name is not as registered'),
  message: words('学校名称与登记名称不一致', 'The school name differs from the registered one'),
  expected: words('{unit}', '{unit}'),
  fix: words(
    '请填写登记名称“{unit}”；如已更名，请联系县级管理员。',
    'Fill in "{unit}"; if the school was renamed, tell the county.',
  ),
  *check({ values, context: { unit } }) {
    if (unit === null || values.school_name === null || values.school_name === unit.name) return;
    if (folded(values.school_name) === folded(unit.name)) return;
    yield { field: 'school_name', params: { unit: unit.name } };
  },
});
