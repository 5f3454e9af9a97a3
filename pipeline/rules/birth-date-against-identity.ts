/** Characters 7–14 of a document are the birth date; the cell must say the same (GB 11643-1999). */
import { words } from '../explanation.ts';
import { identityFacts } from '../identity.ts';
import { rule } from '../rule.ts';

export const birthDateAgainstIdentity = rule({
  id: 'birth-date-against-identity',
  severity: 'error',
  scope: 'row',
  reads: ['id_type', 'id_number', 'birth_date'],
  title: words('出生日期与身份证不一致', 'Birth date differs from the ID'),
  message: words('出生日期与证件号码不一致', 'The birth date differs from what the ID number says'),
  expected: words('{birth_date}（按证件号码）', '{birth_date} (by the ID number)'),
  fix: words(
    '请核对出生日期；如日期无误，请核对证件号码。',
    'Check the date; if it is right, check the ID number.',
  ),
  *check({ values }) {
    const facts = identityFacts(values);
    if (facts === undefined || values.birth_date === null || values.birth_date === facts.birth_date) return;
    yield { field: 'birth_date', params: { birth_date: facts.birth_date } };
  },
});
