/** Which stages are open to whom: read for one unit or a whole county in the same two statements, and held while it matters. */
import { sql } from 'kysely';
import {
  type NamedUnit,
  type Opening,
  type OpeningFacts,
  openingIn,
  openingKey,
} from '../schemas/opening.ts';
import { problem } from '../schemas/problem.ts';
import type { Stage } from '../schemas/subject.ts';
import { unitIdsOf } from '../schemas/unit.ts';
import type { Scoped } from './scope.ts';

const idsOf = (paths: readonly string[]): string[] => [...new Set(paths.flatMap(unitIdsOf))];

/** What {@link openingIn} needs to know of the units at the ends of these paths and of all above them, within scope or above it. */
export async function openingFacts(
  tx: Scoped,
  campaignId: string,
  paths: readonly string[],
): Promise<OpeningFacts> {
  const ids = idsOf(paths);
  const units = await sql<NamedUnit>`
    select id, name, kind from units where id = any(${ids}::bigint[])
    union select id, name, kind from units_above() where id = any(${ids}::bigint[])`.execute(tx.sql);
  const opened = await tx.sql
    .selectFrom('openings')
    .where('campaign_id', '=', campaignId)
    .where('unit_id', 'in', ids.length === 0 ? ['0'] : ids)
    .select(['unit_id', 'stage'])
    .execute();
  return {
    units: new Map(units.rows.map((unit) => [unit.id, unit])),
    opened: new Set(opened.map(({ unit_id, stage }) => openingKey(unit_id, stage))),
  };
}

/** Whether a stage is open to one unit, or who must open it to whom. */
export const openingOf = async (
  tx: Scoped,
  campaignId: string,
  unit: { readonly path: string },
  stage: Stage,
): Promise<Opening> => openingIn(await openingFacts(tx, campaignId, [unit.path]), unit.path, stage);

/** Throws `not-opened`, naming who must open what to whom. */
export function requireOpened(opening: Opening): void {
  if (opening.is_open) return;
  const { stage, unit, opener } = opening;
  const ids = { unit_id: unit.id, opener_id: opener.id };
  throw problem('not-opened', { stage, unit: unit.name, opener: opener.name, ...ids });
}

const lockName = (campaignId: string, unitId: string): string => `opening ${campaignId} ${unitId}`;

/**
 * Keeps the openings on these paths from being closed until the transaction ends. Whoever writes what stands on an opening calls
 * this first and asks {@link openingOf} after: a row lock would need the right to change what lies above one's scope.
 */
export const holdOpenings = (tx: Scoped, campaignId: string, paths: readonly string[]): Promise<void> =>
  lock(tx, campaignId, idsOf(paths), 'pg_advisory_xact_lock_shared');

/** Waits for whoever holds openings of these units, and keeps others from holding them until the transaction ends. */
export const closeAgainst = (tx: Scoped, campaignId: string, unitIds: readonly string[]): Promise<void> =>
  lock(tx, campaignId, unitIds, 'pg_advisory_xact_lock');

/** In the order of ids, so that two who lock several never wait for each other. */
async function lock(
  tx: Scoped,
  campaignId: string,
  unitIds: readonly string[],
  how: 'pg_advisory_xact_lock' | 'pg_advisory_xact_lock_shared',
): Promise<void> {
  const names = [...unitIds].sort((a, b) => Number(a) - Number(b)).map((id) => lockName(campaignId, id));
  await sql`select ${sql.raw(how)}(hashtextextended(name, 0)) from unnest(${names}::text[]) with ordinality as locks (name, n)
    order by n`.execute(tx.sql);
}
