/** What is shown of staffing: of a city its plan, of a county its published part, of the province every city. */
import { campaignById } from '../../../database/campaigns.ts';
import type { Database } from '../../../database/connect.ts';
import { type CityCounty, countiesOf } from '../../../database/expert-facts.ts';
import { expertNames, type NamedExpert, teamOf } from '../../../database/experts.ts';
import { beyondScope, inScope, type Scoped } from '../../../database/scope.ts';
import {
  type City,
  type CityPlan,
  cityPlans,
  type KeptPlan,
  type PlanNames,
  planNames,
  planOf,
  rosterMarks,
} from '../../../database/staffing-plans.ts';
import { unitBeyond } from '../../../database/units.ts';
import { cellKey } from '../../../pipeline/staffing/cells.ts';
import { changesSince } from '../../../pipeline/staffing/changes.ts';
import { explain } from '../../../pipeline/staffing/explain.ts';
import { cellFigures, partOfCounty, planFigures } from '../../../pipeline/staffing/figures.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import { teamPath } from '../../../schemas/expert-lifecycle.ts';
import type { CellChange, CellFigures, PlanFigures } from '../../../schemas/kept-plan.ts';
import { problem } from '../../../schemas/problem.ts';
import type { CellPlan, Explanation } from '../../../schemas/staffing-plan.ts';
import { tierOfKind, unitIdOf, within } from '../../../schemas/unit.ts';

/** One cell opened: its groups with everything they are shown with. */
export interface OpenCell {
  readonly cell: CellPlan;
  readonly explanation: Explanation;
}

export interface StaffingModel {
  readonly campaign: Campaign;
  readonly city: City;
  readonly counties: readonly CityCounty[];
  /** Null before there is one that the reader may see; for a county only its part. */
  readonly kept: KeptPlan | null;
  readonly figures: PlanFigures | null;
  readonly cells: readonly CellFigures[];
  readonly open: OpenCell | null;
  /** Key of the group whose teachers are listed. */
  readonly group: string | null;
  readonly names: PlanNames;
  readonly experts: ReadonlyMap<string, NamedExpert>;
  /** Null where the reader does not see the whole city. */
  readonly enrolled_now: number | null;
  /** Cells that are no longer what they were planned from; none where the reader does not see the whole city. */
  readonly changes: readonly CellChange[];
  readonly may_decide: boolean;
}

/** The city that is meant: the actor's own, or for the province the one named. Throws `not-found`. */
export async function cityMeant(tx: Scoped, actor: Actor, id: string | undefined): Promise<City> {
  const own = actor.tier === 'province' ? id : unitIdOf(teamPath(actor.unit_path));
  if (own === undefined || (id !== undefined && id !== own)) throw problem('not-found');
  const { kind, ...city } = await unitBeyond(tx, own);
  if (tierOfKind[kind] !== 'city') throw problem('not-found');
  if (actor.tier === 'province' && !within(actor.unit_path, city.path)) throw problem('not-found');
  return city;
}

/** A county is shown what its city has published, and of that its own part. */
async function keptFor(tx: Scoped, actor: Actor, campaign: string, city: City): Promise<KeptPlan | null> {
  const kept = await planOf(tx, campaign, city.id, { published: actor.tier === 'county' });
  if (kept === null || actor.tier !== 'county') return kept;
  return { ...kept, content: partOfCounty(kept.content, actor.unit_id) };
}

interface Asked {
  readonly campaign: string;
  readonly city?: string | undefined;
  readonly cell?: string | undefined;
  readonly group?: string | undefined;
}

function opened(kept: KeptPlan, key: string | undefined): OpenCell | null {
  if (key === undefined) return null;
  const cell = kept.content.plan.cells.find((each) => cellKey(each) === key);
  const explanation = cell && explain(kept.content.plan, cell);
  if (cell === undefined || explanation === undefined) throw problem('not-found');
  return { cell, explanation };
}

/** Whose names the page needs: the units of an open cell, and the teachers of an open group. */
async function namesFor(tx: Scoped, open: OpenCell | null, group: string | undefined): Promise<PlanNames> {
  const units = open?.cell.groups.flatMap(({ units: each }) => each.map(({ unit_id }) => unit_id)) ?? [];
  const one = open?.cell.groups.find(({ key }) => key === group);
  const teachers = one?.units.flatMap(({ teacher_ids }) => teacher_ids) ?? [];
  return await planNames(tx, [...new Set(units)], teachers);
}

/** What the city is now, beside the plan that there is. */
async function standing(
  tx: Scoped,
  actor: Actor,
  { campaign_id, city, kept }: { campaign_id: string; city: City; kept: KeptPlan | null },
): Promise<Pick<StaffingModel, 'enrolled_now' | 'changes'>> {
  if (actor.tier === 'county') return { enrolled_now: null, changes: [] };
  const marks = await rosterMarks(tx, campaign_id, city);
  const enrolled_now = marks.reduce((sum, { teachers }) => sum + teachers, 0);
  if (kept === null) return { enrolled_now, changes: [] };
  const team = await teamOf(tx, campaign_id, city.path);
  return { enrolled_now, changes: changesSince(kept.content, marks, team) };
}

export const staffingModel = (db: Database, actor: Actor, asked: Asked): Promise<StaffingModel> =>
  inScope(db, actor.unit_path, async (tx) => {
    const campaign = await campaignById(tx, asked.campaign);
    const city = await cityMeant(tx, actor, asked.city);
    const kept = await keptFor(tx, actor, campaign.id, city);
    const open = kept === null ? null : opened(kept, asked.cell);
    const ids = kept?.content.experts.map(({ expert_id }) => expert_id) ?? [];
    return {
      ...{ campaign, city, kept, open, group: asked.group ?? null },
      counties: await beyondScope(tx, (all) => countiesOf(all, city.path)),
      figures: kept === null ? null : planFigures(kept.content),
      cells: kept === null ? [] : cellFigures(kept.content),
      names: await namesFor(tx, open, asked.group),
      experts: await expertNames(tx, campaign.id, ids),
      ...(await standing(tx, actor, { campaign_id: campaign.id, city, kept })),
      may_decide: actor.tier === 'city',
    };
  });

export interface CitiesModel {
  readonly campaign: Campaign;
  readonly cities: readonly CityPlan[];
}

export const citiesModel = (db: Database, actor: Actor, campaignId: string): Promise<CitiesModel> =>
  inScope(db, actor.unit_path, async (tx) => ({
    campaign: await campaignById(tx, campaignId),
    cities: await cityPlans(tx, campaignId),
  }));
