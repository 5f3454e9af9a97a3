/** An expert guides a hundred teachers unless it is said otherwise; more than that is above the ratio (DOMAIN §7). */
import { teachersPerExpert } from '../../schemas/staffing.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const expertCapacity = rule({
  id: 'expert-capacity',
  severity: 'note',
  scope: 'row',
  reads: ['capacity'],
  title: words('可指导人数按 100 人计', 'Capacity taken as 100'),
  message: words('没有填写可指导人数，按 {capacity} 人计', 'No capacity was given; {capacity} is assumed'),
  fix: words('如不同请填写。', 'Fill it in if it is another.'),
  *check({ isBlank }) {
    if (!isBlank('capacity')) return;
    yield {
      field: 'capacity',
      params: { capacity: teachersPerExpert },
      set: { capacity: String(teachersPerExpert) },
    };
  },
});
