/** When a step of a campaign is open for a unit, and the refusal of what comes outside. */
import { sql } from 'kysely';
import type { Campaign, WindowName } from '../schemas/campaign.ts';
import { type InForce, type UnitWindow, unitWindow } from '../schemas/campaign-window.ts';
import { problem } from '../schemas/problem.ts';
import { parentPath, type UnitFacts, unitIdOf } from '../schemas/unit.ts';
import type { Scoped } from './scope.ts';

/** Where a unit stands in the tree. */
export type Placed = Pick<UnitFacts, 'id' | 'path'>;

/** When a step is open for each of these units, in one statement; in the order of `units`. */
export async function windowsOfUnits(
  tx: Scoped,
  campaign: Campaign,
  step: WindowName,
  units: readonly Placed[],
  at: Date,
): Promise<UnitWindow[]> {
  const { rows } = await sql<InForce & { unit_id: string }>`
    select u.id as unit_id, x.id, x.until from json_to_recordset(${JSON.stringify(units)}::json) as u (id bigint, path text)
    join extensions x on x.campaign_id = ${campaign.id} and x.step = ${step} and x.state = 'granted'
      and (x.unit_id = u.id or x.covers = 'area' and starts_with(u.path, x.unit_path))`.execute(tx.sql);
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

/** Throws `window-closed` unless the step is open for the unit at that instant: the one at which something was received. */
export async function requireOpen(
  tx: Scoped,
  campaign: Campaign,
  step: WindowName,
  unit: Placed,
  at: Date,
): Promise<void> {
  const window = await windowOfUnit(tx, campaign, step, unit, at);
  if (window.by === 'nothing' || window.phase === 'open') return;
  const { phase, opens_on, closes_on } = window;
  const whom = (await nameAbove(tx, unit.path)) ?? '';
  throw problem('window-closed', { step, phase, opens_on, closes_on, whom, campaign_id: campaign.id });
}
