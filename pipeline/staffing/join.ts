/** Makes split schools whole again by packing a few groups anew. */
import { binAt, countyOf, hasCounty, type Layout, put, roomIn, sizeOf } from './layout.ts';
import { pack } from './packing.ts';

/** Groups beside its own that a school may be joined with; all sets of up to three of them are tried. */
const mostOthers = 14;
const mostAtOnce = 3;
const mostSteps = 400;

/** Sets of `count` of the first numbers below `of`, in order. */
function* setsOf(count: number, of: number, from = 0): Generator<number[]> {
  if (count === 0) yield [];
  else
    for (let at = from; at < of; at += 1)
      for (const rest of setsOf(count - 1, of, at + 1)) yield [at, ...rest];
}

interface Contents {
  /** Schools that lie in these groups completely and fit into one, largest first. */
  readonly whole: readonly number[];
  /** Parts of schools that are split anyway. */
  readonly parts: readonly (readonly [school: number, count: number])[];
}

function contentsOf(layout: Layout, groups: readonly number[]): Contents {
  const counts = new Map<number, number>();
  for (const group of groups) {
    for (const [school, count] of binAt(layout, group).schools) {
      counts.set(school, (counts.get(school) ?? 0) + count);
    }
  }
  const { pool } = layout;
  const isWhole = ([school, count]: readonly [number, number]): boolean =>
    count === sizeOf(pool, school) && count <= pool.ratio;
  const order = [...counts].sort(([a, x], [b, y]) => y - x || a - b);
  return {
    whole: order.filter(isWhole).map(([school]) => school),
    parts: order.filter((each) => !isWhole(each)),
  };
}

/** Parts go where their county is, and then wherever there is room. */
function pour(layout: Layout, groups: readonly number[], school: number, count: number): void {
  const county = countyOf(layout.pool, school);
  const rank = (group: number): number => (hasCounty(layout, group, county) ? 0 : 1);
  let left = count;
  for (const group of [...groups].sort(
    (a, b) => rank(a) - rank(b) || roomIn(layout, b) - roomIn(layout, a),
  )) {
    const part = Math.min(left, roomIn(layout, group));
    put(layout, school, group, part);
    left -= part;
  }
}

/** Packs these groups anew with every school whole that can be; answers whether there was such a packing. */
function repacked(layout: Layout, groups: readonly number[]): boolean {
  const { pool } = layout;
  const { whole, parts } = contentsOf(layout, groups);
  const sizes = whole.map((school) => sizeOf(pool, school));
  const counties = whole.map((school) => countyOf(pool, school));
  const packing = pack(sizes, { groups: groups.length, ratio: pool.ratio, steps: mostSteps, counties });
  if (packing === 'impossible' || packing === 'unknown') return false;
  for (const group of groups) {
    for (const [school, count] of [...binAt(layout, group).schools]) put(layout, school, group, -count);
  }
  for (const [at, place] of packing.entries())
    put(layout, whole[at] ?? 0, groups[place] ?? 0, sizes[at] ?? 0);
  for (const [school, count] of parts) pour(layout, groups, school, count);
  return true;
}

/** The likeliest helpers first: groups of the same county, then those with parts that can be cut anew or with room. */
function othersFor(layout: Layout, school: number, own: readonly number[]): number[] {
  const county = countyOf(layout.pool, school);
  const isLoose = (group: number): boolean =>
    roomIn(layout, group) > 0 ||
    [...binAt(layout, group).schools.keys()].some((each) => (layout.homes[each]?.size ?? 0) > 1);
  const rank = (group: number): number =>
    (hasCounty(layout, group, county) ? 0 : 2) + (isLoose(group) ? 0 : 1);
  return [...layout.bins.keys()]
    .filter((group) => !own.includes(group))
    .sort((a, b) => rank(a) - rank(b) || a - b)
    .slice(0, mostOthers);
}

function joined(layout: Layout, school: number): boolean {
  const own = [...(layout.homes[school] ?? [])].sort((a, b) => a - b);
  const others = othersFor(layout, school, own);
  for (let count = 0; count <= mostAtOnce; count += 1) {
    for (const set of setsOf(count, others.length)) {
      if (repacked(layout, [...own, ...set.map((at) => others[at] ?? 0)])) return true;
    }
  }
  return false;
}

/** Joins what schools it can, the smallest first, since those are easiest to place. No school is split by it that was not. */
export function joinSchools(layout: Layout): void {
  const { pool, homes } = layout;
  const split = [...pool.sizes.keys()].filter(
    (school) => (homes[school]?.size ?? 0) > 1 && sizeOf(pool, school) <= pool.ratio,
  );
  for (const school of split.sort((a, b) => sizeOf(pool, a) - sizeOf(pool, b) || a - b)) {
    if ((homes[school]?.size ?? 0) > 1) joined(layout, school);
  }
}
