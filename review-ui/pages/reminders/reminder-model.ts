/** A reminder before it is sent: who owes its word, who heard it today, and what they will read. */
import { z } from 'zod';
import { campaignAt } from '../../../database/campaigns.ts';
import {
  type Audience,
  auditAudience,
  type Occasion,
  type RemindedStep,
} from '../../../database/reminders.ts';
import type { Scoped } from '../../../database/scope.ts';
import type { Round } from '../../../database/standing.ts';
import { unitById } from '../../../database/units.ts';
import { dayInChina } from '../../../pipeline/calendar.ts';
import type { ShrinkagePolicy } from '../../../pipeline/shrinkage.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { parentPath, tierOfKind, type UnitFacts, unitIdOf, within } from '../../../schemas/unit.ts';
import { roundOf, runningRound } from '../boards/board-model.ts';

export interface ReminderFacts {
  readonly now: Date;
  readonly policy: ShrinkagePolicy;
  readonly step: RemindedStep;
}

export interface Setting {
  readonly round: Round;
  readonly occasion: Occasion;
}

/** The round that is reminded of, and the day it is today. */
export async function settingOf(tx: Scoped, { now, policy, step }: ReminderFacts): Promise<Setting> {
  if (step !== 'collection') {
    const campaign = await campaignAt(tx, now);
    return {
      round: { since: null, campaign_id: campaign?.id ?? null, policy },
      occasion: { step, today: dayInChina(now), deadline: campaign?.windows[step]?.closes_on ?? null },
    };
  }
  const running = await runningRound(tx, now);
  return {
    round: roundOf(running, policy),
    occasion: { today: dayInChina(now), deadline: running?.window.closes_on ?? null },
  };
}

/** Below whom, or which one. */
export type Target =
  | { readonly below: string; readonly unit?: undefined }
  | { readonly unit: string; readonly below?: undefined };

export const audienceOf = ({ below, unit }: Target): Audience =>
  below === undefined ? { units: [unit] } : { below };

export interface ReminderModel {
  readonly unit: UnitFacts;
  readonly target: Target;
  readonly step: RemindedStep;
  readonly owing: number;
  readonly reminded_today: number;
  readonly deadline: string | null;
  /** How many units below it owe their word, where it is an authority that is reminded itself; else null. */
  readonly undone: number | null;
  /** Whether the authority itself, whose units these are, may be reminded instead. */
  readonly may_remind_area: boolean;
  /** Board to come back to. */
  readonly board_id: string;
}

/** Throws `not-found`, and `not-your-tier` for a unit that is not below the actor. */
export async function reminderModel(
  tx: Scoped,
  actor: Actor,
  target: Target,
  facts: ReminderFacts,
): Promise<ReminderModel> {
  const unit = await unitById(tx, target.below ?? target.unit);
  const { round, occasion } = await settingOf(tx, facts);
  const { owing, reminded } = await auditAudience(tx, actor, audienceOf(target), round, occasion);
  return {
    ...{
      unit,
      target,
      step: facts.step,
      owing: owing.length,
      reminded_today: reminded.size,
      deadline: occasion.deadline,
    },
    undone: owing[0]?.undone ?? null,
    may_remind_area: target.below !== undefined && unit.id !== actor.unit_id && owing.length > 0,
    board_id: boardOf(actor, unit),
  };
}

/** An authority has a board; a school is on that of the unit above it. */
export function boardOf(actor: Actor, unit: Pick<UnitFacts, 'id' | 'path' | 'kind'>): string {
  if (tierOfKind[unit.kind] !== 'school') return unit.id;
  const above = parentPath(unit.path);
  return within(actor.unit_path, above) ? unitIdOf(above) : actor.unit_id;
}

const counted = z.number().int();
export const reminderSchema = z.object({
  unit: z.object({ id: z.string(), name: z.string() }),
  owing: counted.describe('units that have not submitted'),
  reminded_today: counted.describe('of these, reminded by the caller today: they will be skipped'),
  deadline: z.string().nullable(),
});

export const reminderJson = (model: ReminderModel): z.infer<typeof reminderSchema> => ({
  unit: { id: model.unit.id, name: model.unit.name },
  ...{ owing: model.owing, reminded_today: model.reminded_today, deadline: model.deadline },
});
