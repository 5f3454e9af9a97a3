/** Plans a city again after its roster changed or people moved somebody by hand: groups, their keys and their teachers stay. */

import type { Cell, EnrolledTeacher, Pins, StaffingOptions } from '../../schemas/staffing.ts';
import type { BrokenPin, CellPlan, StaffingPlan, StudyGroup } from '../../schemas/staffing-plan.ts';
import { expertsFor } from './bound.ts';
import { cellKey, type School, schoolsOf, teachersByCell } from './cells.ts';
import { groupKey, membersOf, studyGroup } from './groups.ts';
import { scoreOf } from './layout.ts';
import { keptPins } from './pins.ts';
import { cellPlan, planCell, planCity, poolFrom, poolsOf } from './plan.ts';
import { closeGroups, fillUp, openGroupsUpTo, relieve, seatLoose } from './regroup.ts';
import { namedSeats, openGroups, type Seats, seatsFrom } from './seats.ts';
import { boundFor } from './solve.ts';

interface Context {
  readonly options: StaffingOptions;
  /** teacher_id → key, those that hold. */
  readonly kept: ReadonlyMap<string, string>;
  /** Keys of groups whose expert was chosen by hand. */
  readonly expertGroups: ReadonlySet<string>;
}

/** Seats everyone in as few groups as there must be, from the groups that there were. */
function reseated(seats: Seats, before: readonly StudyGroup[], number: number, context: Context): void {
  const { pool } = seats.layout;
  const { keep_schools, minimum_group } = context.options;
  const isAlways = keep_schools === 'always';
  const needed = expertsFor(pool.total, pool.ratio);
  const filled = before.filter((_, at) => (seats.layout.bins[at]?.load ?? 0) > 0).length;
  const isPinned = (group: number): boolean => context.expertGroups.has(before[group]?.key ?? '');
  closeGroups(seats, isAlways ? Math.max(needed, filled) : needed, isPinned);
  relieve(seats);
  const opened = openGroupsUpTo(seats, needed, number);
  while (seatLoose(seats, !isAlways) > 0) {
    // Only schools that stay whole can be without a place: all groups together have room for everyone.
    opened.push(...openGroupsUpTo(seats, openGroups(seats).length + 1, number + opened.length));
  }
  const least = Math.min(minimum_group, Math.floor(pool.total / openGroups(seats).length));
  for (const group of opened) fillUp(seats, group, least);
}

function groupsOf(seats: Seats, before: readonly StudyGroup[], cell: Cell, pool: string): StudyGroup[] {
  return namedSeats(seats).flatMap((parts, group) => {
    if (parts.length === 0) return [];
    const number = seats.numbers[group] ?? 0;
    return [studyGroup(before[group]?.key ?? groupKey(cell, pool, number), number, parts)];
  });
}

function replanPool(name: string, schools: readonly School[], previous: CellPlan, context: Context) {
  const { pooling, ratio, keep_schools } = context.options;
  const before = previous.groups.filter(({ county_id }) => pooling === 'city' || county_id === name);
  const keys = new Set(before.map(({ key }) => key));
  const pins = new Map([...context.kept].filter(([, key]) => keys.has(key)));
  const pool = poolFrom(schools, ratio);
  const highest = previous.numbered[name] ?? 0;
  const seats = seatsFrom(pool, schools, before, pins);
  reseated(seats, before, highest + 1, context);
  const groups = groupsOf(seats, before, previous, name);
  const open = { ...seats.layout, bins: openGroups(seats).flatMap((at) => seats.layout.bins[at] ?? []) };
  const bound = boundFor(pool, groups.length, keep_schools, scoreOf(open));
  return {
    ...{ name, groups, number: Math.max(highest, ...groups.map(({ number }) => number)) },
    part: { total: pool.total, groups: groups.length, bound },
  };
}

function replanCell(previous: CellPlan, teachers: readonly EnrolledTeacher[], context: Context): CellPlan {
  const schools = schoolsOf(teachers);
  const pools = poolsOf(schools, context.options).map(([name, own]) =>
    replanPool(name, own, previous, context),
  );
  return cellPlan(
    previous,
    schools,
    pools.flatMap(({ groups }) => groups),
    { ...previous.numbered, ...Object.fromEntries(pools.map(({ name, number }) => [name, number])) },
    pools.map(({ part }) => part),
    context.options,
  );
}

/** Pins that held against the groups before, but whose group had to be given up. */
function lostPins(kept: ReadonlyMap<string, string>, cells: readonly CellPlan[]): BrokenPin[] {
  const at = new Map(
    cells.flatMap(({ groups }) =>
      groups.flatMap((group) => membersOf(group).map((teacher_id) => [teacher_id, group.key] as const)),
    ),
  );
  return [...kept]
    .filter(([teacher_id, group]) => at.get(teacher_id) !== group)
    .map(([teacher_id, group]) => ({ kind: 'teacher', teacher_id, group, why: 'no-such-group' }));
}

/** Groups made by other rules can't be kept. */
const isSameKind = (a: StaffingOptions, b: StaffingOptions): boolean =>
  a.ratio === b.ratio && a.pooling === b.pooling && a.keep_schools === b.keep_schools;

/**
 * The plan before, changed as little as the new roster and the pins allow: a teacher stays in the group as long as there is one and
 * it isn't above the ratio, groups keep their keys, and there are again as few as `planCity` would make. With another ratio, pooling
 * or policy for schools everything is planned anew, and pins are held against the new groups. A pin that can't be kept is in
 * `broken_pins`. Nothing is improved beyond that: `reached` beside `bound` shows whether planning anew would be worth it.
 * @throws RangeError when a teacher is enrolled twice
 */
export function replan(
  previous: StaffingPlan,
  enrolled: readonly EnrolledTeacher[],
  options: StaffingOptions = previous.options,
  pins: Pins = previous.pins,
): StaffingPlan {
  const base = isSameKind(previous.options, options) ? previous : planCity(enrolled, options);
  const { kept, broken } = keptPins(pins, enrolled, base.cells, options);
  const context: Context = { options, kept, expertGroups: new Set(Object.keys(pins.experts)) };
  const before = new Map(base.cells.map((cell) => [cellKey(cell), cell]));
  const cells = teachersByCell(enrolled).map(([cell, teachers]) => {
    const planned = before.get(cellKey(cell));
    return planned === undefined ? planCell(cell, teachers, options) : replanCell(planned, teachers, context);
  });
  return { options, cells, pins, broken_pins: [...broken, ...lostPins(kept, cells)] };
}
