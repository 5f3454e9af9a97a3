/** The first two digits name the province of first registration, wherever the person lives now (GB/T 2260). */
import { words } from '../explanation.ts';
import { documentOf, identityFacts, isProvincePrefix } from '../identity.ts';
import { rule } from '../rule.ts';

export const identityProvincePrefix = rule({
  id: 'identity-province-prefix',
  severity: 'error',
  scope: 'row',
  reads: ['id_type', 'id_number'],
  title: words('身份证号前两位不存在', 'No province has that number'),
  message: words('号码前两位不是任何省级代码', 'The first two digits are no code of a province'),
  expected: words(
    '11–15、21–23、31–37、41–46、50–54、61–65、71、81–83',
    '11–15, 21–23, 31–37, 41–46, 50–54, 61–65, 71, 81–83',
  ),
  fix: words('请对照证件核对号码。', 'Compare the number with the document.'),
  *check({ values }) {
    const document = documentOf(values);
    if (document === undefined || identityFacts(values) === undefined) return;
    // A foreign resident's number begins with 9; its province comes after.
    const prefix = document.number.slice(...(document.shape === 'foreign' ? [1, 3] : [0, 2]));
    if (!isProvincePrefix(prefix)) yield { field: 'id_number' };
  },
});
