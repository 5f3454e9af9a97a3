/** Plans a city cell by cell with a pause between them, so that whoever else uses the process is served meanwhile. */
import type { EnrolledTeacher, Pins, StaffingOptions } from '../../schemas/staffing.ts';
import type {
  BrokenPin,
  CellPlan,
  Scenario,
  ScenarioCell,
  ScenarioComparison,
  StaffingPlan,
} from '../../schemas/staffing-plan.ts';
import { cellKey, teachersByCell } from './cells.ts';
import { planCity } from './plan.ts';
import { replan } from './replan.ts';
import { compareScenarios } from './scenarios.ts';

/** Lets others run; called between pieces of work. */
export type Pause = () => Promise<void>;

/** A group's key begins with its cell's: the pins that name a group of this cell. */
function pinsIn(pins: Pins, cell: string): Pins {
  const here = (group: string): boolean => group.startsWith(`${cell}-`);
  const of = (all: Readonly<Record<string, string>>, isHere: (key: string, value: string) => boolean) =>
    Object.fromEntries(Object.entries(all).filter(([key, value]) => isHere(key, value)));
  return {
    teachers: of(pins.teachers, (_, group) => here(group)),
    experts: of(pins.experts, (group) => here(group)),
  };
}

/**
 * What `replan` comes to (`planCity` where there was no plan before), with `pause` awaited after each cell.
 * @throws RangeError when a teacher is enrolled twice
 */
export async function planPaced(
  previous: StaffingPlan | null,
  enrolled: readonly EnrolledTeacher[],
  options: StaffingOptions,
  pins: Pins,
  pause: Pause,
): Promise<StaffingPlan> {
  const cells: CellPlan[] = [];
  const broken: BrokenPin[] = [];
  const byCell = teachersByCell(enrolled);
  const cellOf = new Map(enrolled.map((teacher) => [teacher.teacher_id, cellKey(teacher)]));
  await pause();
  for (const [cell, teachers] of byCell) {
    const key = cellKey(cell);
    const before = previous?.cells.filter((each) => cellKey(each) === key) ?? [];
    const own = pinsIn(pins, key);
    const isNew = previous === null || before.length === 0;
    const base: StaffingPlan = isNew ? planCity(teachers, options) : { ...previous, cells: before };
    const isDone = isNew && Object.keys(own.teachers).length + Object.keys(own.experts).length === 0;
    if (isNew) await pause();
    const planned = isDone ? base : replan(base, teachers, options, own);
    cells.push(...planned.cells);
    broken.push(...planned.broken_pins);
    await pause();
  }
  const known = new Set(byCell.map(([cell]) => cellKey(cell)));
  const isLost = (group: string): boolean => ![...known].some((key) => group.startsWith(`${key}-`));
  for (const [teacher_id, group] of Object.entries(pins.teachers)) {
    if (isLost(group)) broken.push({ kind: 'teacher', teacher_id, group, why: 'no-such-group' });
  }
  return {
    ...{ options, cells, pins },
    // Within one cell somebody of another looks like nobody.
    broken_pins: broken.map((pin) =>
      pin.kind === 'teacher' && pin.why === 'not-enrolled' && cellOf.has(pin.teacher_id)
        ? { ...pin, why: 'other-cell' }
        : pin,
    ),
  };
}

const percent = (count: number, base: number): number =>
  base === 0 ? 0 : Math.round(((count - base) * 1000) / base) / 10;

/** What `compareScenarios` comes to, with a pause after each cell. */
export async function comparePaced(
  enrolled: readonly EnrolledTeacher[],
  optionsList: readonly StaffingOptions[],
  pause: Pause,
): Promise<ScenarioComparison> {
  const cells: ScenarioCell[] = [];
  const totals = optionsList.map((options) => ({ options, experts: 0, bound: 0, below_minimum: 0 }));
  for (const [, teachers] of teachersByCell(enrolled)) {
    const compared = compareScenarios(teachers, optionsList);
    cells.push(...compared.cells);
    for (const [at, { experts, bound, below_minimum }] of compared.scenarios.entries()) {
      const total = totals[at];
      if (total === undefined) continue;
      total.experts += experts;
      total.bound += bound;
      total.below_minimum += below_minimum;
    }
    await pause();
  }
  const first = totals[0]?.experts ?? 0;
  const scenarios = totals.map(
    (total): Scenario => ({
      ...total,
      percent_above_bound: percent(total.experts, total.bound),
      percent_above_first: percent(total.experts, first),
    }),
  );
  return { scenarios, cells };
}
