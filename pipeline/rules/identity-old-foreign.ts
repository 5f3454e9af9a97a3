/** Foreign permanent residents' IDs from before 2023 are still valid but say less; the new number is better. */
import { words } from '../explanation.ts';
import { documentOf } from '../identity.ts';
import { rule } from '../rule.ts';

export const identityOldForeign = rule({
  id: 'identity-old-foreign',
  severity: 'warning',
  scope: 'row',
  reads: ['id_type', 'id_number'],
  title: words('旧版外国人永久居留证号', 'Old number of a foreign permanent resident'),
  message: words('这是 2023 年以前的旧号码', 'This is a number from before 2023'),
  expected: words('9 开头的 18 位新号码', 'The new number: 18 characters that begin with 9'),
  fix: words('如已换发新证，请填写新号码。', 'If a new card was issued, give its number.'),
  *check({ values }) {
    if (documentOf(values)?.shape === 'foreign-old') yield { field: 'id_number' };
  },
});
