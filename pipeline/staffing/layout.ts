/** Who is in which group while a cell is being planned: counts of teachers, with schools, counties and groups as numbers. */

import type { SchoolPolicy } from '../../schemas/staffing.ts';
import { objectives, type Score } from '../../schemas/staffing-plan.ts';
import { componentsOf } from './components.ts';

/** The schools of one pool (a city's cell, or a county's), as numbers. */
export interface Pool {
  /** Teachers of each school. */
  readonly sizes: readonly number[];
  /** Each school's county. */
  readonly counties: readonly number[];
  /** Teachers of each county. */
  readonly totals: readonly number[];
  /** Teachers of all. */
  readonly total: number;
  /** Q: no group is larger. */
  readonly ratio: number;
  /** Sets of counties that need share no group with one another. */
  readonly components: readonly (readonly number[])[];
}

export function poolOf(sizes: readonly number[], counties: readonly number[], ratio: number): Pool {
  const totals: number[] = [];
  let total = 0;
  for (const [school, size] of sizes.entries()) {
    const county = counties[school] ?? 0;
    while (totals.length <= county) totals.push(0);
    totals[county] = (totals[county] ?? 0) + size;
    total += size;
  }
  return { sizes, counties, totals, total, ratio, components: componentsOf(totals, ratio) };
}

/** One group of a layout. */
export interface Bin {
  load: number;
  /** Teachers of each county. */
  readonly counties: number[];
  /** Teachers of each school that has any here. */
  readonly schools: Map<number, number>;
}

export interface Layout {
  readonly pool: Pool;
  readonly bins: Bin[];
  /** For each school the groups that it has teachers in. */
  readonly homes: readonly Set<number>[];
}

/** Adds an empty group and answers its number. */
export const addBin = ({ bins, pool }: Layout): number =>
  bins.push({ load: 0, counties: pool.totals.map(() => 0), schools: new Map() }) - 1;

export function emptyLayout(pool: Pool, groups: number): Layout {
  const layout: Layout = { pool, bins: [], homes: pool.sizes.map(() => new Set()) };
  while (layout.bins.length < groups) addBin(layout);
  return layout;
}

/** The group of this number. @throws RangeError when there is none */
export function binAt({ bins }: Layout, group: number): Bin {
  const bin = bins[group];
  if (bin === undefined) throw new RangeError(`no group ${group}`);
  return bin;
}

export const countyOf = ({ counties }: Pool, school: number): number => counties[school] ?? 0;
export const sizeOf = ({ sizes }: Pool, school: number): number => sizes[school] ?? 0;
export const roomIn = (layout: Layout, group: number): number =>
  layout.pool.ratio - binAt(layout, group).load;
export const hasCounty = (layout: Layout, group: number, county: number): boolean =>
  (binAt(layout, group).counties[county] ?? 0) > 0;

/** Puts `count` more teachers of a school into a group; a negative count takes them out. */
export function put(layout: Layout, school: number, group: number, count: number): void {
  if (count === 0) return;
  const bin = binAt(layout, group);
  const county = countyOf(layout.pool, school);
  bin.load += count;
  bin.counties[county] = (bin.counties[county] ?? 0) + count;
  const now = (bin.schools.get(school) ?? 0) + count;
  if (now === 0) {
    bin.schools.delete(school);
    layout.homes[school]?.delete(group);
  } else {
    bin.schools.set(school, now);
    layout.homes[school]?.add(group);
  }
}

/** Moves all teachers that a school has in one group to another. */
export function move(layout: Layout, school: number, from: number, to: number): void {
  const count = binAt(layout, from).schools.get(school) ?? 0;
  put(layout, school, from, -count);
  put(layout, school, to, count);
}

/** Counties in a group, and teachers outside its main one. */
export function mixOf({ load, counties }: Bin): { pairs: number; outside: number } {
  let pairs = 0;
  let most = 0;
  for (const count of counties) {
    if (count > 0) pairs += 1;
    if (count > most) most = count;
  }
  return { pairs, outside: load - most };
}

export function scoreOf({ bins, homes }: Layout): Score {
  const mixes = bins.map(mixOf);
  const loads = bins.map(({ load }) => load);
  return {
    experts: bins.length,
    schools_split: homes.filter(({ size }) => size > 1).length,
    group_counties: mixes.reduce((sum, { pairs }) => sum + pairs, 0),
    outside_county: mixes.reduce((sum, { outside }) => sum + outside, 0),
    load_range: Math.max(...loads) - Math.min(...loads),
  };
}

const inOrder: Readonly<Record<SchoolPolicy, readonly (keyof Score)[]>> = {
  prefer: objectives,
  always: objectives,
  ignore: ['experts', 'group_counties', 'outside_county', 'schools_split', 'load_range'],
};

/** Below zero when `a` is the better one: the first objective that differs decides. */
export function byScore(a: Score, b: Score, policy: SchoolPolicy): number {
  for (const objective of inOrder[policy]) {
    if (a[objective] !== b[objective]) return a[objective] - b[objective];
  }
  return 0;
}
