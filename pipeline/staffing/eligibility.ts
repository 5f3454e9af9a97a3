/** Whether an expert may guide a group, and how well the two suit each other. */

import type { Cell, Expert, StaffingOptions } from '../../schemas/staffing.ts';
import type { StudyGroup, Unfit } from '../../schemas/staffing-plan.ts';
import { cellKey } from './cells.ts';

/** A group with the cell that it belongs to. */
export interface Post {
  readonly cell: Cell;
  readonly group: StudyGroup;
  readonly members: ReadonlySet<string>;
}

export interface Rules {
  readonly options: StaffingOptions;
  /** Every teacher who is in a group of the plan. */
  readonly enrolled: ReadonlySet<string>;
}

/** Nobody guides more teachers than the ratio has, whatever they offer. */
export const capacityOf = ({ capacity }: Expert, { ratio }: StaffingOptions): number =>
  Math.min(capacity, ratio);

/** Counties of the group that the expert doesn't serve. */
export const unserved = ({ serves }: Expert, { counties }: StudyGroup): string[] =>
  serves === 'city'
    ? []
    : counties.map(({ county_id }) => county_id).filter((county_id) => !serves.includes(county_id));

/** Why the expert may not guide the group; null when they may. What nothing can mend comes first. */
export function unfit(expert: Expert, { cell, group, members }: Post, rules: Rules): Unfit | null {
  const { teacher_id } = expert;
  if (cellKey(expert) !== cellKey(cell)) return 'other-cell';
  if (teacher_id !== null && members.has(teacher_id)) return 'own-group';
  if (!rules.options.experts_may_enrol && teacher_id !== null && rules.enrolled.has(teacher_id)) {
    return 'enrolled';
  }
  if (unserved(expert, group).length > 0) return 'counties';
  return capacityOf(expert, rules.options) < group.teachers ? 'capacity' : null;
}

/** How badly they suit each other; a smaller first number outweighs everything behind it. */
export type Distance = readonly [county: number, level: number, spare: number];

/**
 * Best is an expert who works in the group's main county, then one who named it, then one for the whole city; a county's expert for a
 * group of one county and a city's for a mixed one; and whose capacity is not larger than needed.
 */
export function distance(expert: Expert, { group }: Post, options: StaffingOptions): Distance {
  const named = expert.serves === 'city' ? 2 : 1;
  const level = group.counties.length > 1 ? 'city' : 'county';
  return [
    expert.county_id === group.county_id ? 0 : named,
    expert.level === level ? 0 : 1,
    capacityOf(expert, options) - group.teachers,
  ];
}
