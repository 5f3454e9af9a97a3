/** What a process finds at its start of the registry's version: refuses what can't go well, in words, before it begins. */
import type { Database } from '../database/connect.ts';
import { migrationNames } from '../database/migrate.ts';
import { requireNotTooNew, type Standing, standingOf } from '../database/version.ts';
import { registryTooOld } from './start-refusal.ts';

const unknown: Standing = { pending: [], ahead: [] };

/**
 * Throws `RegistryTooNew`. A server that doesn't answer is for readiness to tell, and so is to those who answer meanwhile what the
 * registry lacks; with `needsAll` that is refused.
 */
export async function requireVersion(
  { pool }: Database,
  { needsAll }: { needsAll: boolean },
): Promise<Standing> {
  const standing = await standingOf(pool, migrationNames).catch(() => unknown);
  requireNotTooNew(standing);
  if (needsAll && standing.pending.length > 0) throw registryTooOld(standing.pending);
  return standing;
}
