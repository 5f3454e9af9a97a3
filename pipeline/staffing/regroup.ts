/** Changes the groups of a plan as little as a changed roster allows. */
import { binAt, countyOf, type Layout, move, roomIn, sizeOf } from './layout.ts';
import { type Allows, place } from './place.ts';
import { openGroup, openGroups, pinnedIn, type Seats, unseat } from './seats.ts';

const loadOf = (layout: Layout, group: number): number => binAt(layout, group).load;

function pinnedTo(seats: Seats, group: number): number {
  return [...binAt(seats.layout, group).schools.keys()].reduce(
    (sum, school) => sum + pinnedIn(seats, school, group),
    0,
  );
}

/** Gives groups up until `wanted` are left: those without anything pinned first, the smallest first. */
export function closeGroups(seats: Seats, wanted: number, isExpertPinned: (group: number) => boolean): void {
  const { layout, closed } = seats;
  const cost = (group: number): number => pinnedTo(seats, group) + (isExpertPinned(group) ? 1 : 0);
  const [...order] = openGroups(seats).sort(
    (a, b) => cost(a) - cost(b) || loadOf(layout, a) - loadOf(layout, b) || b - a,
  );
  for (const group of order.slice(0, Math.max(0, order.length - wanted))) {
    closed.add(group);
    for (const [school, count] of [...binAt(layout, group).schools]) unseat(seats, school, group, count);
  }
}

/** Takes out of every group that is too large what is not pinned: a whole small school where that is enough. */
export function relieve(seats: Seats): void {
  const { layout } = seats;
  for (const group of openGroups(seats)) {
    for (let excess = -roomIn(layout, group); excess > 0; excess = -roomIn(layout, group)) {
      const movable = [...binAt(layout, group).schools]
        .map(([school, count]) => ({ school, count, free: count - pinnedIn(seats, school, group) }))
        .filter(({ free }) => free > 0)
        .sort((a, b) => a.free - b.free || a.school - b.school);
      const one = movable.find(({ free }) => free >= excess) ?? movable.at(-1);
      if (one === undefined) throw new RangeError('more pinned teachers than a group has room for');
      unseat(seats, one.school, group, one.free < one.count ? Math.min(one.free, excess) : one.free);
    }
  }
}

/** Gives everyone without a group a place; answers how many found none. */
export function seatLoose(seats: Seats, maySplit: boolean): number {
  const { layout, loose } = seats;
  const mayLeave: Allows = (school, group) => pinnedIn(seats, school, group) === 0;
  const groups = openGroups(seats);
  const order = [...loose].sort(([a, x], [b, y]) => y - x || a - b);
  let left = 0;
  for (const [school, count] of order) {
    // A school that is larger than a group is split in any case.
    const isLarge = sizeOf(layout.pool, school) > layout.pool.ratio;
    const rest = place(layout, school, count, { groups, maySplit: maySplit || isLarge, mayLeave });
    if (rest === 0) loose.delete(school);
    else loose.set(school, rest);
    left += rest;
  }
  return left;
}

/** Opens groups, so that there are `wanted`, with numbers from `number` on; answers them. */
export function openGroupsUpTo(seats: Seats, wanted: number, number: number): number[] {
  const opened: number[] = [];
  while (openGroups(seats).length < wanted) opened.push(openGroup(seats, number + opened.length));
  return opened;
}

/**
 * A new group is more than the few teachers who made it necessary: the fullest groups give whole schools to it, of its own county
 * if they can, until it has `least` teachers.
 */
export function fillUp(seats: Seats, group: number, least: number): void {
  const { layout } = seats;
  for (;;) {
    const wanted = least - loadOf(layout, group);
    if (wanted <= 0) return;
    const mains = binAt(layout, group).counties;
    const main = mains.indexOf(Math.max(...mains));
    const gifts = openGroups(seats)
      .filter((from) => from !== group)
      .flatMap((from) => [...binAt(layout, from).schools].map(([school, count]) => ({ from, school, count })))
      .filter(
        ({ from, school, count }) =>
          count === sizeOf(layout.pool, school) &&
          count <= roomIn(layout, group) &&
          loadOf(layout, from) - count >= least &&
          pinnedIn(seats, school, from) === 0,
      )
      .sort(
        (a, b) =>
          Number(countyOf(layout.pool, a.school) !== main) -
            Number(countyOf(layout.pool, b.school) !== main) ||
          loadOf(layout, b.from) - loadOf(layout, a.from) ||
          Math.abs(a.count - wanted) - Math.abs(b.count - wanted) ||
          a.school - b.school,
      );
    const [gift] = gifts;
    if (gift === undefined) return;
    move(layout, gift.school, gift.from, group);
  }
}
