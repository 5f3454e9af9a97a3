/** Plans the study groups of a city: every enrolled teacher in exactly one, none above the ratio, with the fewest experts. */

import { type Cell, type EnrolledTeacher, noPins, type StaffingOptions } from '../../schemas/staffing.ts';
import type { CellPlan, Score, Share, StaffingPlan, StudyGroup } from '../../schemas/staffing-plan.ts';
import { expertsFor, type Part, summedBound } from './bound.ts';
import { byId, type School, schoolsOf, teachersByCell } from './cells.ts';
import { groupsFrom } from './groups.ts';
import { poolOf } from './layout.ts';
import { mergesOf } from './merges.ts';
import { solved } from './solve.ts';

/** The schools that may share groups, by the pool's name: '' for a city, the county's id county by county. */
export function poolsOf(
  schools: readonly School[],
  { pooling }: StaffingOptions,
): (readonly [string, readonly School[]])[] {
  if (pooling === 'city') return [['', schools]];
  const pools = new Map<string, School[]>();
  for (const school of schools) pools.set(school.county_id, [...(pools.get(school.county_id) ?? []), school]);
  return [...pools].sort(([a], [b]) => byId(a, b));
}

export function poolFrom(schools: readonly School[], ratio: number) {
  const counties = [...new Set(schools.map(({ county_id }) => county_id))].sort(byId);
  const numbers = new Map(counties.map((county_id, number) => [county_id, number]));
  return poolOf(
    schools.map(({ teacher_ids }) => teacher_ids.length),
    schools.map(({ county_id }) => numbers.get(county_id) ?? 0),
    ratio,
  );
}

/** Teachers of each county. */
export function countyShares(schools: readonly School[]): Share[] {
  const counts = new Map<string, number>();
  for (const { county_id, teacher_ids } of schools) {
    counts.set(county_id, (counts.get(county_id) ?? 0) + teacher_ids.length);
  }
  return [...counts].map(([county_id, teachers]) => ({ county_id, teachers }));
}

/** What groups come to, read from themselves. */
export function scoreOfGroups(groups: readonly StudyGroup[]): Score {
  const homes = new Map<string, number>();
  let outside = 0;
  for (const { units, counties, teachers } of groups) {
    for (const { unit_id } of units) homes.set(unit_id, (homes.get(unit_id) ?? 0) + 1);
    outside += teachers - (counties[0]?.teachers ?? 0);
  }
  const loads = groups.map(({ teachers }) => teachers);
  return {
    experts: groups.length,
    schools_split: [...homes.values()].filter((count) => count > 1).length,
    group_counties: groups.reduce((sum, { counties }) => sum + counties.length, 0),
    outside_county: outside,
    load_range: Math.max(...loads) - Math.min(...loads),
  };
}

/** A cell's plan from its groups and the bounds of its pools. */
export function cellPlan(
  cell: Cell,
  schools: readonly School[],
  groups: readonly StudyGroup[],
  numbered: Readonly<Record<string, number>>,
  parts: readonly Part[],
  options: StaffingOptions,
): CellPlan {
  const { stage, subject } = cell;
  const enrolled = schools.reduce((sum, { teacher_ids }) => sum + teacher_ids.length, 0);
  return {
    stage,
    subject,
    enrolled,
    groups,
    reached: scoreOfGroups(groups),
    bound: summedBound(parts),
    city_bound: expertsFor(enrolled, options.ratio),
    numbered,
    merges: options.pooling === 'county' ? mergesOf(countyShares(schools), options) : [],
  };
}

/** Plans one stage-subject cell; `teachers` are all of that cell, at least one. */
export function planCell(
  cell: Cell,
  teachers: readonly EnrolledTeacher[],
  options: StaffingOptions,
): CellPlan {
  const schools = schoolsOf(teachers);
  const planned = poolsOf(schools, options).map(([name, own]) => {
    const pool = poolFrom(own, options.ratio);
    const { layout, bound } = solved(pool, options.keep_schools);
    const groups = groupsFrom(layout, own, cell, name);
    return { name, groups, part: { total: pool.total, groups: groups.length, bound } };
  });
  return cellPlan(
    cell,
    schools,
    planned.flatMap(({ groups }) => groups),
    Object.fromEntries(planned.map(({ name, groups }) => [name, groups.length])),
    planned.map(({ part }) => part),
    options,
  );
}

/**
 * Plans every cell of a city. The same teachers in any order give the same plan.
 * @throws RangeError when a teacher is enrolled twice
 */
export function planCity(enrolled: readonly EnrolledTeacher[], options: StaffingOptions): StaffingPlan {
  const cells = teachersByCell(enrolled).map(([cell, teachers]) => planCell(cell, teachers, options));
  return { options, cells, pins: noPins, broken_pins: [] };
}
