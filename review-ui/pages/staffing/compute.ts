/** Makes the next version of a city's plan: from the roster and team of now, or with one thing decided by hand. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../../../database/connect.ts';
import { teamOf } from '../../../database/experts.ts';
import { inScope } from '../../../database/scope.ts';
import { type City, enrolledIn, type KeptPlan, keepPlan, planOf } from '../../../database/staffing-plans.ts';
import { assignExperts } from '../../../pipeline/staffing/assign.ts';
import { planFigures } from '../../../pipeline/staffing/figures.ts';
import { comparePaced, planPaced } from '../../../pipeline/staffing/paced.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { MadeHow, PlanContent } from '../../../schemas/kept-plan.ts';
import { problem } from '../../../schemas/problem.ts';
import {
  type EnrolledTeacher,
  type Expert,
  noPins,
  type Pins,
  type StaffingOptions,
  usualOptions,
} from '../../../schemas/staffing.ts';
import type { StaffingPlan } from '../../../schemas/staffing-plan.ts';

export interface Wanted {
  readonly campaign_id: string;
  readonly city: City;
  /** The version that was seen. */
  readonly version: number;
}

// Whoever else uses the process is served between two cells.
const pause = (): Promise<void> => nextTurn();

/** This plan first, then the other pooling, and fewer teachers or larger groups. */
function scenariosOf(options: StaffingOptions): StaffingOptions[] {
  const other = options.pooling === 'city' ? 'county' : 'city';
  return [
    options,
    { ...options, pooling: other },
    { ...options, ratio: Math.max(1, Math.round(options.ratio * 0.8)) },
    { ...options, pooling: other, ratio: Math.max(1, Math.round(options.ratio * 0.8)) },
    { ...options, pooling: 'county', minimum_group: Math.round(options.ratio / 2) },
  ];
}

/** The roster that a plan was made with. */
const enrolledOf = ({ cells }: StaffingPlan): EnrolledTeacher[] =>
  cells.flatMap(({ stage, subject, groups }) =>
    groups.flatMap(({ units }) =>
      units.flatMap(({ unit_id, county_id, teacher_ids }) =>
        teacher_ids.map((teacher_id) => ({ teacher_id, unit_id, county_id, stage, subject })),
      ),
    ),
  );

interface Ground {
  readonly kept: KeptPlan | null;
  readonly enrolled: readonly EnrolledTeacher[];
  readonly experts: readonly Expert[];
}

/** Throws `stale` where somebody has made another version since. */
function requireSeen({ kept }: Pick<Ground, 'kept'>, { version }: Wanted): void {
  if ((kept?.version ?? 0) !== version) throw problem('stale');
}

async function contentOf(
  previous: StaffingPlan | null,
  { enrolled, experts }: Pick<Ground, 'enrolled' | 'experts'>,
  options: StaffingOptions,
  pins: Pins,
): Promise<PlanContent> {
  const plan = await planPaced(previous, enrolled, options, pins, pause);
  const team = assignExperts(plan, experts);
  await pause();
  const comparison = await comparePaced(enrolled, scenariosOf(options), pause);
  return { plan, team, comparison, experts };
}

async function keep(
  db: Database,
  actor: Actor,
  wanted: Wanted,
  made_how: MadeHow,
  content: PlanContent,
): Promise<number> {
  const figures = planFigures(content);
  const { campaign_id, city, version: from } = wanted;
  return await inScope(db, actor.unit_path, (tx) =>
    keepPlan(tx, actor, { campaign_id, city, from, made_how, content, figures }),
  );
}

/**
 * Computes with the roster and the decided team of now. Groups, seats and pins of the version before stay unless `fresh`, which
 * drops the seats and keeps the pins. Throws `stale`.
 */
export async function computePlan(
  db: Database,
  actor: Actor,
  wanted: Wanted,
  asked: Partial<Pick<StaffingOptions, 'ratio' | 'pooling' | 'minimum_group'>>,
  fresh: boolean,
): Promise<number> {
  const ground = await inScope(db, actor.unit_path, async (tx) => ({
    kept: await planOf(tx, wanted.campaign_id, wanted.city.id),
    enrolled: await enrolledIn(tx, wanted.campaign_id, wanted.city),
    experts: await teamOf(tx, wanted.campaign_id, wanted.city.path),
  }));
  requireSeen(ground, wanted);
  const previous = ground.kept?.content.plan ?? null;
  const options = { ...(previous?.options ?? usualOptions), ...asked };
  const pins = previous?.pins ?? noPins;
  const content = await contentOf(fresh ? null : previous, ground, options, pins);
  return await keep(db, actor, wanted, 'computed', content);
}

async function keptFor(db: Database, actor: Actor, wanted: Wanted): Promise<KeptPlan> {
  const kept = await inScope(db, actor.unit_path, (tx) => planOf(tx, wanted.campaign_id, wanted.city.id));
  requireSeen({ kept }, wanted);
  if (kept === null) throw problem('not-found');
  return kept;
}

/** Moves a teacher to another group of the cell, for good. Throws `stale`, and `pin-refused` with the reason. */
export async function moveTeacher(
  db: Database,
  actor: Actor,
  wanted: Wanted,
  teacher_id: string,
  group: string,
): Promise<number> {
  const { content } = await keptFor(db, actor, wanted);
  const { plan, experts } = content;
  const pins = { ...plan.pins, teachers: { ...plan.pins.teachers, [teacher_id]: group } };
  const moved = await contentOf(plan, { enrolled: enrolledOf(plan), experts }, plan.options, pins);
  const broken = moved.plan.broken_pins.find(
    (pin) => pin.kind === 'teacher' && pin.teacher_id === teacher_id,
  );
  if (broken !== undefined) throw problem('pin-refused', { pin_failure: broken.why });
  return await keep(db, actor, wanted, 'moved', moved);
}

/** Gives a group an expert of the decided team for good, or leaves it to be assigned. Throws `stale` and `pin-refused`. */
export async function giveExpert(
  db: Database,
  actor: Actor,
  wanted: Wanted,
  group: string,
  expert_id: string | undefined,
): Promise<number> {
  const { content } = await keptFor(db, actor, wanted);
  const experts = await inScope(db, actor.unit_path, (tx) =>
    teamOf(tx, wanted.campaign_id, wanted.city.path),
  );
  const others = Object.entries(content.plan.pins.experts).filter(
    // Who is given to a second group leaves the first.
    ([key, id]) => key !== group && id !== expert_id,
  );
  const given = expert_id === undefined ? others : [...others, [group, expert_id] as const];
  const plan = { ...content.plan, pins: { ...content.plan.pins, experts: Object.fromEntries(given) } };
  const team = assignExperts(plan, experts);
  const broken = team.broken_pins.find((pin) => pin.kind === 'expert' && pin.group === group);
  if (broken !== undefined) throw problem('pin-refused', { pin_failure: broken.why });
  return await keep(db, actor, wanted, 'assigned', { ...content, plan, team, experts });
}
