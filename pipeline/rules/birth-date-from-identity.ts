/** A blank birth date is taken from a document whose check character is right: a certainty, and told. */
import { words } from '../explanation.ts';
import { identityFacts } from '../identity.ts';
import { rule } from '../rule.ts';

export const birthDateFromIdentity = rule({
  id: 'birth-date-from-identity',
  severity: 'note',
  scope: 'row',
  reads: ['id_type', 'id_number', 'birth_date'],
  title: words('出生日期取自身份证', 'Birth date taken from the ID'),
  message: words(
    '出生日期未填，按证件号码取 {birth_date}',
    'The birth date was blank; the ID number says {birth_date}',
  ),
  fix: words('如不正确请修改。', 'Change it if it is wrong.'),
  *check({ values, isBlank }) {
    if (!isBlank('birth_date')) return;
    const facts = identityFacts(values);
    if (facts === undefined) return;
    yield {
      field: 'birth_date',
      params: { birth_date: facts.birth_date },
      set: { birth_date: facts.birth_date },
    };
  },
});
