/** When an owed job may be taken up: deliveries that arrive together count as one attempt, and one of them works. */
import { sql } from 'kysely';

/**
 * How long a claim keeps others away, in seconds. Longer than a burst of repeated deliveries, shorter than the time after
 * which the queue gives a dead worker's job to another one (6 s). Afterwards a second worker may do the same work: the
 * state decides whose result is kept.
 */
const claim_s = 3;

/** No other delivery took the job up a moment ago. */
export const unclaimedText = `(claimed_at is null or claimed_at < now() - make_interval(secs => ${claim_s}))`;
export const unclaimed = sql<boolean>`${sql.raw(unclaimedText)}`;
