/** Promises of a staffing plan, over random rosters, and what it looks like for a few by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membersOf } from '../../../pipeline/staffing/groups.ts';
import { planCity } from '../../../pipeline/staffing/plan.ts';
import type { EnrolledTeacher } from '../../../schemas/staffing.ts';
import { objectives, type StaffingPlan } from '../../../schemas/staffing-plan.ts';
import { options, rosters, school, someOptions } from './rosters.ts';

const groupsOf = ({ cells }: StaffingPlan) => cells.flatMap(({ groups }) => groups);
const sorted = (ids: readonly string[]): string[] => ids.toSorted();

/** Teachers by what `keyOf` says of them. */
function counted(roster: readonly EnrolledTeacher[], keyOf: (teacher: EnrolledTeacher) => string) {
  const counts = new Map<string, number>();
  for (const teacher of roster) counts.set(keyOf(teacher), (counts.get(keyOf(teacher)) ?? 0) + 1);
  return [...counts.values()];
}
const cellOf = ({ stage, subject }: EnrolledTeacher) => `${stage}${subject}`;
const countyCellOf = (teacher: EnrolledTeacher) => `${cellOf(teacher)}${teacher.county_id}`;

describe('a staffing plan', () => {
  it('has every teacher in exactly one group, of the right stage and subject', () => {
    fc.assert(
      fc.property(rosters, someOptions, (roster, settings) => {
        const plan = planCity(roster, settings);
        expect(sorted(groupsOf(plan).flatMap(membersOf))).toEqual(sorted(roster.map((t) => t.teacher_id)));
        const teachers = new Map(roster.map((teacher) => [teacher.teacher_id, teacher]));
        for (const { stage, subject, groups } of plan.cells) {
          for (const id of groups.flatMap(membersOf))
            expect(teachers.get(id)).toMatchObject({ stage, subject });
        }
      }),
    );
  });

  it('has no group above the ratio, and none without teachers', () => {
    fc.assert(
      fc.property(rosters, someOptions, (roster, settings) => {
        for (const group of groupsOf(planCity(roster, settings))) {
          expect(group.teachers).toBe(membersOf(group).length);
          expect(group.teachers).toBeGreaterThan(0);
          expect(group.teachers).toBeLessThanOrEqual(settings.ratio);
        }
      }),
    );
  });

  it('needs ⌈N/Q⌉ experts for each cell, or each county of it, when schools may be split', () => {
    const maySplit = someOptions.map((settings) =>
      settings.keep_schools === 'always' ? { ...settings, keep_schools: 'prefer' as const } : settings,
    );
    fc.assert(
      fc.property(rosters, maySplit, (roster, settings) => {
        const pools = counted(roster, settings.pooling === 'city' ? cellOf : countyCellOf);
        const expected = pools.reduce((sum, count) => sum + Math.ceil(count / settings.ratio), 0);
        expect(groupsOf(planCity(roster, settings))).toHaveLength(expected);
      }),
    );
  });

  it('splits only schools larger than a group when every school is to stay whole', () => {
    fc.assert(
      fc.property(rosters, someOptions, (roster, settings) => {
        const plan = planCity(roster, { ...settings, keep_schools: 'always' });
        const homes = counted(roster, ({ unit_id }) => unit_id);
        const large = homes.filter((count) => count > settings.ratio).length;
        expect(plan.cells.reduce((sum, { reached }) => sum + reached.schools_split, 0)).toBe(large);
      }),
    );
  });

  it('is the same whatever order the teachers come in', () => {
    const shuffled = rosters.chain((roster) =>
      fc.tuple(fc.constant(roster), fc.shuffledSubarray(roster, { minLength: roster.length })),
    );
    fc.assert(
      fc.property(shuffled, someOptions, ([roster, other], settings) => {
        expect(planCity(other, settings)).toEqual(planCity(roster, settings));
      }),
    );
  });

  it('never mixes counties in a group when it is made county by county', () => {
    fc.assert(
      fc.property(rosters, someOptions, (roster, settings) => {
        for (const group of groupsOf(planCity(roster, { ...settings, pooling: 'county' }))) {
          expect(group.counties).toEqual([{ county_id: group.county_id, teachers: group.teachers }]);
        }
      }),
    );
  });

  it('is never below its bound, and gives no two groups one key', () => {
    fc.assert(
      fc.property(rosters, someOptions, (roster, settings) => {
        const plan = planCity(roster, settings);
        for (const { reached, bound } of plan.cells) {
          for (const objective of objectives) {
            expect(reached[objective]).toBeGreaterThanOrEqual(bound[objective]);
          }
        }
        const keys = groupsOf(plan).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('keeps schools whole and counties together where the numbers allow it', () => {
    const roster = [
      ...[...school('A1', 'A', 60), ...school('A2', 'A', 40)],
      ...[...school('B1', 'B', 70), ...school('B2', 'B', 20), ...school('A3', 'A', 10)],
    ];
    const [cell] = planCity(roster, options({})).cells;
    expect(
      cell?.groups.map(({ key, counties, units }) => [
        key,
        counties.length,
        units.map(({ unit_id }) => unit_id),
      ]),
    ).toEqual([
      ['小学-语文-1', 1, ['A1', 'A2']],
      ['小学-语文-2', 2, ['B1', 'B2', 'A3']],
    ]);
    expect(cell?.reached).toEqual({
      experts: 2,
      schools_split: 0,
      group_counties: 3,
      outside_county: 10,
      load_range: 0,
    });
    expect(cell?.bound).toEqual(cell?.reached);
  });

  it('splits a school above the ratio and no other', () => {
    const roster = [...school('A1', 'A', 130), ...school('A2', 'A', 40), ...school('A3', 'A', 30)];
    const [cell] = planCity(roster, options({})).cells;
    const homes = cell?.groups.map(({ units }) => units.map(({ unit_id, teachers }) => [unit_id, teachers]));
    expect(homes).toEqual([
      [
        ['A2', 40],
        ['A1', 30],
        ['A3', 30],
      ],
      [['A1', 100]],
    ]);
  });

  it('takes more experts rather than splitting a school when that is the policy', () => {
    const roster = ['A1', 'A2', 'A3'].flatMap((unit) => school(unit, 'A', 60));
    const expertsWith = (keep_schools: 'prefer' | 'always') =>
      planCity(roster, options({ keep_schools })).cells[0]?.reached;
    expect(expertsWith('prefer')).toMatchObject({ experts: 2, schools_split: 1 });
    expect(expertsWith('always')).toMatchObject({ experts: 3, schools_split: 0 });
  });

  it('proposes that counties with too few teachers share a group', () => {
    const roster = [...school('A1', 'A', 12), ...school('B1', 'B', 25), ...school('C1', 'C', 180)];
    const [cell] = planCity(roster, options({ pooling: 'county' })).cells;
    expect(cell?.merges).toEqual([
      {
        counties: [
          { county_id: 'B', teachers: 25 },
          { county_id: 'A', teachers: 12 },
        ],
        too_small: ['A', 'B'],
        experts_before: 2,
        experts_after: 1,
      },
    ]);
  });

  it('proposes a larger county with room for one that is too small by itself', () => {
    const roster = [...school('A1', 'A', 12), ...school('B1', 'B', 95), ...school('C1', 'C', 180)];
    const [cell] = planCity(roster, options({ pooling: 'county' })).cells;
    expect(cell?.merges).toEqual([
      {
        counties: [
          { county_id: 'C', teachers: 180 },
          { county_id: 'A', teachers: 12 },
        ],
        too_small: ['A'],
        experts_before: 3,
        experts_after: 2,
      },
    ]);
  });

  it('refuses a roster that names a teacher twice', () => {
    const [teacher] = school('A1', 'A', 1);
    if (teacher === undefined) throw new Error('no teacher');
    expect(() => planCity([teacher, { ...teacher, subject: '数学' }], options({}))).toThrow('enrolled twice');
  });
});
