/** Sets ways to staff a city side by side: how many experts each needs, and what the least would be. */

import type { EnrolledTeacher, StaffingOptions } from '../../schemas/staffing.ts';
import type { Scenario, ScenarioComparison } from '../../schemas/staffing-plan.ts';
import { expertsFor } from './bound.ts';
import { type School, schoolsOf, teachersByCell } from './cells.ts';
import { poolFrom, poolsOf } from './plan.ts';
import { solved } from './solve.ts';

interface Need {
  readonly experts: number;
  readonly below_minimum: number;
}

const teachersOf = (schools: readonly School[]): number =>
  schools.reduce((sum, { teacher_ids }) => sum + teacher_ids.length, 0);

/** Only keeping every school whole needs the groups themselves; otherwise the counts say it. */
function needOf(schools: readonly School[], options: StaffingOptions): Need {
  let experts = 0;
  let below_minimum = 0;
  for (const [, own] of poolsOf(schools, options)) {
    const teachers = teachersOf(own);
    if (teachers < options.minimum_group) below_minimum += 1;
    experts +=
      options.keep_schools === 'always'
        ? solved(poolFrom(own, options.ratio), 'always').reached.experts
        : expertsFor(teachers, options.ratio);
  }
  return { experts, below_minimum };
}

const percentAbove = (count: number, base: number): number =>
  base === 0 ? 0 : Math.round(((count - base) * 1000) / base) / 10;

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/**
 * The experts that each of the options needs, per cell and together. The same figures as `planCity` comes to, without planning.
 * @throws RangeError when a teacher is enrolled twice
 */
export function compareScenarios(
  enrolled: readonly EnrolledTeacher[],
  optionsList: readonly StaffingOptions[],
): ScenarioComparison {
  const cells = teachersByCell(enrolled).map(([{ stage, subject }, teachers]) => {
    const schools = schoolsOf(teachers);
    const needs = optionsList.map((options) => needOf(schools, options));
    const bounds = optionsList.map(({ ratio }) => expertsFor(teachers.length, ratio));
    return { cell: { stage, subject, enrolled: teachers.length }, needs, bounds };
  });
  const totals = optionsList.map((options, at) => ({
    options,
    experts: sumOf(cells.map(({ needs }) => needs[at]?.experts ?? 0)),
    bound: sumOf(cells.map(({ bounds }) => bounds[at] ?? 0)),
    below_minimum: sumOf(cells.map(({ needs }) => needs[at]?.below_minimum ?? 0)),
  }));
  const first = totals[0]?.experts ?? 0;
  const scenarios = totals.map(
    (total): Scenario => ({
      ...total,
      percent_above_bound: percentAbove(total.experts, total.bound),
      percent_above_first: percentAbove(total.experts, first),
    }),
  );
  return {
    scenarios,
    cells: cells.map(({ cell, needs, bounds }) => ({
      ...cell,
      experts: needs.map(({ experts }) => experts),
      bounds,
    })),
  };
}
