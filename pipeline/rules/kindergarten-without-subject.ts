/** A kindergarten teaches no subjects; one that was filled in is cleared and told. */
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const kindergartenWithoutSubject = rule({
  id: 'kindergarten-without-subject',
  severity: 'warning',
  scope: 'row',
  reads: ['stage', 'subject'],
  title: words('幼儿园不填学科', 'Kindergartens have no subject'),
  message: words(
    '幼儿园没有任教学科，“{found}”已清空',
    'A kindergarten has no subjects; "{found}" was cleared',
  ),
  expected: words('留空', 'Blank'),
  fix: words('如果学段填错，请修改任教学段。', 'If the stage is wrong, mend the stage.'),
  *check({ values, isBlank, rawText }) {
    if (values.stage !== '幼儿园' || isBlank('subject')) return;
    yield { field: 'subject', params: { found: rawText('subject')?.trim() ?? '' }, set: { subject: null } };
  },
});
