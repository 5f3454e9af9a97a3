/** The next version of a city's plan: from the roster and team of now, or with one thing decided by hand. */
import type { PinFailure, PlanContent } from '../../schemas/kept-plan.ts';
import type { CellRoster, ToCompute, ToGive, ToMove } from '../../schemas/planner.ts';
import { type EnrolledTeacher, type StaffingOptions, usualOptions } from '../../schemas/staffing.ts';
import type { StaffingPlan } from '../../schemas/staffing-plan.ts';
import { assignExperts } from './assign.ts';
import { cellKey } from './cells.ts';
import { planCity } from './plan.ts';
import { replan } from './replan.ts';
import { enrolledFrom, plannedRoster, withCellOf } from './roster.ts';
import { compareScenarios } from './scenarios.ts';

/** The plan as it became, and why what was asked by hand could not be; null where it could. */
export interface Concluded {
  readonly content: PlanContent;
  readonly failure: PinFailure | null;
}

/** This plan first, then the other pooling, and fewer teachers or larger groups. */
function scenariosOf(options: StaffingOptions): StaffingOptions[] {
  const other = options.pooling === 'city' ? 'county' : 'city';
  const ratio = Math.max(1, Math.round(options.ratio * 0.8));
  return [
    options,
    { ...options, pooling: other },
    { ...options, ratio },
    { ...options, pooling: other, ratio },
    { ...options, pooling: 'county', minimum_group: Math.round(options.ratio / 2) },
  ];
}

function planFor(
  previous: StaffingPlan | null,
  enrolled: readonly EnrolledTeacher[],
  options: StaffingOptions,
  { fresh, cell }: Pick<ToCompute, 'fresh' | 'cell'>,
): StaffingPlan {
  if (previous === null) return planCity(enrolled, options);
  if (!fresh) return replan(previous, enrolled, options);
  const isAnew = (each: Parameters<typeof cellKey>[0]) => cell === null || cellKey(each) === cell;
  const anew = planCity(enrolled.filter(isAnew), options).cells;
  const cells = [...previous.cells.filter((each) => !isAnew(each)), ...anew];
  return replan({ ...previous, options, cells }, enrolled, options, previous.pins);
}

const marksOf = (roster: readonly CellRoster[]): Record<string, string> =>
  Object.fromEntries(roster.map((cell) => [cellKey(cell), cell.mark]));

/** Of one cell's roster, the marks of the others stay what they were. */
function marksAfter(before: PlanContent | null, { roster, cell }: ToCompute): Record<string, string> {
  if (before === null || cell === null) return marksOf(roster);
  const { [cell]: _, ...others } = before.marks;
  return { ...others, ...marksOf(roster.filter((each) => cellKey(each) === cell)) };
}

/**
 * With the roster of now, of one cell or all, and the team of now. Groups, seats and what was decided by hand stay unless `fresh`,
 * which drops the seats. @throws RangeError when a teacher is enrolled twice
 */
export function computed(before: PlanContent | null, asked: ToCompute): Concluded {
  const previous = before?.plan ?? null;
  const changed = asked.cell === null ? asked.options : {};
  const options = { ...(previous?.options ?? usualOptions), ...changed };
  const now = enrolledFrom(asked.roster);
  const enrolled =
    previous === null || asked.cell === null ? now : withCellOf(plannedRoster(previous), now, asked.cell);
  const plan = planFor(previous, enrolled, options, asked);
  const content = {
    plan,
    team: assignExperts(plan, asked.experts),
    comparison: compareScenarios(enrolled, scenariosOf(options)),
    experts: asked.experts,
    marks: marksAfter(before, asked),
  };
  return { content, failure: null };
}

const movers = (plan: StaffingPlan, who: ToMove['who']): readonly string[] =>
  'teacher_id' in who
    ? [who.teacher_id]
    : plannedRoster({ cells: plan.cells.filter((cell) => cellKey(cell) === who.cell) })
        .filter(({ unit_id }) => unit_id === who.unit_id)
        .map(({ teacher_id }) => teacher_id);

/** A teacher or a whole unit in another group of the cell, for good or until that is taken back; all of them or nobody. */
export function moved(before: PlanContent, { who, group }: ToMove): Concluded {
  const { plan, experts } = before;
  const moving = new Set(movers(plan, who));
  const others = Object.entries(plan.pins.teachers).filter(([id]) => !moving.has(id));
  const own = group === null ? [] : [...moving].map((id) => [id, group] as const);
  const pins = { ...plan.pins, teachers: Object.fromEntries([...others, ...own]) };
  const again = replan(plan, plannedRoster(plan), plan.options, pins);
  const broken = again.broken_pins.find((pin) => pin.kind === 'teacher' && moving.has(pin.teacher_id));
  const content = { ...before, plan: again, team: assignExperts(again, experts) };
  return { content, failure: broken?.why ?? null };
}

/** An expert of the team for a group, for good; without one the group is left to be assigned. */
export function given(before: PlanContent, { group, expert_id, experts }: ToGive): Concluded {
  const others = Object.entries(before.plan.pins.experts).filter(
    // Who is given to a second group leaves the first.
    ([key, id]) => key !== group && id !== expert_id,
  );
  const pinned = expert_id === null ? others : [...others, [group, expert_id] as const];
  const pins = { ...before.plan.pins, experts: Object.fromEntries(pinned) };
  const plan = { ...before.plan, pins };
  const team = assignExperts(plan, experts);
  const broken = team.broken_pins.find((pin) => pin.kind === 'expert' && pin.group === group);
  return { content: { ...before, plan, team, experts }, failure: broken?.why ?? null };
}
