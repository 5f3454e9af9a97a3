/** Area 3799 was never assigned: its numbers belong to nobody and are refused outside the demo and tests. */
import { testArea } from '../../schemas/identity-document.ts';
import { words } from '../explanation.ts';
import { documentOf } from '../identity.ts';
import { rule } from '../rule.ts';

export const testIdentity = rule({
  id: 'test-identity',
  severity: 'error',
  scope: 'row',
  reads: ['id_type', 'id_number'],
  title: words('演示用身份证号', 'ID number of the demo'),
  message: words(
    '3799 开头的号码只供演示，不属于任何人',
    'Numbers that begin with 3799 are for the demo and belong to nobody',
  ),
  expected: words('教师本人的证件号码', "The teacher's own number"),
  fix: words(
    '请填写教师本人的证件号码，或删除示例人员。',
    "Give the teacher's own number, or delete the sample person.",
  ),
  *check({ values, context }) {
    if (context.allow_test_ids) return;
    const document = documentOf(values);
    if (document?.shape === 'resident' && document.number.startsWith(testArea)) yield { field: 'id_number' };
  },
});
