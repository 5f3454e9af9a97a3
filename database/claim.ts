/** When an owed job may be taken up: deliveries that arrive together count as one attempt, and one of them works. */
import { sql } from 'kysely';
import type { Debt } from '../schemas/lifecycle.ts';
import type { Database } from './connect.ts';
import { notLately } from './lately.ts';
import { asSystem } from './scope.ts';

/**
 * How long a claim keeps others away, in seconds. Longer than a burst of repeated deliveries, shorter than the time after
 * which the queue gives a dead worker's job to another one (6 s). Afterwards a second worker may do the same work: the
 * state decides whose result is kept.
 */
const claim_s = 3;

/** No other delivery took the job up a moment ago. */
export const unclaimedText = notLately('claimed_at', String(claim_s));
export const unclaimed = sql<boolean>`${sql.raw(unclaimedText)}`;

/**
 * Takes back attempts that an outage ended: they count what a file does to its workers, and a full disk is no file's doing. Best
 * done at once; where the outage is in the way, the attempt stays counted.
 */
export const giveBack = (
  db: Database,
  debt: Exclude<Debt, 'export'>,
  uploadIds: readonly string[],
): Promise<void> =>
  asSystem(db, async (tx) => {
    await sql`update uploads set attempts = greatest(attempts - 1, 0), claimed_at = null
      where id = any(${[...uploadIds]}::bigint[]) and owes = ${debt}`.execute(tx.sql);
  });
