/** The last character of an eighteen-character number follows from the others (GB 11643-1999). */
import { words } from '../explanation.ts';
import { birthDateIn, documentOf, isChecksumRight } from '../identity.ts';
import { rule } from '../rule.ts';

export const identityChecksum = rule({
  id: 'identity-checksum',
  severity: 'error',
  scope: 'row',
  reads: ['id_type', 'id_number'],
  title: words('身份证号校验码不符', 'Check character of the ID is wrong'),
  message: words(
    '号码的校验码不符，至少有一位填错',
    'The check character does not fit: at least one digit is wrong',
  ),
  expected: words('与证件完全一致的 18 位号码', 'The 18 characters exactly as on the document'),
  fix: words(
    '请对照证件逐位核对；系统不会猜测。',
    'Compare each digit with the document; nothing is guessed.',
  ),
  *check({ values }) {
    const document = documentOf(values);
    if (!document?.hasChecksum || isChecksumRight(document.number)) return;
    // A number without a real birth date was already told by identity-format.
    if (birthDateIn(document.number) !== undefined) yield { field: 'id_number' };
  },
});
