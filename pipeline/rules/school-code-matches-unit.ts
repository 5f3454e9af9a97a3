/** Every row names the school that sends it, by its code when it has one. */
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const schoolCodeMatchesUnit = rule({
  id: 'school-code-matches-unit',
  severity: 'error',
  scope: 'row',
  reads: ['school_code'],
  // A sheet of schools is sent by the authority over them.
  templates: ['teacher', 'enrolment'],
  title: words('学校标识码与本单位不一致', "School code is not this unit's"),
  message: words('学校标识码不是“{unit}”的标识码', 'The school code is not that of "{unit}"'),
  expected: [
    words('{code}', '{code}'),
    words('留空：“{codeless}”没有标识码', 'Blank: "{codeless}" has no code'),
  ],
  fix: [
    words('请填写 {code}。', 'Fill in {code}.'),
    words(
      '如果教师已调往其他学校，请办理调动。',
      'If the teacher has moved to another school, arrange a transfer.',
    ),
  ],
  *check({ values, isBlank, context: { unit } }) {
    if (unit === null || values.school_code === unit.code) return;
    // Unreadable codes were told; a blank one is wrong only where there is a code to give.
    if (values.school_code === null && (unit.code === null || !isBlank('school_code'))) return;
    yield {
      field: 'school_code',
      params: { unit: unit.name, code: unit.code ?? '', codeless: unit.code === null ? unit.name : '' },
    };
  },
});
