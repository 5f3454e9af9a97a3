/** Whether whole schools fit into a number of groups, and so how many schools must be split. */

/** Steps after which a search for a packing gives up; small cells end long before. */
const mostSteps = 20_000;

/** Martello and Toth's bound L2: groups of `ratio` that whole schools of these sizes need at least. None may exceed the ratio. */
export function groupsForWhole(sizes: readonly number[], ratio: number): number {
  let most = 0;
  for (const least of new Set([0, ...sizes.filter((size) => 2 * size <= ratio)])) {
    let alone = 0;
    let roomBeside = 0;
    let small = 0;
    for (const size of sizes) {
      if (size > ratio - least) alone += 1;
      else if (2 * size > ratio) {
        alone += 1;
        roomBeside += ratio - size;
      } else if (size >= least) small += size;
    }
    most = Math.max(most, alone + Math.max(0, Math.ceil((small - roomBeside) / ratio)));
  }
  return most;
}

/** The group of each size, or that there is no packing, or that the search gave up. */
export type Packing = readonly number[] | 'impossible' | 'unknown';

export interface PackingOptions {
  readonly groups: number;
  readonly ratio: number;
  readonly steps?: number;
  /** The county of each size; schools are then packed beside others of their county where that is as good. */
  readonly counties?: readonly number[];
}

interface Room {
  left: number;
  readonly counties: number[];
}

/** Rooms to try for a school, the likeliest first; of rooms that are alike only one. */
function roomsFor(rooms: readonly Room[], size: number, county: number | undefined): Room[] {
  const rank = ({ counties }: Room): number =>
    county === undefined || counties.includes(county) ? 0 : counties.length === 0 ? 1 : 2;
  const alike = new Map<string, Room>();
  for (const room of rooms) {
    const key = `${rank(room)} ${room.left}`;
    if (room.left >= size && !alike.has(key)) alike.set(key, room);
  }
  return [...alike.values()].sort((a, b) => rank(a) - rank(b) || a.left - b.left);
}

/** Looks for a packing, depth first. `sizes` largest first. */
export function pack(
  sizes: readonly number[],
  { groups, ratio, steps = mostSteps, counties }: PackingOptions,
): Packing {
  if (sizes.some((size) => size > ratio)) return 'impossible';
  if (groupsForWhole(sizes, ratio) > groups) return 'impossible';
  const rooms = Array.from({ length: groups }, (): Room => ({ left: ratio, counties: [] }));
  const chosen: Room[] = [];
  let slack = groups * ratio - sizes.reduce((sum, size) => sum + size, 0);
  let left = steps;
  const smallest = sizes.at(-1) ?? 0;
  const search = (at: number): boolean => {
    const size = sizes[at];
    if (size === undefined) return true;
    const county = counties?.[at];
    for (const room of roomsFor(rooms, size, county)) {
      left -= 1;
      if (left < 0) return false;
      // Room that nothing is small enough for is lost.
      const lost = room.left - size < smallest ? room.left - size : 0;
      if (lost > slack) continue;
      slack -= lost;
      room.left -= size;
      room.counties.push(county ?? 0);
      chosen[at] = room;
      if (search(at + 1)) return true;
      room.counties.pop();
      room.left += size;
      slack += lost;
    }
    return false;
  };
  if (search(0)) return chosen.map((room) => rooms.indexOf(room));
  return left < 0 ? 'unknown' : 'impossible';
}

/** How many schools must be split, as far as is known, and a packing of the others if one was found. */
export interface Splits {
  /** Proven: no plan splits fewer. */
  readonly bound: number;
  /** Split the `split` largest schools; the others lie whole in these groups. Null when none was found. */
  readonly found: { readonly split: number; readonly groups: readonly number[] } | null;
}

/**
 * Schools that stay whole can be exchanged for smaller ones, so the largest are split: as few as leave the others a packing, since
 * what is split flows into whatever room is left.
 * @param sizes largest first
 * @param tries packings looked for, beginning at the bound
 */
export function splitsOf(sizes: readonly number[], groups: number, ratio: number, tries = 4): Splits {
  let bound = sizes.findIndex((size) => size <= ratio);
  if (bound === -1) bound = sizes.length;
  while (groupsForWhole(sizes.slice(bound), ratio) > groups) bound += 1;
  for (let split = bound, tried = 0; tried < tries && split <= sizes.length; tried += 1, split += 1) {
    const packing = pack(sizes.slice(split), { groups, ratio });
    if (packing === 'unknown') continue;
    if (packing !== 'impossible') return { bound, found: { split, groups: packing } };
    if (split === bound) bound += 1;
  }
  return { bound, found: null };
}
