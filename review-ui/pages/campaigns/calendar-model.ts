/** A campaign as one unit has it: its windows with the unit's extensions, who does what in them, and what it is about. */
import {
  campaignById,
  listCampaigns,
  projectsOf,
  type SubjectLists,
  subjectsOf,
} from '../../../database/campaigns.ts';
import type { Scoped } from '../../../database/scope.ts';
import { windowOfUnit } from '../../../database/unit-windows.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { type Duty, duties } from '../../../schemas/calendar-duty.ts';
import { type Campaign, currentCampaign, type WindowName, windowOrder } from '../../../schemas/campaign.ts';
import type { UnitWindow } from '../../../schemas/campaign-window.ts';
import type { Stage } from '../../../schemas/subject.ts';

export type PlannedWindow = Exclude<UnitWindow, { by: 'nothing' }>;

/** A window that the campaign plans days for, as the viewer's unit has it. */
export interface OwnWindow {
  readonly name: WindowName;
  readonly window: PlannedWindow;
  /** What the viewer's tier does in it. */
  readonly own: readonly Duty[];
  readonly others: readonly Duty[];
}

export interface CalendarModel {
  readonly campaign: Campaign;
  readonly current: Campaign | null;
  readonly windows: readonly OwnWindow[];
  readonly projects: Readonly<Record<Stage, string>>;
  readonly subjects: SubjectLists;
}

/** Throws `not-found`. */
export async function calendarModel(tx: Scoped, actor: Actor, id: string, now: Date): Promise<CalendarModel> {
  const campaign = await campaignById(tx, id);
  return {
    campaign,
    current: currentCampaign(await listCampaigns(tx), now),
    windows: await ownWindows(tx, actor, campaign, now),
    projects: await projectsOf(tx, id),
    subjects: await subjectsOf(tx, id),
  };
}

/** The windows of a campaign as the actor's unit has them, in the order of the work. */
export async function ownWindows(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  now: Date,
): Promise<OwnWindow[]> {
  const unit = { id: actor.unit_id, path: actor.unit_path };
  const found: OwnWindow[] = [];
  for (const name of windowOrder) {
    const window = await windowOfUnit(tx, campaign, name, unit, now);
    if (window.by === 'nothing') continue;
    const inIt = duties.filter((duty) => duty.window === name);
    found.push({
      ...{ name, window },
      own: inIt.filter(({ by }) => by === actor.tier),
      others: inIt.filter(({ by }) => by !== actor.tier),
    });
  }
  return found;
}
