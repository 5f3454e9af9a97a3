/** Slows down whoever tries out people's documents or collects whole numbers (by account), or papers (by address); counted in Postgres so that all processes agree. */
import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../database/connect.ts';
import { problem } from '../schemas/problem.ts';

/** Counts look-ups of people by their document. Throws `slow-down` once there were too many. */
export interface LookupThrottle {
  enter(accountId: string): Promise<void>;
}

/**
 * A school takes in a handful of people a day and mistypes some numbers; whoever asks more often than this is trying numbers out.
 */
const lookups = 30;
const lookupWindow_s = 60 * 60;

export function openLookupThrottle(db: Database): LookupThrottle {
  const limiter = new RateLimiterPostgres({
    ...{ storeClient: db.pool, storeType: 'client', tableName: 'throttles', tableCreated: true },
    ...{ keyPrefix: 'lookup', points: lookups, duration: lookupWindow_s },
  });
  return { enter: (accountId) => consume(limiter, accountId) };
}

/** Counts reveals of whole numbers. Throws `slow-down` once there were too many. */
export interface RevealThrottle {
  enter(accountId: string): Promise<void>;
}

/** Enough for a morning of telephoning; whoever needs a whole school asks for an export, with a reason of its own. */
const reveals = 30;

export function openRevealThrottle(db: Database): RevealThrottle {
  const limiter = new RateLimiterPostgres({
    ...{ storeClient: db.pool, storeType: 'client', tableName: 'throttles', tableCreated: true },
    ...{ keyPrefix: 'reveal', points: reveals, duration: lookupWindow_s },
  });
  return { enter: (accountId) => consume(limiter, accountId) };
}

/** Counts exports with whole numbers. Throws `slow-down` once there were too many. */
export interface WholeExportThrottle {
  enter(accountId: string): Promise<void>;
}

/** Somebody needs one or a few of them for a purpose; whoever asks more often is collecting. */
const wholeExports = 10;

export function openWholeExportThrottle(db: Database): WholeExportThrottle {
  const limiter = new RateLimiterPostgres({
    ...{ storeClient: db.pool, storeType: 'client', tableName: 'throttles', tableCreated: true },
    ...{ keyPrefix: 'whole-export', points: wholeExports, duration: lookupWindow_s },
  });
  return { enter: (accountId) => consume(limiter, accountId) };
}

/** Counts checks of digests by strangers. Throws `slow-down` once there were too many. */
export interface VerifyThrottle {
  enter(address: string): Promise<void>;
}

/** A clerk checks a stack of papers, and an office shares one address; a digest can't be found by trying anyway. */
const verifications = 300;
const verifyWindow_s = 15 * 60;

export function openVerifyThrottle(db: Database): VerifyThrottle {
  const limiter = new RateLimiterPostgres({
    ...{ storeClient: db.pool, storeType: 'client', tableName: 'throttles', tableCreated: true },
    ...{ keyPrefix: 'verify', points: verifications, duration: verifyWindow_s },
  });
  return { enter: (address) => consume(limiter, address) };
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
