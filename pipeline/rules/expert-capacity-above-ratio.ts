/** Guidance is staffed at one to a hundred: nobody is given more teachers than that, whatever was offered (DOMAIN §7). */
import { teachersPerExpert } from '../../schemas/staffing.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const expertCapacityAboveRatio = rule({
  id: 'expert-capacity-above-ratio',
  severity: 'warning',
  scope: 'row',
  reads: ['capacity'],
  title: words('可指导人数超过配比', 'Capacity above the ratio'),
  message: words(
    '可指导 {capacity} 人，超过每人 {most} 人的配比',
    '{capacity} teachers, above the ratio of {most} to one',
  ),
  expected: words('不超过 {most} 人', 'At most {most}'),
  fix: words('配备时最多按 {most} 人计。', 'No more than {most} will be counted.'),
  *check({ values: { capacity } }) {
    if (capacity !== null && Number(capacity) > teachersPerExpert) {
      yield { field: 'capacity', params: { capacity: Number(capacity), most: teachersPerExpert } };
    }
  },
});
