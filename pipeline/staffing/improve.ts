/** Improves a layout by moving and swapping schools between groups as long as that helps and a fixed effort lasts. */
import type { SchoolPolicy } from '../../schemas/staffing.ts';
import { evacuateAll, moveBlocks } from './blocks.ts';
import { binAt, countyOf, hasCounty, type Layout, put, roomIn } from './layout.ts';
import { costOf, isLess, mostTrials, type Search } from './trial.ts';

/** Moves a school's teachers if that is better; answers whether it did. */
function moved(search: Search, school: number, from: number, to: number): boolean {
  const { layout } = search;
  const [a, b] = [binAt(layout, from), binAt(layout, to)];
  const before = costOf(search, [school], a, b);
  const count = a.schools.get(school) ?? 0;
  search.trials += 1;
  put(layout, school, from, -count);
  put(layout, school, to, count);
  if (isLess(costOf(search, [school], a, b), before)) return true;
  put(layout, school, to, -count);
  put(layout, school, from, count);
  return false;
}

function swapped(search: Search, one: number, from: number, other: number, to: number): boolean {
  const { layout } = search;
  const [a, b] = [binAt(layout, from), binAt(layout, to)];
  const before = costOf(search, [one, other], a, b);
  const x = a.schools.get(one) ?? 0;
  const y = b.schools.get(other) ?? 0;
  search.trials += 1;
  const exchange = (sign: 1 | -1): void => {
    put(layout, one, from, -sign * x);
    put(layout, one, to, sign * x);
    put(layout, other, to, -sign * y);
    put(layout, other, from, sign * y);
  };
  exchange(1);
  if (isLess(costOf(search, [one, other], a, b), before)) return true;
  exchange(-1);
  return false;
}

/** Whether moving this school there could keep every higher objective: beside its county or the rest of itself. */
const belongs = (layout: Layout, school: number, group: number): boolean =>
  hasCounty(layout, group, countyOf(layout.pool, school)) || layout.homes[school]?.has(group) === true;

function moveAll(search: Search): boolean {
  const { layout } = search;
  let isBetter = false;
  for (const [from, bin] of layout.bins.entries()) {
    for (const [school, count] of [...bin.schools]) {
      for (const to of layout.bins.keys()) {
        if (to === from || roomIn(layout, to) < count || !belongs(layout, school, to)) continue;
        if (!moved(search, school, from, to)) continue;
        isBetter = true;
        break;
      }
    }
  }
  return isBetter;
}

function swapAll(search: Search): boolean {
  const { layout } = search;
  let isBetter = false;
  for (const [from, a] of layout.bins.entries()) {
    for (const [to, b] of layout.bins.entries()) {
      if (to <= from || !a.counties.some((count, county) => count > 0 && (b.counties[county] ?? 0) > 0))
        continue;
      if (search.trials > mostTrials) return isBetter;
      if (swapBetween(search, from, to)) isBetter = true;
    }
  }
  return isBetter;
}

function swapBetween(search: Search, from: number, to: number): boolean {
  const { layout } = search;
  const [a, b] = [binAt(layout, from), binAt(layout, to)];
  let isBetter = false;
  for (const [one, x] of [...a.schools]) {
    for (const [other, y] of [...b.schools]) {
      if (!a.schools.has(one) || one === other || !b.schools.has(other)) continue;
      const isSame = countyOf(layout.pool, one) === countyOf(layout.pool, other);
      if ((isSame && x === y) || y - x > roomIn(layout, from) || x - y > roomIn(layout, to)) continue;
      if (a.schools.has(other) || b.schools.has(one)) continue;
      if (isSame && Math.abs(x - y) >= Math.abs(a.load - b.load)) continue;
      if (swapped(search, one, from, other, to)) isBetter = true;
    }
  }
  return isBetter;
}

/** Improves the layout in place; it is never worse afterwards in the order of the policy. */
export function improve(layout: Layout, policy: SchoolPolicy): void {
  const search: Search = { layout, policy, trials: 0 };
  for (let isBetter = true; isBetter && search.trials < mostTrials; ) {
    isBetter = evacuateAll(search);
    if (moveBlocks(search)) isBetter = true;
    if (moveAll(search)) isBetter = true;
    if (swapAll(search)) isBetter = true;
  }
}
