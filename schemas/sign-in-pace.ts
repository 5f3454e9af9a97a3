/** How fast passwords and codes may be tried: at will at first, then slower with each wrong one, then not at all for a while. */

interface Pace {
  /** Tries in a row that wait for nothing. */
  readonly free: number;
  /** The try after which nothing is heard until the lock is over. */
  readonly locks_at: number;
}

/**
 * What is counted. A device that signed in to the account before has a counter of its own, so that strangers who guess at a
 * name don't keep out the people who work there; on other devices a name is counted at each address and altogether, and an
 * address over all names, since a district may share one. `account` counts those who are in and are asked again.
 */
export const tryPaces = {
  device: { free: 4, locks_at: 10 },
  'name-at-address': { free: 4, locks_at: 10 },
  name: { free: 21, locks_at: 30 },
  address: { free: 99, locks_at: 100 },
  account: { free: 4, locks_at: 10 },
} as const satisfies Record<string, Pace>;
export type TryCounter = keyof typeof tryPaces;

const firstWait_s = 2;
export const lock_s = 15 * 60;
/** Without a try for so long a counter begins anew; longer than a lock, after which one more wrong try locks again. */
export const forget_s = 60 * 60;

/** How long after the `tries`-th wrong try in a row the next one is heard, in seconds; never more than {@link lock_s}. */
export function waitAfter(counter: TryCounter, tries: number): number {
  const { free, locks_at } = tryPaces[counter];
  if (tries <= free) return 0;
  return tries >= locks_at ? lock_s : Math.min(lock_s, firstWait_s * 2 ** (tries - free - 1));
}
