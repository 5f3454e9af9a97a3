/** Finds the groups of one pool: several ways to fill them, each improved, and the best of them in the order of the objectives. */

import type { SchoolPolicy } from '../../schemas/staffing.ts';
import type { Score } from '../../schemas/staffing-plan.ts';
import { boundOf, expertsFor } from './bound.ts';
import { filled, packed } from './fill.ts';
import { improve } from './improve.ts';
import { joinSchools } from './join.ts';
import { byScore, type Layout, type Pool, scoreOf } from './layout.ts';
import { groupsForWhole, splitsOf } from './packing.ts';

export interface Solution {
  readonly layout: Layout;
  readonly reached: Score;
  readonly bound: Score;
}

/** Ways to fill that are tried beyond the first, when that one splits more schools than is known to be needed. */
const moreTries = 4;

/** The pool's schools, largest first. */
const largestFirst = ({ sizes }: Pool): number[] =>
  [...sizes.keys()].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);

/** Schools that are larger than any group. */
const mustSplit = ({ sizes, ratio }: Pool): number => sizes.filter((size) => size > ratio).length;

interface Tried {
  readonly layout: Layout;
  readonly reached: Score;
}

function tried(layout: Layout, policy: SchoolPolicy): Tried {
  if (policy !== 'ignore') joinSchools(layout);
  improve(layout, policy);
  return { layout, reached: scoreOf(layout) };
}

/** The layout in which the `split` largest schools are cut as it suits. */
function filledWith(pool: Pool, groups: number, policy: SchoolPolicy, split: number): Tried {
  const fluid = new Set(largestFirst(pool).slice(0, split));
  return tried(
    filled(pool, groups, (school) => fluid.has(school)),
    policy,
  );
}

function best(candidates: readonly Tried[], policy: SchoolPolicy): Tried {
  const [first] = [...candidates].sort((a, b) => byScore(a.reached, b.reached, policy));
  if (first === undefined) throw new RangeError('nothing was tried');
  return first;
}

/**
 * What no plan of the pool with the policy is below; where a plan with this many groups splits more schools than the quick bound,
 * packings are searched for a better one.
 */
export function boundFor(pool: Pool, groups: number, policy: SchoolPolicy, reached: Score): Score {
  const bound = boundOf(pool, groups);
  const whole = pool.sizes.filter((size) => size <= pool.ratio);
  const experts =
    policy === 'always' ? Math.max(bound.experts, groupsForWhole(whole, pool.ratio)) : bound.experts;
  if (policy === 'ignore' || reached.schools_split <= bound.schools_split) return { ...bound, experts };
  const sizes = [...pool.sizes].sort((a, b) => b - a);
  return { ...bound, experts, schools_split: splitsOf(sizes, groups, pool.ratio, moreTries).bound };
}

/** The best layout found with exactly `groups` groups, which must have room for all. */
function bestWith(pool: Pool, groups: number, policy: SchoolPolicy): Tried {
  const first = filledWith(pool, groups, policy, mustSplit(pool));
  const bound = boundOf(pool, groups);
  if (policy === 'ignore') {
    if (first.reached.group_counties === bound.group_counties) return first;
    return best([first, filledWith(pool, groups, policy, pool.sizes.length)], policy);
  }
  if (first.reached.schools_split <= bound.schools_split) return first;
  const order = largestFirst(pool);
  const sizes = order.map((school) => pool.sizes[school] ?? 0);
  const splits = splitsOf(sizes, groups, pool.ratio, moreTries);
  const candidates = [first];
  for (let split = splits.bound; split < splits.bound + moreTries; split += 1) {
    if (split >= Math.min(...candidates.map(({ reached }) => reached.schools_split))) break;
    candidates.push(filledWith(pool, groups, policy, split));
  }
  if (splits.found !== null) candidates.push(tried(packed(pool, groups, order, splits.found), policy));
  return best(candidates, policy);
}

/**
 * The best groups that are found for a pool: ⌈N/Q⌉ of them, or with the policy `always` as many as keep every school whole that
 * is not larger than a group.
 */
export function solved(pool: Pool, policy: SchoolPolicy): Solution {
  const whole = pool.sizes.filter((size) => size <= pool.ratio);
  const least = expertsFor(pool.total, pool.ratio);
  const isAlways = policy === 'always';
  for (let groups = isAlways ? Math.max(least, groupsForWhole(whole, pool.ratio)) : least; ; groups += 1) {
    const found = bestWith(pool, groups, policy);
    if (isAlways && found.reached.schools_split > mustSplit(pool)) continue;
    return { ...found, bound: boundFor(pool, groups, policy, found.reached) };
  }
}
