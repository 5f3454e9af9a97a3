/** What approving a set does to what follows from the registry: how many are in service, and in which stage. */
import type { Stage } from '../schemas/subject.ts';

export interface StageCount {
  readonly stage: Stage | null;
  readonly teachers: number;
}

/** Somebody who comes, goes or changes the stage; null: not in service at this unit before, or after. */
export interface Move {
  readonly before: { readonly stage: Stage | null } | null;
  readonly after: { readonly stage: Stage | null } | null;
}

export interface Impact {
  /** In service now, and when everything that isn't rejected is applied. */
  readonly before: number;
  readonly after: number;
  /** Stages whose number changes, in the order of the counts given. */
  readonly stages: readonly {
    readonly stage: Stage | null;
    readonly before: number;
    readonly after: number;
  }[];
  /** Transfers that the set proposes. */
  readonly transfers: number;
}

/** Pure. `moves` are of people who are counted in `in_service` where they have a `before`. */
export function impactOf(
  in_service: readonly StageCount[],
  moves: readonly Move[],
  transfers: number,
): Impact {
  const before = new Map(in_service.map(({ stage, teachers }) => [stage, teachers]));
  const after = new Map(before);
  const add = (stage: Stage | null, by: number) => after.set(stage, (after.get(stage) ?? 0) + by);
  for (const move of moves) {
    if (move.before !== null) add(move.before.stage, -1);
    if (move.after !== null) add(move.after.stage, 1);
  }
  const total = (counts: Map<Stage | null, number>) =>
    [...counts.values()].reduce((sum, one) => sum + one, 0);
  const stages = [...after].map(([stage, teachers]) => ({
    ...{ stage, before: before.get(stage) ?? 0, after: teachers },
  }));
  return {
    ...{ before: total(before), after: total(after), transfers },
    stages: stages.filter((one) => one.before !== one.after),
  };
}
