/** A plan that is made again keeps its groups, its keys and what people decided by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membersOf } from '../../../pipeline/staffing/groups.ts';
import { planCity } from '../../../pipeline/staffing/plan.ts';
import { replan } from '../../../pipeline/staffing/replan.ts';
import { type EnrolledTeacher, noPins, type Pins } from '../../../schemas/staffing.ts';
import type { BrokenPin, StaffingPlan } from '../../../schemas/staffing-plan.ts';
import { options, rosters, school, someOptions } from './rosters.ts';

const groupsOf = ({ cells }: StaffingPlan) => cells.flatMap(({ groups }) => groups);
const seatsOf = (plan: StaffingPlan): Map<string, string> =>
  new Map(groupsOf(plan).flatMap((group) => membersOf(group).map((id) => [id, group.key] as const)));
const pinning = (teachers: Record<string, string>): Pins => ({ ...noPins, teachers });
const isBroken = (broken: readonly BrokenPin[], teacher_id: string) =>
  broken.some((pin) => pin.kind === 'teacher' && pin.teacher_id === teacher_id);

/** A roster, and what it becomes: some leave, others come. */
const changed = fc.record({
  roster: rosters,
  leaving: fc.array(fc.nat(), { maxLength: 12 }),
  coming: fc.array(fc.record({ from: fc.nat(), county: fc.integer({ min: 1, max: 6 }) }), { maxLength: 12 }),
});
type Changed = typeof changed extends fc.Arbitrary<infer T> ? T : never;

function rosterAfter({ roster, leaving, coming }: Changed): EnrolledTeacher[] {
  const gone = new Set(leaving.map((n) => n % roster.length));
  const newcomers = coming.flatMap(({ from, county }, at) => {
    const like = roster[from % roster.length];
    if (like === undefined) return [];
    const unit = at % 2 === 0 ? {} : { unit_id: `N${at}`, county_id: `C${county}` };
    return [{ ...like, ...unit, teacher_id: `new/${at}` }];
  });
  return [...roster.filter((_, at) => !gone.has(at)), ...newcomers];
}

/** Some teachers of the plan pinned to some of its groups. */
const somePins = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 8 });
function pinsFor(plan: StaffingPlan, roster: readonly EnrolledTeacher[], choice: [number, number][]): Pins {
  const groups = groupsOf(plan);
  return pinning(
    Object.fromEntries(
      choice.map(([teacher, group]) => [
        roster[teacher % roster.length]?.teacher_id ?? '',
        groups[group % groups.length]?.key ?? '',
      ]),
    ),
  );
}

