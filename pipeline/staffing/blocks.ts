/** Improves a layout by moving all that a county has in a group. */
import { binAt, countyOf, hasCounty, type Layout, move, roomIn } from './layout.ts';
import { costOf, isLess, mostTrials, type Search } from './trial.ts';

/** The schools of a county in a group, largest first. */
const blockOf = (layout: Layout, group: number, county: number): (readonly [number, number])[] =>
  [...binAt(layout, group).schools]
    .filter(([school]) => countyOf(layout.pool, school) === county)
    .sort(([a, x], [b, y]) => y - x || a - b);

/** Takes a county out of a group where the other groups of that county have room for all its schools there. */
export function evacuateAll(search: Search): boolean {
  const { layout } = search;
  let isBetter = false;
  for (const [from, bin] of layout.bins.entries()) {
    for (const [county, count] of bin.counties.entries()) {
      if (count === 0 || count === bin.load || search.trials > mostTrials) continue;
      if (evacuated(search, from, county)) isBetter = true;
    }
  }
  return isBetter;
}

function evacuated(search: Search, from: number, county: number): boolean {
  const { layout } = search;
  const others = [...layout.bins.keys()].filter((to) => to !== from && hasCounty(layout, to, county));
  const schools = blockOf(layout, from, county);
  const done: (readonly [number, number, number])[] = [];
  search.trials += schools.length;
  for (const [school, count] of schools) {
    const fitting = others.filter((to) => roomIn(layout, to) >= count);
    const to = fitting.sort((a, b) => roomIn(layout, a) - roomIn(layout, b) || a - b)[0];
    // A part that would meet the rest of its school elsewhere could not be told apart when going back.
    if (to === undefined || layout.homes[school]?.has(to)) {
      for (const [back, into] of done.reverse()) move(layout, back, into, from);
      return false;
    }
    move(layout, school, from, to);
    done.push([school, to, count]);
  }
  return true;
}

/** Moves what a county has in a mixed group to another group as a whole, where that is better. */
export function moveBlocks(search: Search): boolean {
  const { layout } = search;
  let isBetter = false;
  for (const [from, bin] of layout.bins.entries()) {
    for (const [county, count] of bin.counties.entries()) {
      if (count === 0 || count === bin.load) continue;
      for (const to of layout.bins.keys()) {
        if (to === from || roomIn(layout, to) < count || bin.counties[county] !== count) continue;
        if (blockMoved(search, from, to, county)) isBetter = true;
      }
    }
  }
  return isBetter;
}

function blockMoved(search: Search, from: number, to: number, county: number): boolean {
  const { layout } = search;
  const [a, b] = [binAt(layout, from), binAt(layout, to)];
  const schools = blockOf(layout, from, county).map(([school]) => school);
  if (schools.some((school) => b.schools.has(school))) return false;
  const before = costOf(search, schools, a, b);
  search.trials += 1;
  for (const school of schools) move(layout, school, from, to);
  if (isLess(costOf(search, schools, a, b), before)) return true;
  for (const school of schools) move(layout, school, to, from);
  return false;
}
