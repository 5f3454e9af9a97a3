/** The first two digits of a school code say what kind of school it is (学校标识码, DOMAIN §4). */
import { codeCategories } from '../../schemas/organisation-choices.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const schoolCodeOfKind = rule({
  id: 'school-code-of-kind',
  severity: 'error',
  scope: 'row',
  reads: ['school_code', 'school_kind', 'operation'],
  title: words('标识码与办学类型不符', 'School code does not fit the kind'),
  message: words(
    '标识码前两位不是“{kind}”的 {category}',
    'The code does not begin with {category} as for a "{kind}"',
  ),
  expected: words('{category} 开头的 10 位数字', '10 digits that begin with {category}'),
  fix: words(
    '请核对学校标识码和办学类型；办学类型变了，标识码也会变。',
    'Check code and kind; a school that changes its kind gets another code.',
  ),
  *check({ values: { school_code, school_kind, operation } }) {
    // In a merger the code is that of the school that takes over, whose kind is its own.
    if (school_code === null || school_kind === null || operation === '撤并') return;
    const category = codeCategories.get(school_kind);
    if (category !== undefined && !school_code.startsWith(category)) {
      yield { field: 'school_code', params: { kind: school_kind, category } };
    }
  },
});
