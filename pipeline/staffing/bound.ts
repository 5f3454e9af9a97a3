/** What no plan of a pool can be below, objective by objective, each proven by itself. */
import type { Score } from '../../schemas/staffing-plan.ts';
import { mostCounties } from './components.ts';
import type { Pool } from './layout.ts';
import { splitsOf } from './packing.ts';

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** ⌈N/Q⌉. */
export const expertsFor = (teachers: number, ratio: number): number => Math.ceil(teachers / ratio);

/** Pairs of a group and a county: exact where schools may be cut as it suits and no group is left over (`componentsOf`). */
function pairsBound({ totals, total, ratio, components }: Pool, groups: number): number {
  const each = sumOf(totals.map((count) => expertsFor(count, ratio)));
  const atLeast = Math.max(groups, each);
  if (totals.length > mostCounties || groups !== expertsFor(total, ratio)) return atLeast;
  return Math.max(atLeast, totals.length + groups - components.length);
}

/**
 * Each group has one main county. A county with m groups has at most m × Q teachers in its own, so full groups count most, and
 * then what is left of the counties where it is most.
 */
function outsideBound({ totals, ratio }: Pool, groups: number): number {
  const rests = totals.map((count) => count % ratio).sort((a, b) => b - a);
  const full = sumOf(totals.map((count) => Math.floor(count / ratio)));
  return sumOf(rests.slice(Math.max(0, groups - full)));
}

/** The bound of a pool that is planned with `groups` groups. */
export function boundOf(pool: Pool, groups: number): Score {
  const sizes = [...pool.sizes].sort((a, b) => b - a);
  return {
    experts: expertsFor(pool.total, pool.ratio),
    schools_split: splitsOf(sizes, groups, pool.ratio, 0).bound,
    group_counties: pairsBound(pool, groups),
    outside_county: outsideBound(pool, groups),
    load_range: pool.total % groups === 0 ? 0 : 1,
  };
}

/** One pool's part of a cell: what it has, reached and could reach. */
export interface Part {
  readonly total: number;
  readonly groups: number;
  readonly bound: Score;
}

/** The bound of a cell whose pools are planned apart. */
export function summedBound(parts: readonly Part[]): Score {
  const sum = (objective: keyof Score): number => sumOf(parts.map(({ bound }) => bound[objective]));
  const averages = parts.map(({ total, groups }) => total / groups);
  return {
    experts: sum('experts'),
    schools_split: sum('schools_split'),
    group_counties: sum('group_counties'),
    outside_county: sum('outside_county'),
    load_range: Math.ceil(Math.max(...averages)) - Math.floor(Math.min(...averages)),
  };
}
