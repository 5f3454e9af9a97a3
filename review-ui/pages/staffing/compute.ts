/** Has the next version of a city's plan made, and keeps it: from the roster and team of now, or with one thing decided by hand. */
import { teamOf } from '../../../database/experts.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import {
  type City,
  keepPlan,
  type PackedPlan,
  packedPlanOf,
  rosterOf,
} from '../../../database/staffing-plans.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { MadeHow } from '../../../schemas/kept-plan.ts';
import type { MadePlan, ToCompute, ToMove } from '../../../schemas/planner.ts';
import { problem } from '../../../schemas/problem.ts';
import type { App } from '../../app-options.ts';

/** Where plans are kept, and who makes them. */
export type Ground = Pick<App, 'db' | 'planner'>;

export interface Wanted {
  readonly campaign_id: string;
  readonly city: City;
  /** The version that was seen. */
  readonly version: number;
}

/** The newest plan. Throws `stale` where somebody has made another version since. */
async function seenPlan(tx: Scoped, { campaign_id, city, version }: Wanted): Promise<PackedPlan | null> {
  const kept = await packedPlanOf(tx, campaign_id, city.id);
  if ((kept?.version ?? 0) !== version) throw problem('stale');
  return kept;
}

async function standingPlan(tx: Scoped, wanted: Wanted): Promise<PackedPlan> {
  const kept = await seenPlan(tx, wanted);
  if (kept === null) throw problem('not-found');
  return kept;
}

/** Nothing is kept of what could not be done. Throws `pin-refused` with the reason. */
async function keep(
  { db }: Ground,
  actor: Actor,
  { version: from, ...of }: Wanted,
  made_how: MadeHow,
  made: MadePlan,
): Promise<number> {
  if (made.failure !== null) throw problem('pin-refused', { pin_failure: made.failure });
  return await inScope(db, actor.unit_path, (tx) => keepPlan(tx, actor, { ...of, from, made_how, made }));
}

/**
 * Computes with the decided team of now and the roster of now, of all cells or of one. Groups, seats and pins of the version before
 * stay unless `fresh`, which drops the seats and keeps the pins. Throws `stale` and `planning-stopped`.
 */
export async function computePlan(
  ground: Ground,
  actor: Actor,
  wanted: Wanted,
  asked: Pick<ToCompute, 'options' | 'fresh' | 'cell'>,
): Promise<number> {
  const { campaign_id, city } = wanted;
  const now = await inScope(ground.db, actor.unit_path, async (tx) => ({
    kept: await seenPlan(tx, wanted),
    roster: await rosterOf(tx, campaign_id, city),
    experts: await teamOf(tx, campaign_id, city.path),
  }));
  const { kept, ...given } = now;
  const made = await ground.planner.compute(kept?.content ?? null, { ...given, ...asked });
  return await keep(ground, actor, wanted, 'computed', made);
}

/** Moves a teacher or a unit to another group of the cell, or takes that back. Throws `stale`, and `pin-refused` with the reason. */
export async function moveByHand(
  ground: Ground,
  actor: Actor,
  wanted: Wanted,
  asked: ToMove,
): Promise<number> {
  const { content } = await inScope(ground.db, actor.unit_path, (tx) => standingPlan(tx, wanted));
  const made = await ground.planner.move(content, asked);
  return await keep(ground, actor, wanted, 'moved', made);
}

/** Gives a group an expert of the decided team for good, or leaves it to be assigned. Throws `stale` and `pin-refused`. */
export async function giveExpert(
  ground: Ground,
  actor: Actor,
  wanted: Wanted,
  group: string,
  expert_id: string | null,
): Promise<number> {
  const { content, experts } = await inScope(ground.db, actor.unit_path, async (tx) => ({
    ...(await standingPlan(tx, wanted)),
    experts: await teamOf(tx, wanted.campaign_id, wanted.city.path),
  }));
  const made = await ground.planner.give(content, { group, expert_id, experts });
  return await keep(ground, actor, wanted, 'assigned', made);
}
