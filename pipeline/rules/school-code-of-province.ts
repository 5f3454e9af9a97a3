/** The third and fourth digits of a school code are the province's: 37 for Shandong (学校标识码, DOMAIN §4). */
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

const PROVINCE = '37';

export const schoolCodeOfProvince = rule({
  id: 'school-code-of-province',
  severity: 'error',
  scope: 'row',
  reads: ['school_code', 'old_code'],
  title: words('标识码不是本省的', 'School code of another province'),
  message: words('“{label}”第 3、4 位不是 {province}', 'Digits 3 and 4 of "{label}" are not {province}'),
  expected: words('第 3、4 位为 {province}', '{province} as digits 3 and 4'),
  fix: words('请核对学校标识码。', 'Check the school code.'),
  *check({ values }) {
    for (const field of ['school_code', 'old_code'] as const) {
      const code = values[field];
      if (code !== null && code.slice(2, 4) !== PROVINCE) yield { field, params: { province: PROVINCE } };
    }
  },
});
