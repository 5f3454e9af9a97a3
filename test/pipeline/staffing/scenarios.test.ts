/** Scenarios side by side say what the plans themselves come to, and a plan explains its numbers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../pipeline/staffing/explain.ts';
import { planCity } from '../../../pipeline/staffing/plan.ts';
import { replan } from '../../../pipeline/staffing/replan.ts';
import { compareScenarios } from '../../../pipeline/staffing/scenarios.ts';
import { noPins } from '../../../schemas/staffing.ts';
import { options, rosters, school, someOptions } from './rosters.ts';

describe('scenarios', () => {
  it('need as many experts as their plans have groups, cell by cell', () => {
    fc.assert(
      fc.property(rosters, fc.array(someOptions, { maxLength: 3 }), (roster, list) => {
        const { scenarios, cells } = compareScenarios(roster, list);
        for (const [at, settings] of list.entries()) {
          const plan = planCity(roster, settings);
          expect(cells.map(({ experts }) => experts[at])).toEqual(
            plan.cells.map(({ reached }) => reached.experts),
          );
          expect(scenarios[at]?.experts).toBe(plan.cells.reduce((sum, { groups }) => sum + groups.length, 0));
          expect(scenarios[at]?.experts).toBeGreaterThanOrEqual(scenarios[at]?.bound ?? Number.NaN);
        }
      }),
    );
  });

  it('show what county by county costs more than the city together', () => {
    const roster = [
      ...[...school('A1', 'A', 110), ...school('B1', 'B', 120), ...school('C1', 'C', 70)],
      ...school('A2', 'A', 20, '音乐'),
    ];
    const list = [options({}), options({ pooling: 'county' }), options({ ratio: 50 })];
    const { scenarios, cells } = compareScenarios(roster, list);
    expect(cells).toEqual([
      { stage: '小学', subject: '语文', enrolled: 300, experts: [3, 5, 6], bounds: [3, 3, 6] },
      { stage: '小学', subject: '音乐', enrolled: 20, experts: [1, 1, 1], bounds: [1, 1, 1] },
    ]);
    expect(scenarios.map(({ options: _, ...figures }) => figures)).toEqual([
      { experts: 4, bound: 4, percent_above_bound: 0, percent_above_first: 0, below_minimum: 1 },
      { experts: 6, bound: 4, percent_above_bound: 50, percent_above_first: 50, below_minimum: 1 },
      { experts: 7, bound: 7, percent_above_bound: 0, percent_above_first: 75, below_minimum: 1 },
    ]);
  });
});

describe('explaining a cell', () => {
  const roster = [...school('A1', 'A', 110), ...school('B1', 'B', 20)];

  it('says where its number of experts comes from, and what is split and why', () => {
    const explained = explain(planCity(roster, options({})), { stage: '小学', subject: '语文' });
    expect(explained).toMatchObject({
      enrolled: 130,
      ratio: 100,
      pools: [{ county_id: null, teachers: 130, experts: 2 }],
      experts: 2,
      city_bound: 2,
      why_experts: 'bound',
    });
    expect(explained?.split).toEqual([
      {
        ...{ unit_id: 'A1', county_id: 'A', teachers: 110, why: 'larger-than-group' },
        groups: [
          { group: '小学-语文-1', teachers: 100 },
          { group: '小学-语文-2', teachers: 10 },
        ],
      },
    ]);
    expect(explained?.gaps).toEqual([
      { objective: 'experts', reached: 2, bound: 2, gap: 0 },
      { objective: 'schools_split', reached: 1, bound: 1, gap: 0 },
      { objective: 'group_counties', reached: 3, bound: 3, gap: 0 },
      { objective: 'outside_county', reached: 10, bound: 10, gap: 0 },
      { objective: 'load_range', reached: 70, bound: 0, gap: 70 },
    ]);
  });

  it('says that each county is rounded up by itself', () => {
    const plan = planCity(roster, options({ pooling: 'county' }));
    const explained = explain(plan, { stage: '小学', subject: '语文' });
    expect(explained?.pools).toEqual([
      { county_id: 'A', teachers: 110, experts: 2 },
      { county_id: 'B', teachers: 20, experts: 1 },
    ]);
    expect(explained?.city_bound).toBe(2);
    expect(explained?.groups.map(({ is_below_minimum }) => is_below_minimum)).toEqual([false, false, true]);
    expect(explained?.merges.map(({ too_small }) => too_small)).toEqual([['B']]);
  });

  it('says that a school is split because somebody was moved by hand', () => {
    const whole = [...school('A1', 'A', 60), ...school('A2', 'A', 50)];
    const before = planCity(whole, options({}));
    const [first, second] = before.cells[0]?.groups ?? [];
    const [unit] = first?.units ?? [];
    const teacher_id = unit?.teacher_ids[0] ?? '';
    const plan = replan(before, whole, options({}), {
      ...noPins,
      teachers: { [teacher_id]: second?.key ?? '' },
    });
    const explained = explain(plan, { stage: '小学', subject: '语文' });
    expect(explained?.split.map(({ unit_id, why }) => [unit_id, why])).toEqual([[unit?.unit_id, 'pinned']]);
  });

  it('has nothing to say of a cell that nobody is enrolled in', () => {
    expect(explain(planCity(roster, options({})), { stage: '高中', subject: '物理' })).toBeUndefined();
  });
});
