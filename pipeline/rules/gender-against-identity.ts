/** The seventeenth digit of a document tells the gender; the cell must say the same (GB 11643-1999). */
import { words } from '../explanation.ts';
import { identityFacts } from '../identity.ts';
import { rule } from '../rule.ts';

export const genderAgainstIdentity = rule({
  id: 'gender-against-identity',
  severity: 'error',
  scope: 'row',
  reads: ['id_type', 'id_number', 'gender'],
  title: words('性别与身份证不一致', 'Gender differs from the ID'),
  message: words('性别与证件号码不一致', 'The gender differs from what the ID number says'),
  expected: words('{gender}（按证件号码）', '{gender} (by the ID number)'),
  fix: words(
    '请核对性别；如性别无误，请核对证件号码。',
    'Check the gender; if it is right, check the ID number.',
  ),
  *check({ values }) {
    const facts = identityFacts(values);
    if (facts === undefined || values.gender === null || values.gender === facts.gender) return;
    yield { field: 'gender', params: { gender: facts.gender } };
  },
});
