/** A board: how far the units below one have come in the round that runs, and whether they will be done when it ends. */
import { campaignAt } from '../../../database/campaigns.ts';
import type { AreaProgress } from '../../../database/progress.ts';
import type { Scoped } from '../../../database/scope.ts';
import { type Round, type Standing, unitsStanding } from '../../../database/standing.ts';
import { ancestorsOf, unitById } from '../../../database/units.ts';
import { type Pace, paceOf } from '../../../pipeline/pace.ts';
import { slowest } from '../../../pipeline/slowest.ts';
import { type CampaignWindow, opensAt } from '../../../schemas/campaign.ts';
import { problem } from '../../../schemas/problem.ts';
import { type OmissionPolicy, sumOf, type Tally } from '../../../schemas/progress.ts';
import { tierOfKind, type UnitFacts, type UnitKind } from '../../../schemas/unit.ts';
import { type ProgressReader, undoneRightBelow } from './progress-reader.ts';

/** What a board depends on besides the registry. */
export interface BoardFacts {
  readonly now: Date;
  readonly policy: OmissionPolicy;
  readonly progress: ProgressReader;
}

/** The collection that runs; null while the calendar has none. */
export interface RunningRound {
  readonly campaign_id: string;
  readonly name: string;
  readonly window: CampaignWindow;
}

export interface WayStep {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
}

export interface BoardModel {
  readonly unit: UnitFacts;
  /** From the top of the reader's scope down to the unit itself. */
  readonly way: readonly WayStep[];
  readonly running: RunningRound | null;
  readonly policy: OmissionPolicy;
  readonly areas: readonly AreaProgress[];
  /** Units that no authority stands between. */
  readonly direct: Tally;
  readonly total: Tally;
  /** When a large area was counted; null for one that is counted for each reader. */
  readonly counted_at: Date | null;
  /** Null without a window to be in time for. */
  readonly pace: Pace | null;
  readonly slowest: readonly AreaProgress[];
  /** Units right below that owe their word, those with the longest way to go first. */
  readonly undone: Standing;
}

const slowestShown = 5;

export async function runningRound(tx: Scoped, now: Date): Promise<RunningRound | null> {
  const campaign = await campaignAt(tx, now);
  const window = campaign?.windows.collection;
  if (!campaign || !window) return null;
  return { campaign_id: campaign.id, name: campaign.name, window };
}

export const roundOf = (running: RunningRound | null, policy: OmissionPolicy): Round => ({
  since: running === null ? null : opensAt(running.window),
  campaign_id: running?.campaign_id ?? null,
  policy,
});

/** An authority within scope. Throws `not-found`, also for a unit that has none below. */
export async function boardUnit(tx: Scoped, id: string): Promise<UnitFacts> {
  const unit = await unitById(tx, id);
  if (tierOfKind[unit.kind] === 'school') throw problem('not-found');
  return unit;
}

/** Throws `not-found`. */
export async function boardModel(
  tx: Scoped,
  id: string,
  { now, policy, progress }: BoardFacts,
): Promise<BoardModel> {
  const unit = await boardUnit(tx, id);
  const running = await runningRound(tx, now);
  const round = roundOf(running, policy);
  const { areas, direct, done_by_day, counted_at, undone } = await progress(tx, unit, round);
  const total = sumOf([...areas, direct]);
  return {
    ...{ unit, running, policy, areas, direct, total, counted_at },
    way: await ancestorsOf(tx, unit.path),
    pace:
      running === null
        ? null
        : paceOf({
            ...{ window: running.window, now, units: total.units },
            done: done_by_day,
          }),
    slowest: slowest(areas, slowestShown),
    undone: undone ?? (await undoneNow(tx, unit, round, direct)),
  };
}

const undoneNow = async (tx: Scoped, unit: UnitFacts, round: Round, direct: Tally): Promise<Standing> =>
  direct.units === 0 ? { units: [], total: 0 } : await unitsStanding(tx, unit, round, undoneRightBelow);
