/** Divides the counties of a city into sets that fill groups of their own, as many sets as there can be. */
import { likelyComponentsOf } from './many-counties.ts';
import { spareOf } from './spare.ts';

/** Beyond this many counties, all their subsets are too many to look at. */
export const mostCounties = 16;

function sums(totals: readonly number[]): Int32Array {
  const all = new Int32Array(1 << totals.length);
  for (let set = 1; set < all.length; set += 1) {
    const lowest = 31 - Math.clz32(set & -set);
    all[set] = (all[set & (set - 1)] ?? 0) + (totals[lowest] ?? 0);
  }
  return all;
}

const unreached = 32_767;

/**
 * Sets of counties that share no group with one another, as many as ⌈N/ratio⌉ groups allow: proven for up to 16 counties, else
 * found by following the likeliest ways. With K sets, C counties and G = ⌈N/ratio⌉ groups there are C + G − K pairs of a
 * group and a county at least: a set of S counties with g groups hangs together by S + g − 1 pairs or more. Sets that are laid one
 * after another leave ever more room at their ends, never more than all groups together have; that is what is looked for, county
 * by county, with the least room used for every number of sets.
 */
export function componentsOf(totals: readonly number[], ratio: number): number[][] {
  const n = totals.length;
  if (n > mostCounties) return likelyComponentsOf(totals, ratio);
  const sum = sums(totals);
  const all = (1 << n) - 1;
  const spare = spareOf(sum[all] ?? 0, ratio);
  const width = n + 1;
  // For a set of counties and a number of sets closed among them: the least room used, and the county laid last.
  const used = new Int16Array((all + 1) * width).fill(unreached);
  const last = new Int8Array((all + 1) * width);
  const closed = new Uint8Array((all + 1) * width);
  const reach = (at: number, room: number, county: number, isClosed: number): void => {
    if (room >= (used[at] ?? 0)) return;
    used[at] = room;
    last[at] = county;
    closed[at] = isClosed;
  };
  used[0] = 0;
  for (let set = 0; set < all; set += 1) {
    for (let sets = 0; sets < n; sets += 1) {
      const room = used[set * width + sets] ?? unreached;
      if (room === unreached) continue;
      for (let county = 0; county < n; county += 1) {
        if ((set >> county) & 1) continue;
        const next = set | (1 << county);
        const at = next * width + sets;
        reach(at, room, county, 0);
        const end = spareOf(sum[next] ?? 0, ratio);
        if (end >= room && end <= spare) reach(at + 1, end, county, 1);
      }
    }
  }
  let sets = n;
  while (sets > 0 && (used[all * width + sets] === unreached || closed[all * width + sets] === 0)) sets -= 1;
  return walkedBack(all, sets, width, last, closed);
}

function walkedBack(
  all: number,
  sets: number,
  width: number,
  last: Int8Array,
  closed: Uint8Array,
): number[][] {
  const components: number[][] = [];
  let left = sets;
  for (let set = all; set !== 0; ) {
    const at = set * width + left;
    const county = last[at] ?? 0;
    if (closed[at] === 1) {
      components.push([]);
      left -= 1;
    }
    components.at(-1)?.push(county);
    set &= ~(1 << county);
  }
  return components.map((component) => component.sort((a, b) => a - b)).reverse();
}