describe('planning again', () => {
  it('changes nothing when nothing changed', () => {
    fc.assert(
      fc.property(rosters, someOptions, (roster, settings) => {
        const plan = planCity(roster, settings);
        expect(replan(plan, roster)).toEqual(plan);
      }),
    );
  });

  it('keeps every promise of a plan after teachers left and came and were pinned', () => {
    fc.assert(
      fc.property(changed, someOptions, somePins, (given, settings, choice) => {
        const before = planCity(given.roster, settings);
        const roster = rosterAfter(given);
        if (roster.length === 0) return;
        const plan = replan(before, roster, settings, pinsFor(before, given.roster, choice));
        expect([...seatsOf(plan).keys()].toSorted()).toEqual(roster.map((t) => t.teacher_id).toSorted());
        const groups = groupsOf(plan);
        expect(groups.flatMap(membersOf)).toHaveLength(roster.length);
        for (const { teachers, counties } of groups) {
          expect(teachers).toBeLessThanOrEqual(settings.ratio);
          if (settings.pooling === 'county') expect(counties).toHaveLength(1);
        }
        expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
        if (settings.keep_schools === 'always') return;
        expect(groups).toHaveLength(groupsOf(planCity(roster, settings)).length);
      }),
      { numRuns: 120 },
    );
  });

  it('keeps every pin, or says that it is broken', () => {
    fc.assert(
      fc.property(changed, someOptions, somePins, (given, settings, choice) => {
        const before = planCity(given.roster, settings);
        const pins = pinsFor(before, given.roster, choice);
        const pinned = replan(before, given.roster, settings, pins);
        const plan = replan(pinned, rosterAfter(given), settings, pins);
        for (const each of [pinned, plan]) {
          const seats = seatsOf(each);
          for (const [teacher_id, key] of Object.entries(pins.teachers)) {
            expect(seats.get(teacher_id) === key).toBe(!isBroken(each.broken_pins, teacher_id));
          }
        }
      }),
      { numRuns: 120 },
    );
  });

  it('does not depend on the order of the teachers', () => {
    fc.assert(
      fc.property(changed, someOptions, (given, settings) => {
        const before = planCity(given.roster, settings);
        const roster = rosterAfter(given);
        expect(replan(before, roster.toReversed())).toEqual(replan(before, roster));
      }),
    );
  });

  it('moves nobody when one teacher more has room in the groups', () => {
    fc.assert(
      fc.property(rosters, fc.integer({ min: 2, max: 12 }), fc.nat(), (roster, ratio, at) => {
        const before = planCity(roster, options({ ratio }));
        const like = roster[at % roster.length];
        if (like === undefined) return;
        const plan = replan(before, [...roster, { ...like, teacher_id: 'new' }]);
        if (groupsOf(plan).length > groupsOf(before).length) return;
        const seats = seatsOf(plan);
        // Only when the school has no group with room is one other school moved to make room for all of it.
        const moved = [...seatsOf(before)].filter(([id, key]) => seats.get(id) !== key);
        expect(new Set(moved.map(([id]) => id.split('/')[0])).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('opens a group with a new key and gives it whole schools, so that it is worth having', () => {
    const schools = ['A1', 'A2', 'A3', 'A4', 'A5'].flatMap((unit) => school(unit, 'A', 20));
    const before = planCity(schools, options({}));
    expect(groupsOf(before)).toHaveLength(1);
    const plan = replan(before, [...schools, ...school('A6', 'A', 1)]);
    expect(groupsOf(plan).map(({ key, teachers }) => [key, teachers])).toEqual([
      ['小学-语文-1', 60],
      ['小学-语文-2', 41],
    ]);
    expect(plan.cells[0]?.reached.schools_split).toBe(0);
  });

  it('gives up the smallest group when one fewer is enough, and never gives its key to another', () => {
    const three = [...school('A1', 'A', 100), ...school('A2', 'A', 100), ...school('A3', 'A', 30)];
    const before = planCity(three, options({}));
    const small = groupsOf(before).find(({ teachers }) => teachers === 30)?.key;
    const fewer = replan(
      before,
      three.filter(({ unit_id }) => unit_id !== 'A3'),
    );
    expect(groupsOf(fewer).map(({ key }) => key)).not.toContain(small);
    expect(groupsOf(fewer)).toHaveLength(2);
    const again = replan(fewer, three);
    expect(groupsOf(again).map(({ key }) => key)).toEqual([
      ...groupsOf(fewer).map(({ key }) => key),
      '小学-语文-4',
    ]);
  });

  it('moves a teacher where people put them, and says which school that splits', () => {
    const roster = [...school('A1', 'A', 50), ...school('A2', 'A', 60)];
    const before = planCity(roster, options({}));
    const to = seatsOf(before).get('A2/1') ?? '';
    const plan = replan(before, roster, options({}), pinning({ 'A1/7': to }));
    expect(seatsOf(plan).get('A1/7')).toBe(to);
    expect(seatsOf(plan).get('A1/8')).toBe(seatsOf(before).get('A1/8'));
    expect(plan.broken_pins).toEqual([]);
    expect(plan.cells[0]?.reached.schools_split).toBe(1);
  });

  it('says why a pin is broken', () => {
    const roster = [...[...school('A1', 'A', 3), ...school('B1', 'B', 3)], ...school('A2', 'A', 2, '数学')];
    const settings = options({ ratio: 3, pooling: 'county' });
    const before = planCity(roster, settings);
    const pins = pinning({
      'A1/1': '小学-语文-B-1',
      'A1/2': '小学-语文-A-9',
      'A2/1': '小学-语文-A-1',
      gone: '小学-语文-A-1',
    });
    expect(replan(before, roster, settings, pins).broken_pins).toEqual([
      { kind: 'teacher', teacher_id: 'A1/1', group: '小学-语文-B-1', why: 'other-county' },
      { kind: 'teacher', teacher_id: 'A1/2', group: '小学-语文-A-9', why: 'no-such-group' },
      { kind: 'teacher', teacher_id: 'A2/1', group: '小学-语文-A-1', why: 'other-cell' },
      { kind: 'teacher', teacher_id: 'gone', group: '小学-语文-A-1', why: 'not-enrolled' },
    ]);
  });

  it('breaks the pins that a group has no room for, those with the highest ids', () => {
    const roster = [...school('A1', 'A', 3), ...school('A2', 'A', 3)];
    const settings = options({ ratio: 3 });
    const before = planCity(roster, settings);
    const full = seatsOf(before).get('A1/1') ?? '';
    const pins = pinning(Object.fromEntries(['A2/1', 'A2/2', 'A2/3', 'A1/1'].map((id) => [id, full])));
    const plan = replan(before, roster, settings, pins);
    expect(plan.broken_pins).toEqual([
      { kind: 'teacher', teacher_id: 'A2/3', group: full, why: 'group-full' },
    ]);
  });

  it('says that a pin is broken when its group had to be given up, and gives up a group without pins first', () => {
    const roster = ['A1', 'A2', 'A3'].flatMap((unit) => school(unit, 'A', 3));
    const settings = options({ ratio: 3 });
    const before = planCity(roster, settings);
    const seats = seatsOf(before);
    const pins = pinning({ 'A1/1': seats.get('A1/1') ?? '', 'A2/1': seats.get('A2/1') ?? '' });
    const two = replan(
      before,
      [...school('A1', 'A', 1), ...school('A2', 'A', 1), ...school('A3', 'A', 2)],
      settings,
      pins,
    );
    expect(two.broken_pins).toEqual([]);
    expect(seatsOf(two).get('A2/1')).toBe(seats.get('A2/1'));
    const one = replan(two, [...school('A1', 'A', 2), ...school('A2', 'A', 1)]);
    expect(one.broken_pins).toEqual([
      { kind: 'teacher', teacher_id: 'A2/1', group: seats.get('A2/1'), why: 'no-such-group' },
    ]);
  });

  it('plans everything anew for another ratio, and holds the pins against the new groups', () => {
    const roster = [...school('A1', 'A', 4), ...school('A2', 'A', 4)];
    const before = planCity(roster, options({ ratio: 4 }));
    const pins = pinning({ 'A1/1': '小学-语文-1', 'A2/1': '小学-语文-2' });
    const plan = replan(before, roster, options({ ratio: 8 }), pins);
    expect(groupsOf(plan).map(({ key, teachers }) => [key, teachers])).toEqual([['小学-语文-1', 8]]);
    expect(plan.broken_pins).toEqual([
      { kind: 'teacher', teacher_id: 'A2/1', group: '小学-语文-2', why: 'no-such-group' },
    ]);
  });
});
