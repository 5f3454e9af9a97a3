/** An old code is another than the new one: a school that keeps its code has none to replace. */
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const schoolCodesDiffer = rule({
  id: 'school-codes-differ',
  severity: 'error',
  scope: 'row',
  reads: ['school_code', 'old_code'],
  title: words('原标识码与标识码相同', 'Old and new code are the same'),
  message: words('原标识码与学校标识码相同', 'The old code is the same as the school code'),
  expected: words('两个不同的标识码，或原标识码留空', 'Two codes, or no old one'),
  fix: words('标识码没有变就清空“原标识码”。', 'Clear the old code when it has not changed.'),
  *check({ values: { school_code, old_code } }) {
    if (old_code !== null && old_code === school_code) yield { field: 'old_code' };
  },
});
