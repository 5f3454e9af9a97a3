/** Lays the counties of a set on a strip and cuts it into groups, with the fewest teachers outside their group's main county. */

/** Beyond this many counties, their orders are not compared. */
const mostOrdered = 14;

/** How the group that is being filled looks after some counties: teachers outside so far, its main county's part. */
interface Open {
  readonly outside: number;
  readonly most: number;
  readonly last: number;
}

function laid(open: Open, fill: number, total: number, ratio: number, county: number): Open {
  const first = Math.min(total, ratio - fill);
  const most = Math.max(open.most, first);
  if (fill + total < ratio) return { outside: open.outside, most, last: county };
  const outside = open.outside + ratio - most;
  return { outside, most: (total - first) % ratio, last: county };
}

/** The order in which full groups cut along the strip have the fewest teachers outside; of all orders, up to 14 counties. */
export function orderOf(
  component: readonly number[],
  totals: readonly number[],
  ratio: number,
): readonly number[] {
  const n = component.length;
  if (n < 3) return component;
  if (n > mostOrdered) return nearestNext(component, totals, ratio);
  const sizes = component.map((county) => totals[county] ?? 0);
  const best: (Open | undefined)[] = [{ outside: 0, most: 0, last: -1 }];
  const sums = new Int32Array(1 << n);
  for (let set = 0; set < 1 << n; set += 1) {
    const open = best[set];
    if (open === undefined) continue;
    const sum = sums[set] ?? 0;
    for (const [county, size] of sizes.entries()) {
      if ((set >> county) & 1) continue;
      const next = set | (1 << county);
      sums[next] = sum + size;
      const one = laid(open, sum % ratio, size, ratio, county);
      const other = best[next];
      // What lies in the open group is the same for every order; only how much of it is outside differs.
      if (other === undefined || one.outside - one.most < other.outside - other.most) best[next] = one;
    }
  }
  const order: number[] = [];
  for (let set = (1 << n) - 1; set !== 0; ) {
    const county = best[set]?.last ?? 0;
    order.push(component[county] ?? 0);
    set &= ~(1 << county);
  }
  return order.reverse();
}

/** For more counties: next is always the one that leaves the fewest teachers outside. */
function nearestNext(component: readonly number[], totals: readonly number[], ratio: number): number[] {
  const left = new Set(component);
  const order: number[] = [];
  let open: Open = { outside: 0, most: 0, last: -1 };
  let sum = 0;
  while (left.size > 0) {
    const from = { open, fill: sum % ratio };
    const [next] = [...left]
      .map((county) => laid(from.open, from.fill, totals[county] ?? 0, ratio, county))
      .sort((a, b) => a.outside - a.most - (b.outside - b.most) || a.last - b.last);
    if (next === undefined) break;
    open = next;
    sum += totals[next.last] ?? 0;
    order.push(next.last);
    left.delete(next.last);
  }
  return order;
}

/** Prices so far apart that no sum of a lower one reaches a higher one. */
interface Prices {
  readonly county: number;
  readonly outside: number;
}

/** What it costs to make [from, to) of a strip with these county borders a group: its counties, teachers outside, its size. */
function priceOf(borders: readonly number[], from: number, to: number, { county, outside }: Prices): number {
  let counties = 0;
  let most = 0;
  let start = 0;
  for (const end of borders) {
    if (end > from) {
      counties += 1;
      most = Math.max(most, Math.min(end, to) - Math.max(start, from));
    }
    if (end >= to) break;
    start = end;
  }
  const load = to - from;
  return counties * county + (load - most) * outside + load * load;
}

/**
 * The sizes of `groups` groups cut from a strip of these counties, in order: the fewest counties in them, then the fewest
 * teachers outside, then sizes as equal as that allows (least sum of squares). Proven over all cuts.
 */
export function cutsOf(sizes: readonly number[], groups: number, ratio: number): number[] {
  const borders: number[] = [];
  let total = 0;
  for (const size of sizes) {
    total += size;
    borders.push(total);
  }
  if (sizes.length === 1) return evenly(total, groups);
  const spare = Math.min(groups * ratio - total, ratio * groups);
  const width = spare + 1;
  const outside = total * ratio + 1;
  const prices: Prices = { outside, county: (total + 1) * outside };
  // After so many groups, with so much of their room left empty: the least cost, and the room left in the last of them.
  let costs = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  costs[0] = 0;
  const left: Int32Array[] = [];
  for (let group = 0; group < groups; group += 1) {
    const next = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
    const rooms = new Int32Array(width);
    for (let empty = 0; empty <= spare; empty += 1) {
      const cost = costs[empty] ?? Number.POSITIVE_INFINITY;
      if (cost === Number.POSITIVE_INFINITY) continue;
      const from = group * ratio - empty;
      for (let room = 0; room < ratio && empty + room <= spare; room += 1) {
        const load = ratio - room;
        if (from + load > total) continue;
        const sum = cost + priceOf(borders, from, from + load, prices);
        if (sum >= (next[empty + room] ?? 0)) continue;
        next[empty + room] = sum;
        rooms[empty + room] = room;
      }
    }
    costs = next;
    left.push(rooms);
  }
  const loads: number[] = [];
  let empty = spare;
  for (const rooms of left.reverse()) {
    const room = rooms[empty] ?? 0;
    loads.push(ratio - room);
    empty -= room;
  }
  return loads.reverse();
}

/** `total` in `groups` parts that differ by one at most. */
export function evenly(total: number, groups: number): number[] {
  return Array.from(
    { length: groups },
    (_, group) => Math.floor((total * (group + 1)) / groups) - Math.floor((total * group) / groups),
  );
}
