/** Staff of research and training institutions enrol with their teaching certificate (DOMAIN §1, §5 B). */
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const enrolmentCertificate = rule({
  id: 'enrolment-certificate',
  severity: 'error',
  scope: 'row',
  reads: ['cert_no', 'project'],
  title: words('机构人员须填资格证号码', 'Certificate of institution staff is blank'),
  message: words('“{unit}”的人员报名必须填写“{label}”', 'Staff of "{unit}" must give "{label}"'),
  fix: words(
    '请按教师资格证填写；没有资格证不能报名。',
    'Copy it from the certificate; nobody enrols without one.',
  ),
  *check({ isBlank, context: { unit } }) {
    if (unit?.kind !== 'research_institute' && unit?.kind !== 'training_institute') return;
    if (isBlank('cert_no')) yield { field: 'cert_no', params: { unit: unit.name } };
  },
});
