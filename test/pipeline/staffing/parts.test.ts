/** What a plan is put together from is the best there is, beside every other way on small numbers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentsOf } from '../../../pipeline/staffing/components.ts';
import { likelyComponentsOf } from '../../../pipeline/staffing/many-counties.ts';
import { groupsForWhole, pack, splitsOf } from '../../../pipeline/staffing/packing.ts';
import { cutsOf } from '../../../pipeline/staffing/strip.ts';
import { nearestSubset } from '../../../pipeline/staffing/subset.ts';

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
const groupsFor = (counts: readonly number[], ratio: number): number => Math.ceil(sum(counts) / ratio);

/** The most sets that counties can be divided into without one group more, by trying every division. */
function mostSets(totals: readonly number[], ratio: number, sets: number[][] = []): number {
  const [first, ...rest] = totals;
  if (first === undefined) {
    const all = groupsFor(sets.flat(), ratio);
    return sum(sets.map((set) => groupsFor(set, ratio))) === all ? sets.length : 0;
  }
  const joined = sets.map((_, at) =>
    mostSets(
      rest,
      ratio,
      sets.map((set, n) => (n === at ? [...set, first] : set)),
    ),
  );
  return Math.max(mostSets(rest, ratio, [...sets, [first]]), ...joined);
}

const counties = fc.record({
  ratio: fc.integer({ min: 2, max: 12 }),
  totals: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 7 }),
});

describe('sets of counties that fill groups of their own', () => {
  it('are as many as there can be', () => {
    fc.assert(
      fc.property(counties, ({ totals, ratio }) => {
        const sets = componentsOf(totals, ratio);
        expect(sets.flat().toSorted((a, b) => a - b)).toEqual([...totals.keys()]);
        const needed = sum(
          sets.map((set) =>
            groupsFor(
              set.map((at) => totals[at] ?? 0),
              ratio,
            ),
          ),
        );
        expect(needed).toBe(groupsFor(totals, ratio));
        expect(sets).toHaveLength(mostSets(totals, ratio));
      }),
    );
  });

  it('take no group more when only the likeliest ways are followed', () => {
    const many = fc.record({
      ratio: fc.integer({ min: 2, max: 100 }),
      totals: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 17, maxLength: 22 }),
    });
    fc.assert(
      fc.property(many, ({ totals, ratio }) => {
        const sets = likelyComponentsOf(totals, ratio);
        expect(sets.flat().toSorted((a, b) => a - b)).toEqual([...totals.keys()]);
        const needed = sum(
          sets.map((set) =>
            groupsFor(
              set.map((at) => totals[at] ?? 0),
              ratio,
            ),
          ),
        );
        expect(needed).toBe(groupsFor(totals, ratio));
      }),
      { numRuns: 20 },
    );
  });
});

describe('schools chosen for a number of teachers', () => {
  it('come as near to it as any choice that is not above the most', () => {
    const choices = fc.record({
      sizes: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 }),
      target: fc.nat(20),
      more: fc.nat(6),
    });
    fc.assert(
      fc.property(choices, ({ sizes, target, more }) => {
        const sorted = sizes.toSorted((a, b) => b - a);
        const most = target + more;
        const chosen = sum(nearestSubset(sorted, target, most).map((at) => sorted[at] ?? 0));
        const sums = Array.from({ length: 1 << sorted.length }, (_, set) =>
          sum(sorted.filter((_size, at) => (set >> at) & 1)),
        ).filter((each) => each <= most);
        expect(chosen).toBeLessThanOrEqual(most);
        expect(Math.abs(chosen - target)).toBe(Math.min(...sums.map((each) => Math.abs(each - target))));
      }),
    );
  });
});

/** Whether whole schools fit, by trying every group for each. */
function fits(sizes: readonly number[], rooms: readonly number[]): boolean {
  const [first, ...rest] = sizes;
  if (first === undefined) return true;
  return rooms.some(
    (room, at) =>
      room >= first &&
      fits(
        rest,
        rooms.map((each, n) => (n === at ? each - first : each)),
      ),
  );
}

const packings = fc.record({
  ratio: fc.integer({ min: 2, max: 10 }),
  groups: fc.integer({ min: 1, max: 4 }),
  sizes: fc
    .array(fc.integer({ min: 1, max: 12 }), { maxLength: 8 })
    .map((all) => all.toSorted((a, b) => b - a)),
});

describe('packing whole schools', () => {
  it('finds a packing where there is one, and says that it is impossible where there is none', () => {
    fc.assert(
      fc.property(packings, ({ sizes, groups, ratio }) => {
        const packing = pack(sizes, { groups, ratio });
        const isPossible = fits(sizes, Array(groups).fill(ratio));
        if (packing === 'impossible' || packing === 'unknown') {
          expect(packing).toBe('impossible');
          expect(isPossible).toBe(false);
          return;
        }
        const loads = Array<number>(groups).fill(0);
        for (const [at, group] of packing.entries()) loads[group] = (loads[group] ?? 0) + (sizes[at] ?? 0);
        expect(Math.max(0, ...loads)).toBeLessThanOrEqual(ratio);
      }),
    );
  });

  it('never takes fewer groups than the bound', () => {
    fc.assert(
      fc.property(packings, ({ sizes, ratio }) => {
        const small = sizes.filter((size) => size <= ratio);
        const bound = groupsForWhole(small, ratio);
        if (bound > 0) expect(fits(small, Array(bound - 1).fill(ratio))).toBe(false);
      }),
    );
  });

  it('splits a school only where there is no room for all as a whole', () => {
    expect(splitsOf([60, 60, 60], 2, 100)).toMatchObject({ bound: 1, found: { split: 1 } });
    expect(splitsOf([60, 60, 40, 40], 2, 100)).toMatchObject({ bound: 0, found: { split: 0 } });
    expect(splitsOf([250, 50], 3, 100)).toMatchObject({ bound: 1, found: { split: 1 } });
  });
});

describe('cutting counties on a strip into groups', () => {
  it('leaves the fewest teachers outside, and then sizes as equal as that allows', () => {
    expect(cutsOf([110, 70], 2, 100)).toEqual([100, 80]);
    expect(cutsOf([110, 90], 2, 100)).toEqual([100, 100]);
    expect(cutsOf([50, 30, 70], 2, 100)).toEqual([80, 70]);
    expect(cutsOf([150], 2, 100)).toEqual([75, 75]);
  });
});
