/** Turns counts into study groups: named teachers, with the counties and units they come from. */

import type { Cell } from '../../schemas/staffing.ts';
import type { Share, StudyGroup, UnitMembers } from '../../schemas/staffing-plan.ts';
import { byId, cellKey, type School } from './cells.ts';
import type { Layout } from './layout.ts';

/** Some or all of a school's teachers. */
export type SchoolPart = School;

const most = (a: Share, b: Share): number => b.teachers - a.teachers || byId(a.county_id, b.county_id);

/** Groups are numbered in their pool: the city's (''), or a county's. */
export const groupKey = (cell: Cell, pool: string, number: number): string =>
  [cellKey(cell), ...(pool === '' ? [] : [pool]), number].join('-');

/** A group of these parts of schools. @throws RangeError when it is empty */
export function studyGroup(key: string, number: number, parts: readonly SchoolPart[]): StudyGroup {
  const counties = new Map<string, number>();
  for (const { county_id, teacher_ids } of parts) {
    counties.set(county_id, (counties.get(county_id) ?? 0) + teacher_ids.length);
  }
  const shares = [...counties].map(([county_id, teachers]) => ({ county_id, teachers })).sort(most);
  const [main] = shares;
  if (main === undefined) throw new RangeError(`group ${key} is empty`);
  const units = parts.map((part): UnitMembers => ({ ...part, teachers: part.teacher_ids.length }));
  return {
    key,
    number,
    county_id: main.county_id,
    counties: shares,
    units: units.sort((a, b) => most(a, b) || byId(a.unit_id, b.unit_id)),
    teachers: shares.reduce((sum, { teachers }) => sum + teachers, 0),
  };
}

/** Every teacher of a group. */
export const membersOf = ({ units }: StudyGroup): string[] => units.flatMap(({ teacher_ids }) => teacher_ids);

/** Groups in the order in which they are numbered: by main county, then as they were laid. Empty ones are left out. */
function inOrder({ bins }: Layout): number[] {
  const main = (group: number): number => {
    const counties = bins[group]?.counties ?? [];
    return counties.indexOf(Math.max(...counties));
  };
  return [...bins.keys()]
    .filter((group) => (bins[group]?.load ?? 0) > 0)
    .sort((a, b) => main(a) - main(b) || a - b);
}

/** The teachers of a layout's groups, whose schools are these; a school that is split is cut in the order of its ids. */
export function groupsFrom(
  layout: Layout,
  schools: readonly School[],
  cell: Cell,
  pool: string,
): StudyGroup[] {
  const given = schools.map(() => 0);
  return inOrder(layout).map((group, at) => {
    const parts = [...(layout.bins[group]?.schools ?? [])].flatMap(([school, count]): SchoolPart[] => {
      const from = schools[school];
      if (from === undefined) return [];
      const start = given[school] ?? 0;
      given[school] = start + count;
      return [{ ...from, teacher_ids: from.teacher_ids.slice(start, start + count) }];
    });
    return studyGroup(groupKey(cell, pool, at + 1), at + 1, parts);
  });
}
