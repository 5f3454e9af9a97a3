/** A rural flag that differs from the school's urban-rural class is a question, which the county confirms. */
import { urbanRuralClasses } from '../../schemas/unit.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const ruralAgainstSchool = rule({
  id: 'rural-against-school',
  severity: 'warning',
  scope: 'row',
  reads: ['is_rural'],
  templates: ['teacher'],
  title: words('乡村教师与学校城乡分类不一致', "Rural flag differs from the school's class"),
  message: words(
    '学校城乡分类是“{school_class}”，与所选“{chosen}”不一致',
    'The school is classed as "{school_class}", which differs from "{chosen}"',
  ),
  expected: words('{expected}（按学校城乡分类）', '{expected} (by the class of the school)'),
  fix: words(
    '请核对；如无误可保留，由县级确认。',
    'Check it; if it is right, leave it and the county will confirm.',
  ),
  *check({ values, context: { unit, rural_classes } }) {
    const schoolClass = unit?.urban_rural_class ?? null;
    if (schoolClass === null || values.is_rural === null) return;
    const expected = rural_classes.includes(schoolClass);
    if (values.is_rural === expected) return;
    yield {
      field: 'is_rural',
      params: {
        school_class: urbanRuralClasses[schoolClass].zh,
        chosen: values.is_rural ? '是' : '否',
        expected: expected ? '是' : '否',
      },
    };
  },
});
