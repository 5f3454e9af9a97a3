/** Slows down whoever tries out people's documents or collects whole numbers (by account), or papers (by network); counted in Postgres so that all processes agree. */
import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../database/connect.ts';
import { problem } from '../schemas/problem.ts';

const hour_s = 60 * 60;

/** How much of what, in how long; `keyPrefix` is what the rows are known by. */
const paces = {
  /** Looking people up by their document: a school takes in a handful a day and mistypes some; whoever asks more often tries numbers out. */
  lookups: { keyPrefix: 'lookup', points: 30, duration: hour_s },
  /** Whole numbers of one teacher: enough for a morning of telephoning; whoever needs a whole school asks for an export, with a reason. */
  reveals: { keyPrefix: 'reveal', points: 30, duration: hour_s },
  /** Exports with whole numbers: somebody needs one or a few for a purpose; whoever asks more often is collecting. */
  whole_exports: { keyPrefix: 'whole-export', points: 10, duration: hour_s },
  /** Checks of digests by strangers: a clerk checks a stack of papers, and an office shares one address. */
  verifications: { keyPrefix: 'verify', points: 300, duration: hour_s / 4 },
} as const;

export interface Throttle {
  /** Counts one more of an account or a network. Throws `slow-down` once there were too many. */
  enter(who: string): Promise<void>;
}

export type Throttles = Readonly<Record<keyof typeof paces, Throttle>>;

export function openThrottles({ pool }: Pick<Database, 'pool'>): Throttles {
  const kept = {
    storeClient: pool,
    storeType: 'client',
    tableName: 'throttles',
    tableCreated: true,
  } as const;
  const open = (pace: (typeof paces)[keyof typeof paces]): Throttle => {
    const limiter = new RateLimiterPostgres({ ...kept, ...pace });
    return { enter: (who) => consume(limiter, who) };
  };
  return {
    lookups: open(paces.lookups),
    reveals: open(paces.reveals),
    whole_exports: open(paces.whole_exports),
    verifications: open(paces.verifications),
  };
}

async function consume(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (refused instanceof Error) throw refused;
    const wait_ms = (refused as RateLimiterRes).msBeforeNext;
    throw problem('slow-down', { seconds: Math.ceil(wait_ms / 1000) });
  }
}
