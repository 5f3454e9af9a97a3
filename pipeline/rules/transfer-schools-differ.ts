/** A teacher moves from one school to another. */
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';
import { folded } from '../text.ts';

export const transferSchoolsDiffer = rule({
  id: 'transfer-schools-differ',
  severity: 'error',
  scope: 'row',
  reads: ['from_school', 'to_school'],
  title: words('调出和调入是同一所学校', 'From and to are the same school'),
  message: words('调入学校与调出学校相同', 'The teacher would move to the same school'),
  expected: words('两所不同的学校', 'Two different schools'),
  fix: words('请核对调出学校和调入学校。', 'Check both schools.'),
  *check({ values: { from_school, to_school } }) {
    if (from_school === null || to_school === null) return;
    if (folded(from_school) === folded(to_school)) yield { field: 'to_school' };
  },
});
