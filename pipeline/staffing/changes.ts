/** Tells which cells of a kept plan are no longer what they were made from: somebody came, left or moved, or the experts are others. */
import type { CellChange, PlanContent } from '../../schemas/kept-plan.ts';
import type { Cell, Expert } from '../../schemas/staffing.ts';
import { allCells, cellKey } from './cells.ts';

/** What is known of a cell's roster without reading it. */
export interface MarkedCell extends Cell {
  readonly mark: string;
  readonly teachers: number;
}

const teamsByCell = (experts: readonly Expert[]): ReadonlyMap<string, string> => {
  const teams = new Map<string, string>();
  for (const expert of experts) {
    const key = cellKey(expert);
    teams.set(key, `${teams.get(key) ?? ''}${JSON.stringify(expert)}`);
  }
  return teams;
};

/** In the order of the cells. A cell that nobody is or was enrolled in has nothing to be planned. */
export function changesSince(
  { plan, marks, experts }: PlanContent,
  now: readonly MarkedCell[],
  team: readonly Expert[],
): CellChange[] {
  const planned = new Map(plan.cells.map((cell) => [cellKey(cell), cell]));
  const present = new Map(now.map((cell) => [cellKey(cell), cell]));
  const [before, after] = [teamsByCell(experts), teamsByCell(team)];
  const places = new Map(allCells.map((cell, place) => [cellKey(cell), place]));
  const place = (key: string): number => places.get(key) ?? allCells.length;
  return [...new Set([...planned.keys(), ...present.keys()])]
    .sort((a, b) => place(a) - place(b))
    .flatMap((key): CellChange[] => {
      const cell = present.get(key) ?? planned.get(key);
      if (cell === undefined) return [];
      const change = {
        ...{ key, stage: cell.stage, subject: cell.subject },
        ...{ now: present.get(key)?.teachers ?? 0, planned: planned.get(key)?.enrolled ?? 0 },
        ...{ roster: marks[key] !== present.get(key)?.mark, team: before.get(key) !== after.get(key) },
      };
      return change.roster || change.team ? [change] : [];
    });
}
