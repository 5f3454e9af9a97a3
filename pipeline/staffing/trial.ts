/** Compares what a few groups cost before and after a change, while a layout is being improved. */
import type { SchoolPolicy } from '../../schemas/staffing.ts';
import { type Bin, type Layout, mixOf } from './layout.ts';

/** Moves looked at for one pool; a city of 130,000 stays far below its ten seconds. */
export const mostTrials = 400_000;

/** What a few groups contribute to the objectives, the first before the second. */
export type Cost = readonly [number, number, number, number];

export const isLess = (a: Cost, b: Cost): boolean => {
  for (const [at, value] of a.entries()) {
    const other = b[at] ?? 0;
    if (value !== other) return value < other;
  }
  return false;
};

export interface Search {
  readonly layout: Layout;
  readonly policy: SchoolPolicy;
  trials: number;
}

export function costOf(
  { layout, policy }: Search,
  schools: readonly number[],
  ...bins: readonly Bin[]
): Cost {
  let pairs = 0;
  let outside = 0;
  let squares = 0;
  for (const bin of bins) {
    const mix = mixOf(bin);
    pairs += mix.pairs;
    outside += mix.outside;
    squares += bin.load * bin.load;
  }
  let splits = 0;
  for (const school of schools) if ((layout.homes[school]?.size ?? 0) > 1) splits += 1;
  return policy === 'ignore' ? [pairs, outside, splits, squares] : [splits, pairs, outside, squares];
}
