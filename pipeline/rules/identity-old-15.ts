/** Fifteen-digit resident IDs ended in 2013; the eighteen-digit number is needed and is not derived. */
import { words } from '../explanation.ts';
import { documentOf } from '../identity.ts';
import { rule } from '../rule.ts';

export const identityOld15 = rule({
  id: 'identity-old-15',
  severity: 'error',
  scope: 'row',
  reads: ['id_type', 'id_number'],
  title: words('15 位旧身份证号', 'Old ID number of 15 digits'),
  message: words('这是 15 位的旧号码', 'This is an old number of 15 digits'),
  expected: words('18 位身份证号', 'The number of 18 characters'),
  fix: words('请按二代身份证填写 18 位号码。', 'Give the 18-character number of the present ID card.'),
  *check({ values }) {
    if (documentOf(values)?.shape === 'resident-old') yield { field: 'id_number' };
  },
});
