/** Seeded chance: the same seed gives the same numbers on every machine, so that samples can be made again exactly. */

export interface Random {
  /** In [0, 1). */
  readonly next: () => number;
  /** A whole number in [from, to], both included. */
  readonly whole: (from: number, to: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** One of `choices` in proportion to its weight. */
  readonly weighted: <T>(choices: readonly (readonly [T, number])[]) => T;
  /** Lognormal with the given median; `sigma` is the deviation of the logarithm. */
  readonly lognormal: (median: number, sigma: number) => number;
}

/** Mixes numbers into one seed, so that each unit and each person has a stream of its own (murmur3's finaliser). */
export function mixed(...parts: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** mulberry32: 32 bits of state, good enough for made-up people and cheap enough for a million of them. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`nothing to choose at ${index} of ${list.length}`);
  return item;
}

/** A stream of chance for a seed (any whole number). */
export function randomFrom(seed: number): Random {
  const next = mulberry32(seed);
  return {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => at(list, Math.floor(next() * list.length)),
    weighted: (choices) => {
      let left = 0;
      for (const choice of choices) left += choice[1];
      left *= next();
      for (const choice of choices) {
        left -= choice[1];
        if (left < 0) return choice[0];
      }
      return at(choices, choices.length - 1)[0];
    },
    lognormal: (median, sigma) => {
      // Box–Muller; 1 − next() keeps the logarithm away from zero.
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(sigma * normal);
    },
  };
}
