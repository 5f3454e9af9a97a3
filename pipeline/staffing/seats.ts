/** Keeps who sat in which group while a plan is made anew: seats become counts, and counts name the same teachers again. */
import type { StudyGroup } from '../../schemas/staffing-plan.ts';
import { byId, type School } from './cells.ts';
import { addBin, emptyLayout, type Layout, type Pool, put } from './layout.ts';

/** A pool on its way from one plan to the next. */
export interface Seats {
  readonly layout: Layout;
  readonly schools: readonly School[];
  /** The number that each group of the layout has in its pool; groups that are given up keep it. */
  readonly numbers: number[];
  /** Where teachers sat before, or are pinned to: groups of the layout. */
  readonly seatOf: ReadonlyMap<string, number>;
  readonly pinned: ReadonlySet<string>;
  /** Groups that are given up. */
  readonly closed: Set<number>;
  /** Teachers without a group, by school. */
  readonly loose: Map<number, number>;
}

/** Teachers of a school who are pinned to a group. */
export function pinnedIn({ schools, seatOf, pinned }: Seats, school: number, group: number): number {
  if (pinned.size === 0) return 0;
  const ids = schools[school]?.teacher_ids ?? [];
  return ids.filter((id) => pinned.has(id) && seatOf.get(id) === group).length;
}

export const openGroups = ({ layout, closed }: Seats): number[] =>
  [...layout.bins.keys()].filter((group) => !closed.has(group));

/** Takes teachers of a school out of a group; they need a place then. */
export function unseat({ layout, loose }: Seats, school: number, group: number, count: number): void {
  put(layout, school, group, -count);
  loose.set(school, (loose.get(school) ?? 0) + count);
}

/** The groups of the pool before, with whoever is still enrolled in their seats; `pins` name groups by key. */
export function seatsFrom(
  pool: Pool,
  schools: readonly School[],
  groups: readonly StudyGroup[],
  pins: ReadonlyMap<string, string>,
): Seats {
  const layout = emptyLayout(pool, groups.length);
  const places = new Map(groups.map(({ key }, place) => [key, place]));
  const seatOf = new Map<string, number>();
  for (const [place, { units }] of groups.entries()) {
    for (const id of units.flatMap(({ teacher_ids }) => teacher_ids)) seatOf.set(id, place);
  }
  for (const [teacher_id, key] of pins) seatOf.set(teacher_id, places.get(key) ?? 0);
  const loose = new Map<number, number>();
  for (const [school, { teacher_ids }] of schools.entries()) {
    for (const id of teacher_ids) {
      const seat = seatOf.get(id);
      if (seat === undefined) loose.set(school, (loose.get(school) ?? 0) + 1);
      else put(layout, school, seat, 1);
    }
  }
  const numbers = groups.map(({ number }) => number);
  return { layout, schools, numbers, seatOf, pinned: new Set(pins.keys()), closed: new Set(), loose };
}

/** Opens a group with the next number. */
export function openGroup({ layout, numbers }: Seats, number: number): number {
  numbers.push(number);
  return addBin(layout);
}

/** Names the teachers behind the counts: whoever sat in a group stays as long as its count has room, pinned ones first. */
export function namedSeats({ layout, schools, seatOf, pinned }: Seats): School[][] {
  const parts: School[][] = layout.bins.map(() => []);
  for (const [number, school] of schools.entries()) {
    const groups = [...(layout.homes[number] ?? [])].sort((a, b) => a - b);
    const left = new Map(groups.map((group) => [group, layout.bins[group]?.schools.get(number) ?? 0]));
    const named = new Map(groups.map((group) => [group, [] as string[]]));
    const seat = (id: string, group: number): boolean => {
      const room = left.get(group) ?? 0;
      if (room === 0) return false;
      left.set(group, room - 1);
      named.get(group)?.push(id);
      return true;
    };
    const isPinned = (id: string): number => (pinned.has(id) ? 0 : 1);
    const inOrder = [...school.teacher_ids].sort((a, b) => isPinned(a) - isPinned(b) || byId(a, b));
    const unseated = inOrder.filter((id) => !seat(id, seatOf.get(id) ?? -1));
    for (const id of unseated) groups.some((group) => seat(id, group));
    for (const [group, ids] of named) parts[group]?.push({ ...school, teacher_ids: ids.sort(byId) });
  }
  return parts;
}
