/** A transfer takes effect around the day it is reported; a date far from it is usually a slip. */
import { yearsBetween } from '../calendar.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const transferDate = rule({
  id: 'transfer-date',
  severity: 'warning',
  scope: 'row',
  reads: ['effective_date'],
  title: words('生效日期相隔太久', 'Effective date far away'),
  message: words('生效日期与今天相差一年以上', 'The effective date is more than a year from today'),
  expected: words('一年以内', 'Within a year'),
  fix: words('请核对生效日期。', 'Check the effective date.'),
  *check({ values: { effective_date }, context: { today } }) {
    if (effective_date === null) return;
    const [earlier, later] = effective_date < today ? [effective_date, today] : [today, effective_date];
    if (yearsBetween(earlier, later) >= 1) yield { field: 'effective_date' };
  },
});
