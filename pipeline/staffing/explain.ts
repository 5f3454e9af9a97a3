/** Explains each number of a cell's plan as data: how many, why, what is split, and how far from the bound. */

import type { Cell } from '../../schemas/staffing.ts';
import {
  type CellPlan,
  type Explanation,
  objectives,
  type SplitReason,
  type SplitSchool,
  type StaffingPlan,
  type StudyGroup,
} from '../../schemas/staffing-plan.ts';
import { expertsFor } from './bound.ts';
import { byId, cellKey } from './cells.ts';

/** What is rounded up to whole experts by itself. */
function poolsOf({ enrolled, groups }: CellPlan, { options }: StaffingPlan): Explanation['pools'] {
  const poolOf = (county_id: string | null, teachers: number) => ({
    county_id,
    teachers,
    experts: expertsFor(teachers, options.ratio),
  });
  if (options.pooling === 'city') return [poolOf(null, enrolled)];
  const counts = new Map<string, number>();
  for (const { county_id, teachers } of groups)
    counts.set(county_id, (counts.get(county_id) ?? 0) + teachers);
  return [...counts].map(([county_id, teachers]) => poolOf(county_id, teachers));
}

/** A school's parts and the groups that they are in. */
type Part = StudyGroup['units'][number] & { readonly group: string };

function splitReason(parts: readonly Part[], teachers: number, { options, pins }: StaffingPlan): SplitReason {
  if (teachers > options.ratio) return 'larger-than-group';
  const isPinned = ({ group, teacher_ids }: Part): boolean =>
    teacher_ids.some((teacher_id) => pins.teachers[teacher_id] === group);
  if (parts.some(isPinned)) return 'pinned';
  return options.keep_schools === 'ignore' ? 'counties-first' : 'no-room-for-whole';
}

function splitSchool(parts: readonly Part[], plan: StaffingPlan): SplitSchool[] {
  const [first] = parts;
  if (first === undefined || parts.length === 1) return [];
  const teachers = parts.reduce((sum, part) => sum + part.teachers, 0);
  return [
    {
      unit_id: first.unit_id,
      county_id: first.county_id,
      teachers,
      groups: parts.map(({ group, teachers: here }) => ({ group, teachers: here })),
      why: splitReason(parts, teachers, plan),
    },
  ];
}

function splitSchools({ groups }: CellPlan, plan: StaffingPlan): SplitSchool[] {
  const schools = new Map<string, Part[]>();
  for (const part of groups.flatMap(({ key, units }) => units.map((unit) => ({ ...unit, group: key })))) {
    const parts = schools.get(part.unit_id);
    if (parts === undefined) schools.set(part.unit_id, [part]);
    else parts.push(part);
  }
  return [...schools.values()]
    .flatMap((parts) => splitSchool(parts, plan))
    .sort((a, b) => byId(a.unit_id, b.unit_id));
}

/** Where the numbers of a cell come from; undefined when nobody of it is enrolled. */
export function explain(plan: StaffingPlan, cell: Cell): Explanation | undefined {
  const planned = plan.cells.find((each) => cellKey(each) === cellKey(cell));
  if (planned === undefined) return undefined;
  const { stage, subject, enrolled, reached, bound, city_bound, merges } = planned;
  const { ratio, minimum_group } = plan.options;
  const pools = poolsOf(planned, plan);
  const fewest = pools.reduce((sum, { experts }) => sum + experts, 0);
  return {
    ...{ stage, subject, enrolled, ratio, pools, city_bound, merges },
    experts: reached.experts,
    why_experts: reached.experts === fewest ? 'bound' : 'whole-schools',
    split: splitSchools(planned, plan),
    groups: planned.groups.map(({ key, teachers, county_id, counties }) => ({
      ...{ group: key, teachers, county_id, counties },
      is_below_minimum: teachers < minimum_group,
    })),
    gaps: objectives.map((objective) => ({
      objective,
      reached: reached[objective],
      bound: bound[objective],
      gap: reached[objective] - bound[objective],
    })),
  };
}
