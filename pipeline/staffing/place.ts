/** Finds room in the groups of a layout for teachers of a school: whole where it can be, beside their own county first. */
import { countyOf, hasCounty, type Layout, move, put, roomIn } from './layout.ts';

/** May teachers of this school be put there, or taken from there? */
export type Allows = (school: number, group: number) => boolean;
const always: Allows = () => true;

/** The tightest of the groups that has room for `count`. */
function tightest(layout: Layout, groups: readonly number[], count: number): number | undefined {
  let best: number | undefined;
  for (const group of groups) {
    const room = roomIn(layout, group);
    if (room >= count && (best === undefined || room < roomIn(layout, best))) best = group;
  }
  return best;
}

/** Makes room for `count` in one of `groups` by moving one whole school from it to another of them. */
function madeRoom(
  layout: Layout,
  groups: readonly number[],
  count: number,
  mayLeave: Allows,
): number | undefined {
  for (const group of groups) {
    const wanted = count - roomIn(layout, group);
    const others = groups.filter((other) => other !== group);
    const here = [...(layout.bins[group]?.schools ?? [])].sort(([a, x], [b, y]) => x - y || a - b);
    for (const [school, size] of here) {
      if (size < wanted || (layout.homes[school]?.size ?? 0) > 1 || !mayLeave(school, group)) continue;
      const county = countyOf(layout.pool, school);
      const beside = others.filter((other) => hasCounty(layout, other, county));
      const to = tightest(layout, beside, size);
      if (to === undefined) continue;
      move(layout, school, group, to);
      return group;
    }
  }
  return undefined;
}

/** Fills rooms one after another, the largest first; what no group of `groups` has room for is returned. */
function poured(layout: Layout, school: number, count: number, groups: readonly number[]): number {
  let left = count;
  const order = [...groups].sort((a, b) => roomIn(layout, b) - roomIn(layout, a) || a - b);
  for (const group of order) {
    const part = Math.min(left, roomIn(layout, group));
    put(layout, school, group, part);
    left -= part;
  }
  return left;
}

export interface Placing {
  /** Groups that may take this school's teachers. */
  readonly groups: readonly number[];
  /** Whether a school that has room for in no group as a whole may be split. */
  readonly maySplit?: boolean;
  /** Whether a school may be moved away to make room. */
  readonly mayLeave?: Allows;
}

/**
 * Puts `count` teachers of a school into the groups: beside the rest of the school, whole beside its county, whole by moving one
 * other school, whole anywhere, and in parts last. Answers how many found no room.
 */
export function place(
  layout: Layout,
  school: number,
  count: number,
  { groups, maySplit = true, mayLeave = always }: Placing,
): number {
  const county = countyOf(layout.pool, school);
  const own = groups.filter((group) => layout.homes[school]?.has(group));
  const beside = groups.filter((group) => hasCounty(layout, group, county));
  const whole =
    tightest(layout, own, count) ??
    tightest(layout, beside, count) ??
    madeRoom(layout, beside, count, mayLeave) ??
    tightest(layout, groups, count) ??
    madeRoom(layout, groups, count, mayLeave);
  if (whole !== undefined) {
    put(layout, school, whole, count);
    return 0;
  }
  if (!maySplit) return count;
  let left = poured(layout, school, count, own);
  left = poured(layout, school, left, beside);
  return poured(layout, school, left, groups);
}
