/** Reads a kept plan: its figures cell by cell and together, and the part of it that one county may see. */
import type { CellFigures, PlanContent, PlanFigures } from '../../schemas/kept-plan.ts';
import type { CellPlan, StudyGroup } from '../../schemas/staffing-plan.ts';
import { expertsFor } from './bound.ts';
import { cellKey } from './cells.ts';

/** Teachers of each county in a cell. */
export function sharesOf({ groups }: Pick<CellPlan, 'groups'>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { units } of groups) {
    for (const { county_id, teachers } of units)
      counts.set(county_id, (counts.get(county_id) ?? 0) + teachers);
  }
  return counts;
}

function figuresOf(cell: CellPlan, { plan, team, experts }: PlanContent): CellFigures {
  const shares = [...sharesOf(cell).values()];
  const keys = new Set(cell.groups.map(({ key }) => key));
  const { ratio } = plan.options;
  const enrolled = shares.reduce((sum, count) => sum + count, 0);
  return {
    ...{ key: cellKey(cell), stage: cell.stage, subject: cell.subject, enrolled },
    bound: expertsFor(enrolled, ratio),
    needed: cell.groups.length,
    by_county: shares.reduce((sum, count) => sum + expertsFor(count, ratio), 0),
    available: experts.filter((expert) => cellKey(expert) === cellKey(cell)).length,
    assigned: team.assignments.filter(({ group }) => keys.has(group)).length,
    gaps: team.gaps.filter(({ group }) => keys.has(group)).length,
  };
}

export const cellFigures = (content: PlanContent): CellFigures[] =>
  content.plan.cells.map((cell) => figuresOf(cell, content));

export function planFigures(content: PlanContent): PlanFigures {
  const cells = cellFigures(content);
  const sum = (of: (cell: CellFigures) => number): number => cells.reduce((all, cell) => all + of(cell), 0);
  return {
    enrolled: sum(({ enrolled }) => enrolled),
    bound: sum(({ bound }) => bound),
    needed: sum(({ needed }) => needed),
    by_county: sum(({ by_county }) => by_county),
    available: content.experts.length,
    assigned: sum(({ assigned }) => assigned),
    gaps: sum(({ gaps }) => gaps),
    broken_pins: content.plan.broken_pins.length + content.team.broken_pins.length,
  };
}

/** Groups with teachers of this county, of whom only its own units are left; how large a group is stays told. */
export function partOfCounty(content: PlanContent, countyId: string): PlanContent {
  const own = (group: StudyGroup): StudyGroup[] => {
    const units = group.units.filter(({ county_id }) => county_id === countyId);
    return units.length === 0 ? [] : [{ ...group, units }];
  };
  const cells = content.plan.cells.flatMap((cell) => {
    const groups = cell.groups.flatMap(own);
    return groups.length === 0 ? [] : [{ ...cell, groups }];
  });
  const keys = new Set(cells.flatMap(({ groups }) => groups.map(({ key }) => key)));
  const teachers = new Set(
    cells.flatMap(({ groups }) => groups.flatMap(({ units }) => units.flatMap((unit) => unit.teacher_ids))),
  );
  const { team, plan } = content;
  const assignments = team.assignments.filter(({ group }) => keys.has(group));
  const guiding = new Set(assignments.map(({ expert_id }) => expert_id));
  const pins = Object.entries(plan.pins.teachers).filter(([teacher]) => teachers.has(teacher));
  return {
    plan: { ...plan, cells, pins: { teachers: Object.fromEntries(pins), experts: {} }, broken_pins: [] },
    team: {
      ...team,
      ...{ assignments, gaps: team.gaps.filter(({ group }) => keys.has(group)), broken_pins: [] },
      ...{ spare: [], enrolled_experts: [] },
    },
    comparison: { scenarios: [], cells: [] },
    marks: {},
    experts: content.experts.filter(({ expert_id }) => guiding.has(expert_id)),
  };
}
