/** Research and training staff are collected only when they hold a teaching certificate (DOMAIN §1). */
import { certifiedPosts } from '../../schemas/teacher-choices.ts';
import { words } from '../explanation.ts';
import { type RowScope, rule } from '../rule.ts';

function needsCertificate({ values, context: { unit } }: RowScope<'post_type'>): boolean {
  if (unit?.kind === 'research_institute' || unit?.kind === 'training_institute') return true;
  return values.post_type !== null && certifiedPosts.includes(values.post_type);
}

export const certificateRequired = rule({
  id: 'certificate-required',
  severity: 'error',
  scope: 'row',
  reads: ['post_type', 'cert_type', 'cert_no'],
  title: words('教研、培训人员须填资格证', 'Certificate of research or training staff is blank'),
  message: words('教研、科研、培训人员必须填写“{label}”', 'Research and training staff must give "{label}"'),
  fix: words(
    '请按教师资格证填写；没有资格证的人员不在采集范围。',
    'Copy it from the certificate; staff without one are not collected.',
  ),
  *check(row) {
    if (!needsCertificate(row)) return;
    for (const field of ['cert_type', 'cert_no'] as const) if (row.isBlank(field)) yield { field };
  },
});
