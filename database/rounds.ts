/** Rounds: what a unit's last applied file counted, what is expected of the unit, and whom the registry holds there. */
import { sql } from 'kysely';
import type { UploadCounts } from '../schemas/examined.ts';
import { inServiceAt } from './headcount.ts';
import type { Scoped } from './scope.ts';

export interface Round {
  readonly unit_id: string;
  /** Of the file that was applied last; null for a unit of which none was. */
  readonly last_counts: UploadCounts | null;
  /** What the county expects; null where it has not said. */
  readonly expected: number | null;
  /** In service now. */
  readonly in_service: number;
}

/** Of some units within scope, by id; ids outside it are missing. A file never stands beside itself, whatever its state. */
export async function roundsOf(tx: Scoped, unitIds: readonly string[]): Promise<ReadonlyMap<string, Round>> {
  const { rows } = await sql<Round>`/*rounds*/
    select u.id as unit_id, u.expected_headcount as expected, last.counts as last_counts,
      ${inServiceAt(sql.ref('u.id'))} as in_service
    from units u
    left join lateral (select counts from uploads up
      where up.unit_id = u.id and up.state = 'applied' and up.reverts is null and up.template = 'teacher'
      order by up.received_at desc limit 1) last on true
    where u.id = any(${unitIds}::bigint[]) and u.path >= ${tx.scope} and u.path < ${`${tx.scope}~`}`.execute(
    tx.sql,
  );
  return new Map(rows.map((row) => [row.unit_id, row]));
}
