/** What the planning process can do with a city's plan, by name. */
import { packPlan, planDigest, unpackPlan } from '../../database/plan-content.ts';
import { type Concluded, computed, given, moved } from '../../pipeline/staffing/content.ts';
import { planFigures } from '../../pipeline/staffing/figures.ts';
import type { MadePlan, ToCompute, ToGive, ToMove } from '../../schemas/planner.ts';
import type { Works } from '../confined/serve.ts';

/** A plan between processes: bytes cross as they are when they stand in a list. */
export interface CrossingPlan extends Omit<MadePlan, 'content'> {
  readonly contents: readonly Uint8Array[];
}

const crossing = ({ content, failure }: Concluded): CrossingPlan => ({
  options: content.plan.options,
  figures: planFigures(content),
  digest: planDigest(content),
  failure,
  contents: [packPlan(content)],
});

/** The bytes are the packed content of the version before; of none before the first. */
export const works = {
  compute: (bytes: Uint8Array, asked: ToCompute) =>
    crossing(computed(bytes.length === 0 ? null : unpackPlan(bytes), asked)),
  move: (bytes: Uint8Array, asked: ToMove) => crossing(moved(unpackPlan(bytes), asked)),
  give: (bytes: Uint8Array, asked: ToGive) => crossing(given(unpackPlan(bytes), asked)),
} as const satisfies Works;
