/** Who may choose a stage that their school doesn't offer: certified heads and institution staff (DOMAIN §2). */
import type { FieldValues } from './sheets.ts';
import { certifiedPosts } from './teacher-choices.ts';
import type { UnitFacts } from './unit.ts';

/** Certificates for primary and secondary teaching. */
export const schoolCertificates: readonly FieldValues['cert_type'][] = [
  '小学教师资格',
  '初级中学教师资格',
  '高级中学教师资格',
];

/** Whoever leads a school or kindergarten. */
export const headPost = '校（园）长' satisfies FieldValues['post_type'];

export type Post = Pick<FieldValues, 'post_type' | 'cert_type'>;

/** Its SQL twin is in database/enrolment-list.ts. */
export function mayChooseAnyStage({ post_type, cert_type }: Post, unit: Pick<UnitFacts, 'kind'>): boolean {
  if (unit.kind !== 'school') return true;
  if (post_type === null || certifiedPosts.includes(post_type)) return true;
  return post_type === headPost && schoolCertificates.includes(cert_type);
}
