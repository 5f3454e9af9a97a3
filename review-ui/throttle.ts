/** Slows down whoever asks too often: requests are counted in this process, heavy acts in Postgres so that all processes agree. */
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  type RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Database } from '../database/connect.ts';
import type { PacePolicy } from '../schemas/pace.ts';
import { problem } from '../schemas/problem.ts';

/** Counts what one account or address does. Throws `slow-down`, which says for how long, once it was too much. */
export interface Throttle {
  enter(key: string): Promise<void>;
}

interface Limit {
  readonly prefix: string;
  readonly points: number;
  readonly window_s: number;
}

const minute_s = 60;
const quarter_s = 15 * minute_s;
const hour_s = 60 * minute_s;

/** Every request of an account, and those of strangers by address: a page must not cost a write. */
const inProcess = ({ requests, stranger_requests }: PacePolicy) => ({
  requests: { prefix: 'requests', points: requests, window_s: minute_s },
  stranger_requests: { prefix: 'strangers', points: stranger_requests, window_s: minute_s },
});

const inStore = ({ files, sign_ins }: PacePolicy) => ({
  /** Look-ups of people by their document. A school takes in a handful of people a day and mistypes some numbers. */
  lookups: { prefix: 'lookup', points: 30, window_s: hour_s },
  /** Whole numbers: enough for a morning of telephoning; a whole school is an export, with a reason of its own. */
  reveals: { prefix: 'reveal', points: 30, window_s: hour_s },
  /** Exports with whole numbers. Somebody needs one or a few for a purpose; whoever asks more often is collecting. */
  whole_exports: { prefix: 'whole-export', points: 10, window_s: hour_s },
  /** Digests checked by strangers. A clerk checks a stack of papers; a digest can't be found by trying anyway. */
  verifications: { prefix: 'verify', points: 300, window_s: quarter_s },
  files_in: { prefix: 'file-in', points: files, window_s: hour_s },
  files_out: { prefix: 'file-out', points: files, window_s: hour_s },
  /** By address: each costs the time of a password's hash, which the counters of wrong ones don't bound. */
  sign_ins: { prefix: 'sign-in', points: sign_ins, window_s: quarter_s },
});

export type Throttles = Readonly<
  Record<keyof ReturnType<typeof inProcess> | keyof ReturnType<typeof inStore>, Throttle>
>;

export function openThrottles(db: Database, policy: PacePolicy): Throttles {
  return {
    ...eachOf(
      inProcess(policy),
      ({ points, window_s }) => new RateLimiterMemory({ points, duration: window_s }),
    ),
    ...eachOf(
      inStore(policy),
      ({ prefix, points, window_s }) =>
        new RateLimiterPostgres({
          ...{ storeClient: db.pool, storeType: 'client', tableName: 'throttles', tableCreated: true },
          ...{ keyPrefix: prefix, points, duration: window_s },
          // Whoever goes on asking costs nothing more.
          inMemoryBlockOnConsumed: points,
        }),
    ),
  };
}

const eachOf = <K extends string>(
  limits: Readonly<Record<K, Limit>>,
  open: (limit: Limit) => RateLimiterAbstract,
): Record<K, Throttle> =>
  Object.fromEntries(
    Object.entries<Limit>(limits).map(([name, limit]) => {
      const limiter = open(limit);
      return [name, { enter: (key: string) => consume(limiter, key) }];
    }),
  ) as Record<K, Throttle>;

async function consume(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (refused instanceof Error) throw refused;
    const wait_ms = (refused as RateLimiterRes).msBeforeNext;
    throw problem('slow-down', { seconds: Math.ceil(wait_ms / 1000) });
  }
}
