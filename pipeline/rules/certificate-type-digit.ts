/** The tenth digit of a certificate number tells its kind; one that disagrees is worth a look, no more (DOMAIN §5). */
import { certificateTypes } from '../../schemas/teacher-choices.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

/** Year 4, province 2, authority 3 stand before it. */
const TYPE_DIGIT = 9;

export const certificateTypeDigit = rule({
  id: 'certificate-type-digit',
  severity: 'warning',
  scope: 'row',
  reads: ['cert_type', 'cert_no'],
  title: words('资格证号码与种类不符', 'Certificate number and kind disagree'),
  message: words(
    '资格证号码第 10 位与“{kind}”不符',
    'The tenth digit of the number does not stand for "{kind}"',
  ),
  expected: words('{by_number}（按号码）', '{by_number} (by the number)'),
  fix: words('请对照资格证核对种类和号码。', 'Compare kind and number with the certificate.'),
  *check({ values: { cert_no, cert_type } }) {
    if (cert_no === null || cert_type === null) return;
    const byNumber = certificateTypes[Number(cert_no[TYPE_DIGIT]) - 1]?.value;
    if (byNumber === cert_type) return;
    yield { field: 'cert_type', params: { kind: cert_type, by_number: byNumber ?? '' } };
  },
});
