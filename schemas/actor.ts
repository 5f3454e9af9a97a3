/** Who acts: one person's account at one unit. */
import { parentPath, type Tier, within } from './unit.ts';

export interface Actor {
  readonly account_id: string;
  readonly username: string;
  readonly tier: Tier;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly unit_name: string;
}

/**
 * What an actor is to a record of a unit: `owner` at the unit itself, `superior` at the unit right above (a county, a
 * functional zone, or the city of a city-direct school), `overseer` further up, `system` for workers, else `stranger`.
 */
export type Role = 'owner' | 'superior' | 'overseer' | 'system' | 'stranger';

export function roleOf(actor: Actor | 'system', unitPath: string): Role {
  if (actor === 'system') return 'system';
  if (actor.unit_path === unitPath) return 'owner';
  if (actor.unit_path === parentPath(unitPath)) return 'superior';
  return within(actor.unit_path, unitPath) ? 'overseer' : 'stranger';
}
