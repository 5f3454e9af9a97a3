/** What makes a row the departure of its person. */
import type { CheckedRow } from '../schemas/examined.ts';

export const isDeparting = ({ values: { action, status } }: CheckedRow): boolean =>
  action === '离职' || status === '离职' || status === '退休';
