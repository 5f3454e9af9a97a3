/** When a step of a campaign is open for a unit, and the refusal of what comes outside. */
import { type RawBuilder, sql } from 'kysely';
import { type Campaign, currentCampaign, type WindowName } from '../schemas/campaign.ts';
import { type InForce, type UnitWindow, unitWindow, windowOfTemplate } from '../schemas/campaign-window.ts';
import { problem } from '../schemas/problem.ts';
import type { TemplateId } from '../schemas/sheets.ts';
import { parentPath, type UnitFacts, unitIdOf } from '../schemas/unit.ts';
import { listCampaigns } from './campaigns.ts';
import type { Scoped } from './scope.ts';

/** Where a unit stands in the tree. */
export type Placed = Pick<UnitFacts, 'id' | 'path'>;

/** Whether the extension `x` is granted and holds for a unit, told by its id and path. */
export const extensionHolds = (
  id: RawBuilder<unknown>,
  path: RawBuilder<unknown>,
) => sql<boolean>`x.state = 'granted'
  and case when x.unit_id = ${id} then x.covers <> 'below' else x.covers <> 'unit' and starts_with(${path}, x.unit_path) end`;

/** When a step is open for each of these units, in one statement; in the order of `units`. */
export async function windowsOfUnits(
  tx: Scoped,
  campaign: Campaign,
  step: WindowName,
  units: readonly Placed[],
  at: Date,
): Promise<UnitWindow[]> {
  const { rows } = await sql<InForce & { unit_id: string }>`/*extensions-in-force*/
    select u.id as unit_id, x.id, x.until from json_to_recordset(${JSON.stringify(units)}::json) as u (id bigint, path text)
    join extensions x on x.campaign_id = ${campaign.id} and x.step = ${step}
      and ${extensionHolds(sql.ref('u.id'), sql.ref('u.path'))}`.execute(tx.sql);
  return units.map(({ id }) =>
    unitWindow(
      campaign.windows[step],
      rows.filter((row) => row.unit_id === id),
      at,
    ),
  );
}

/** {@link windowsOfUnits} for one unit. */
export async function windowOfUnit(
  tx: Scoped,
  campaign: Campaign,
  step: WindowName,
  unit: Placed,
  at: Date,
): Promise<UnitWindow> {
  const [window] = await windowsOfUnits(tx, campaign, step, [unit], at);
  return window ?? { by: 'nothing', phase: 'open' };
}

/** The name of the unit right above, within the scope or above it; null above the province. */
export async function nameAbove(tx: Scoped, path: string): Promise<string | null> {
  const id = unitIdOf(parentPath(path));
  if (id === '') return null;
  const { rows } = await sql<{ name: string }>`select name from units where id = ${id}
    union select name from units_above() where id = ${id}`.execute(tx.sql);
  return rows[0]?.name ?? null;
}

/**
 * Throws `window-closed` unless files of this template are taken in for each of these units at that instant. An installation
 * without a campaign, or one that plans no days for it, takes them in all year. Judged by the campaign that the sender names where
 * that one plans such days, else by the current one.
 */
export async function requireTakenIn(
  tx: Scoped,
  template: TemplateId,
  units: readonly Placed[],
  at: Date,
  campaignId?: string,
): Promise<void> {
  const step = windowOfTemplate[template];
  if (step === undefined) return;
  const campaigns = await listCampaigns(tx);
  const named = campaigns.find(({ id, windows }) => id === campaignId && windows[step] !== undefined);
  const campaign = named ?? currentCampaign(campaigns, at);
  if (campaign === null) return;
  const windows = await windowsOfUnits(tx, campaign, step, units, at);
  for (const [index, unit] of units.entries()) await refuseClosed(tx, campaign, step, unit, windows[index]);
}

/** Throws `window-closed` unless the step is open for the unit at that instant: the one at which something was received. */
export async function requireInTime(
  tx: Scoped,
  campaign: Campaign,
  step: WindowName,
  unit: Placed,
  at: Date,
): Promise<void> {
  await refuseClosed(tx, campaign, step, unit, await windowOfUnit(tx, campaign, step, unit, at));
}

async function refuseClosed(
  tx: Scoped,
  campaign: Campaign,
  step: WindowName,
  unit: Placed,
  window: UnitWindow | undefined,
): Promise<void> {
  if (window === undefined || window.by === 'nothing' || window.phase === 'open') return;
  const { phase, opens_on, closes_on } = window;
  const whom = (await nameAbove(tx, unit.path)) ?? '';
  throw problem('window-closed', { step, phase, opens_on, closes_on, whom, campaign_id: campaign.id });
}
