/** Fills groups county by county along a strip with whole schools, so that as few groups as can be hold two counties. */
import { countyOf, emptyLayout, type Layout, type Pool, put, roomIn, sizeOf } from './layout.ts';
import { place } from './place.ts';
import { cutsOf, orderOf } from './strip.ts';
import { nearestSubset } from './subset.ts';

/** How many teachers of a county a group is to have. */
interface Portion {
  readonly group: number;
  readonly count: number;
}

/** Groups for each set of counties: as many as it needs, and those left over where they relieve most. */
function groupsOf(sums: readonly number[], groups: number, ratio: number): number[] {
  const each = sums.map((sum) => Math.ceil(sum / ratio));
  for (let left = groups - each.reduce((sum, count) => sum + count, 0); left > 0; left -= 1) {
    let fullest = 0;
    const load = (at: number): number => (sums[at] ?? 0) / (each[at] ?? 1);
    for (const at of each.keys()) if (load(at) > load(fullest)) fullest = at;
    each[fullest] = (each[fullest] ?? 0) + 1;
  }
  return each;
}

/** For each county, in the order in which they are filled, its portions along the strip. */
function portionsOf({ totals, ratio, components }: Pool, groups: number): (readonly [number, Portion[]])[] {
  const sumOf = (component: readonly number[]): number =>
    component.reduce((sum, county) => sum + (totals[county] ?? 0), 0);
  const counts = groupsOf(components.map(sumOf), groups, ratio);
  let first = 0;
  return components.flatMap((component, at) => {
    const order = orderOf(component, totals, ratio);
    const sizes = order.map((county) => totals[county] ?? 0);
    const loads = cutsOf(sizes, counts[at] ?? 0, ratio);
    const portions = order.map((county) => [county, [] as Portion[]] as const);
    let group = 0;
    let room = loads[0] ?? 0;
    for (const [place, [, own]] of portions.entries()) {
      for (let left = sizes[place] ?? 0; left > 0; ) {
        if (room === 0) {
          group += 1;
          room = loads[group] ?? left;
        }
        const count = Math.min(left, room);
        own.push({ group: first + group, count });
        left -= count;
        room -= count;
      }
    }
    first += loads.length;
    return portions;
  });
}

/** Schools of each county, largest first. */
function schoolsByCounty(pool: Pool): number[][] {
  const schools: number[][] = pool.totals.map(() => []);
  for (const school of pool.sizes.keys()) schools[countyOf(pool, school)]?.push(school);
  for (const each of schools) each.sort((a, b) => sizeOf(pool, b) - sizeOf(pool, a) || a - b);
  return schools;
}

/** What is left to be put somewhere, by school. */
type Left = Map<number, number>;

/** Teachers of schools that are split anyway, into what room a portion has left. */
function topUp(layout: Layout, fluid: Left, group: number, most: number): number {
  let room = most;
  for (const [school, count] of fluid) {
    const part = Math.min(count, room);
    put(layout, school, group, part);
    room -= part;
    if (part === count) fluid.delete(school);
    else if (part > 0) fluid.set(school, count - part);
    if (room <= 0) break;
  }
  return most - Math.max(0, room);
}

/** Fills the portions of one county and returns what found no place in them. */
function fillCounty(
  layout: Layout,
  schools: readonly number[],
  isFluid: (school: number) => boolean,
  portions: readonly Portion[],
  reserved: Map<number, number>,
): Left {
  const { pool } = layout;
  let whole = schools.filter((school) => !isFluid(school));
  const fluid: Left = new Map(schools.filter(isFluid).map((school) => [school, sizeOf(pool, school)]));
  let owed = 0;
  for (const [at, { group, count }] of portions.entries()) {
    reserved.set(group, (reserved.get(group) ?? 0) - count);
    const most = roomIn(layout, group) - (reserved.get(group) ?? 0);
    const isLast = at === portions.length - 1;
    const target = isLast ? most : Math.max(0, Math.min(most, count + owed));
    // Fluid teachers fill up to the target; without them a little more than the target is as good as a little less.
    const limit = fluid.size > 0 ? target : most;
    const sizes = whole.map((school) => sizeOf(pool, school));
    const chosen = new Set(nearestSubset(sizes, target, limit));
    let sum = 0;
    for (const place of chosen) {
      put(layout, whole[place] ?? 0, group, sizes[place] ?? 0);
      sum += sizes[place] ?? 0;
    }
    whole = whole.filter((_, place) => !chosen.has(place));
    sum += topUp(layout, fluid, group, target - sum);
    owed += count - sum;
  }
  return new Map([...whole.map((school) => [school, sizeOf(pool, school)] as const), ...fluid]);
}

/**
 * A layout of `groups` groups in which every teacher of the pool has a place. Schools that `isFluid` are cut as it suits; others
 * are split only when no group has room for the whole.
 */
export function filled(pool: Pool, groups: number, isFluid: (school: number) => boolean): Layout {
  const layout = emptyLayout(pool, groups);
  const schools = schoolsByCounty(pool);
  const portions = portionsOf(pool, groups);
  const reserved = new Map<number, number>();
  for (const { group, count } of portions.flatMap(([, each]) => each)) {
    reserved.set(group, (reserved.get(group) ?? 0) + count);
  }
  const left = portions.flatMap(([county, each]) => [
    ...fillCounty(layout, schools[county] ?? [], isFluid, each, reserved),
  ]);
  placeAll(layout, left);
  return layout;
}

/** Places what is left, the largest first and what is split anyway last. */
export function placeAll(layout: Layout, left: readonly (readonly [number, number])[]): void {
  const groups = [...layout.bins.keys()];
  const order = [...left].sort(([a, x], [b, y]) => y - x || a - b);
  const later = order.filter(
    ([school, count]) => place(layout, school, count, { groups, maySplit: false }) > 0,
  );
  for (const [school, count] of later) {
    // Earlier ones may have taken a part's room; the sum of all rooms is enough.
    if (place(layout, school, count, { groups }) > 0) throw new RangeError('more teachers than room');
  }
}

/** A layout from a packing of whole schools; what is split flows into the room that they leave. */
export function packed(
  pool: Pool,
  groups: number,
  order: readonly number[],
  { split, groups: packing }: { readonly split: number; readonly groups: readonly number[] },
): Layout {
  const layout = emptyLayout(pool, groups);
  for (const [at, group] of packing.entries()) {
    const school = order[split + at] ?? 0;
    put(layout, school, group, sizeOf(pool, school));
  }
  for (const school of order.slice(0, split)) {
    const rooms = [...layout.bins.keys()];
    place(layout, school, sizeOf(pool, school), { groups: rooms, mayLeave: () => false });
  }
  return layout;
}
