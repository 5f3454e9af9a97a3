/** How near a plan is to the best there is, measured by looking at every plan of small rosters. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cityRoster } from '../../../bench/staffing/roster.ts';
import { planCity } from '../../../pipeline/staffing/plan.ts';
import { objectives, type Score } from '../../../schemas/staffing-plan.ts';
import { everyPlan, isBetter, options, type SmallSchool, smallRosters, teachersOf } from './rosters.ts';

function planned(schools: readonly SmallSchool[], ratio: number): { reached: Score; bound: Score } {
  const [cell] = planCity(teachersOf(schools), options({ ratio })).cells;
  if (cell === undefined) throw new Error('no cell');
  return cell;
}

describe('the plan of a small roster, beside all plans there are', () => {
  it('has as few experts and split schools as any, and then one pair of group and county more at most', () => {
    fc.assert(
      fc.property(smallRosters, ({ schools, ratio }) => {
        const { best } = everyPlan(schools, ratio);
        const { reached } = planned(schools, ratio);
        expect(isBetter(reached, best)).toBe(false);
        expect(reached.experts).toBe(best.experts);
        expect(reached.schools_split).toBe(best.schools_split);
        expect(reached.group_counties).toBeLessThanOrEqual(best.group_counties + 1);
        if (reached.group_counties > best.group_counties) return;
        expect(reached.outside_county).toBeLessThanOrEqual(best.outside_county + 2);
      }),
      { numRuns: 200 },
    );
  });

  it('has a bound that no plan is below, objective by objective', () => {
    fc.assert(
      fc.property(smallRosters, ({ schools, ratio }) => {
        const { least } = everyPlan(schools, ratio);
        const { bound } = planned(schools, ratio);
        for (const objective of objectives) expect(bound[objective]).toBeLessThanOrEqual(least[objective]);
      }),
      { numRuns: 200 },
    );
  });

  it('is the best in all five objectives for 99 of 100 rosters and more', () => {
    const samples = fc.sample(smallRosters, { numRuns: 400, seed: 2022 });
    const best = samples.filter(({ schools, ratio }) => {
      const { reached } = planned(schools, ratio);
      return !isBetter(everyPlan(schools, ratio).best, reached);
    });
    expect(best.length).toBeGreaterThanOrEqual(396);
  });
});

describe('the plan of a city with the sizes of real schools', () => {
  it('has the fewest experts and split schools in every cell, and pairs within a twentieth of the bound', () => {
    const roster = cityRoster({ seed: 5, teachers: 15_000, units: 400, counties: 7 });
    const { cells } = planCity(roster, options({}));
    expect(cells).toHaveLength(43);
    for (const { reached, bound, city_bound } of cells) {
      expect(reached.experts).toBe(city_bound);
      expect(reached.schools_split).toBe(bound.schools_split);
    }
    const pairs = (of: 'reached' | 'bound') => cells.reduce((sum, cell) => sum + cell[of].group_counties, 0);
    expect(pairs('reached')).toBeLessThanOrEqual(1.05 * pairs('bound'));
  });
});
