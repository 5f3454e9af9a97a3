/** Divides more counties than all their subsets can be looked at for: follows the likeliest ways only, so nothing is proven. */
import { spareOf } from './spare.ts';

/** Ways that are followed at once for each number of closed sets. */
const mostWays = 24;
/** Counties that one number can hold as bits. */
const mostBits = 48;

/** Some counties laid one after another. */
interface Way {
  /** Bit by bit. */
  readonly laid: number;
  readonly sum: number;
  /** Sets that are closed, and the room used by them. */
  readonly closed: number;
  readonly used: number;
  readonly last: number;
  readonly before: Way | null;
}

const start: Way = { laid: 0, sum: 0, closed: 0, used: 0, last: -1, before: null };
const has = (laid: number, county: number): boolean => Math.floor(laid / 2 ** county) % 2 === 1;

function longer(before: Way, county: number, size: number, ratio: number, spare: number): Way {
  const sum = before.sum + size;
  const end = spareOf(sum, ratio);
  const isClosed = end >= before.used && end <= spare;
  return {
    ...{ laid: before.laid + 2 ** county, sum, last: county, before },
    closed: before.closed + (isClosed ? 1 : 0),
    used: isClosed ? end : before.used,
  };
}

/** The same counties in another order are the same way, if as many sets are closed; the one that used less room is better. */
function likeliest(ways: Iterable<Way>): Way[] {
  const best = new Map<number, Map<number, Way>>();
  for (const way of ways) {
    const same = best.get(way.closed) ?? new Map<number, Way>();
    best.set(way.closed, same);
    const other = same.get(way.laid);
    if (other === undefined || way.used < other.used) same.set(way.laid, way);
  }
  return [...best.values()].flatMap((same) =>
    [...same.values()].sort((a, b) => a.used - b.used || a.laid - b.laid).slice(0, mostWays),
  );
}

function setsOf(way: Way): number[][] {
  const sets: number[][] = [];
  for (let at = way; at.before !== null; at = at.before) {
    if (at.closed > at.before.closed) sets.push([]);
    sets.at(-1)?.push(at.last);
  }
  return sets.map((set) => set.sort((a, b) => a - b)).reverse();
}

/** As `componentsOf`, without proof: sets of counties that share no group with one another. */
export function likelyComponentsOf(totals: readonly number[], ratio: number): number[][] {
  if (totals.length > mostBits) return [[...totals.keys()]];
  const total = totals.reduce((sum, count) => sum + count, 0);
  const spare = spareOf(total, ratio);
  let ways: Way[] = [start];
  for (let count = 0; count < totals.length; count += 1) {
    const next = ways.flatMap((way) =>
      [...totals.entries()]
        .filter(([county]) => !has(way.laid, county))
        .map(([county, size]) => longer(way, county, size, ratio, spare)),
    );
    ways = likeliest(next);
  }
  const [best] = ways.sort((a, b) => b.closed - a.closed);
  return best === undefined ? [] : setsOf(best);
}
