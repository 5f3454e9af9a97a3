/** Experts and groups: as many groups guided as can be, nobody guides themself, and each gap says what would close it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignExperts } from '../../../pipeline/staffing/assign.ts';
import { membersOf } from '../../../pipeline/staffing/groups.ts';
import { planCity } from '../../../pipeline/staffing/plan.ts';
import { type Expert, noPins, type Pins } from '../../../schemas/staffing.ts';
import type { StaffingPlan, StudyGroup } from '../../../schemas/staffing-plan.ts';
import { options, rosters, school, someOptions } from './rosters.ts';

const expert = (expert_id: string, changed: Partial<Expert> = {}): Expert => ({
  ...{ expert_id, teacher_id: null, stage: '小学', subject: '语文', level: 'city' },
  ...{ unit_id: null, county_id: null, capacity: 100, serves: 'city' },
  ...changed,
});

/** Experts some of whom are enrolled themselves, with narrow and wide offers. */
const experts = fc
  .array(
    fc.record({
      teacher: fc.option(fc.nat()),
      cell: fc.constantFrom(
        { stage: '小学', subject: '语文' } as const,
        { stage: '初中', subject: '体育' } as const,
        { stage: '幼儿园', subject: null } as const,
      ),
      level: fc.constantFrom('city', 'county'),
      county: fc.integer({ min: 1, max: 5 }),
      capacity: fc.integer({ min: 1, max: 14 }),
      serves: fc.option(fc.subarray(['C1', 'C2', 'C3', 'C4', 'C5'], { minLength: 1 }), { freq: 3 }),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ teacher, cell, county, serves, level, capacity }, at) => ({
      teacher,
      expert: expert(`E${at}`, {
        ...{ ...cell, level, capacity, county_id: `C${county}`, serves: serves ?? 'city' },
      }),
    })),
  );

const worlds = fc
  .record({ roster: rosters, settings: someOptions, offered: experts })
  .map(({ roster, settings, offered }) => ({
    plan: planCity(roster, settings),
    team: offered.map(({ teacher, expert: one }) => ({
      ...one,
      teacher_id: teacher === null ? null : (roster[teacher % roster.length]?.teacher_id ?? null),
    })),
  }));

const postsOf = ({ cells }: StaffingPlan) =>
  cells.flatMap(({ stage, subject, groups }) => groups.map((group) => ({ stage, subject, group })));

/** May this one guide that group? Written once more, apart from the code under test. */
function mayGuide(
  plan: StaffingPlan,
  one: Expert,
  post: { stage: string; subject: string | null; group: StudyGroup },
) {
  const { serves, teacher_id } = one;
  const everyone = postsOf(plan).flatMap(({ group }) => membersOf(group));
  const servesAll =
    serves === 'city' || post.group.counties.every(({ county_id }) => serves.includes(county_id));
  const isMember = teacher_id !== null && membersOf(post.group).includes(teacher_id);
  const isBarred = !plan.options.experts_may_enrol && teacher_id !== null && everyone.includes(teacher_id);
  const isSameCell = one.stage === post.stage && one.subject === post.subject;
  return isSameCell && servesAll && !isMember && !isBarred && one.capacity >= post.group.teachers;
}

/** The most posts that can be filled, by augmenting paths. */
function mostGuided(plan: StaffingPlan, team: readonly Expert[]): number {
  const posts = postsOf(plan);
  const postOf = new Map<string, number>();
  const place = (at: number, seen: Set<string>): boolean =>
    team.some((one) => {
      const post = posts[at];
      if (post === undefined || seen.has(one.expert_id) || !mayGuide(plan, one, post)) return false;
      seen.add(one.expert_id);
      const other = postOf.get(one.expert_id);
      if (other !== undefined && !place(other, seen)) return false;
      postOf.set(one.expert_id, at);
      return true;
    });
  return posts.filter((_, at) => place(at, new Set())).length;
}

describe('an expert team', () => {
  it('guides as many groups as can be guided, each by one expert who may, and nobody guides themself', () => {
    fc.assert(
      fc.property(worlds, ({ plan, team }) => {
        const { assignments, gaps, spare } = assignExperts(plan, team);
        const posts = new Map(postsOf(plan).map((post) => [post.group.key, post]));
        for (const { group, expert_id } of assignments) {
          const one = team.find((each) => each.expert_id === expert_id);
          const post = posts.get(group);
          if (one === undefined || post === undefined) throw new Error('nobody or nothing assigned');
          expect(mayGuide(plan, one, post)).toBe(true);
          expect(membersOf(post.group)).not.toContain(one.teacher_id);
        }
        expect(new Set(assignments.map(({ expert_id }) => expert_id)).size).toBe(assignments.length);
        expect(assignments).toHaveLength(mostGuided(plan, team));
        expect([...assignments, ...gaps].map(({ group }) => group).toSorted()).toEqual(
          [...posts.keys()].toSorted(),
        );
        expect(spare).toHaveLength(team.length - assignments.length);
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on the order of the experts', () => {
    fc.assert(
      fc.property(worlds, ({ plan, team }) => {
        expect(assignExperts(plan, team.toReversed())).toEqual(assignExperts(plan, team));
      }),
    );
  });

  it('closes a gap when an expert of the group is widened as it says', () => {
    fc.assert(
      fc.property(worlds, ({ plan, team }) => {
        const { assignments, gaps } = assignExperts(plan, team);
        for (const { widenings } of gaps.slice(0, 2)) {
          const [first] = widenings;
          if (first === undefined) continue;
          const wider = team.map((one): Expert => {
            if (one.expert_id !== first.expert_id) return one;
            const serves = one.serves === 'city' ? 'city' : [...one.serves, ...first.counties_to_add];
            return { ...one, serves, capacity: first.capacity_to ?? one.capacity };
          });
          expect(assignExperts(plan, wider).assignments).toHaveLength(assignments.length + 1);
        }
      }),
    );
  });

  it('prefers who works in the main county, then who named it, and keeps large capacities for large groups', () => {
    const plan = planCity([...school('A1', 'A', 100), ...school('B1', 'B', 60)], options({}));
    const team = [
      expert('E1', { county_id: 'B', level: 'county' }),
      expert('E2', { county_id: 'C', level: 'county', serves: ['A', 'C'] }),
      expert('E3', { county_id: 'C', level: 'county' }),
    ];
    expect(assignExperts(plan, team).assignments).toEqual([
      { group: '小学-语文-1', expert_id: 'E2', is_pinned: false },
      { group: '小学-语文-2', expert_id: 'E1', is_pinned: false },
    ]);
    const capacities = [expert('E1', { capacity: 100 }), expert('E2', { capacity: 70 })];
    expect(assignExperts(plan, capacities).assignments.map(({ expert_id }) => expert_id)).toEqual([
      'E1',
      'E2',
    ]);
  });

  it('says of a gap how many experts are wanted for which counties, and who could be widened', () => {
    const plan = planCity([...school('A1', 'A', 100), ...school('B1', 'B', 60)], options({}));
    const team = [
      expert('E1', { serves: ['A'], capacity: 80 }),
      expert('E2', { serves: ['C'] }),
      expert('E3', { subject: '数学' }),
    ];
    const { assignments, gaps, wanted, spare } = assignExperts(plan, team);
    expect(assignments).toEqual([]);
    expect(gaps[0]).toEqual({
      stage: '小学',
      subject: '语文',
      group: '小学-语文-1',
      teachers: 100,
      counties: [{ county_id: 'A', teachers: 100 }],
      wanted: { serves: ['A'], capacity: 100 },
      widenings: [
        { expert_id: 'E1', capacity_to: 100, counties_to_add: [] },
        { expert_id: 'E2', capacity_to: null, counties_to_add: ['A'] },
      ],
      members: [],
    });
    expect(wanted).toEqual([{ stage: '小学', subject: '语文', experts: 2, counties: ['A', 'B'] }]);
    expect(spare).toEqual(['E1', 'E2', 'E3']);
  });

  it('warns of experts who are enrolled, and lets none of them guide when they may not be', () => {
    const roster = [...school('A1', 'A', 100), ...school('A2', 'A', 60)];
    const team = [expert('E1', { teacher_id: 'A1/1' })];
    const may = assignExperts(planCity(roster, options({})), team);
    expect(may.enrolled_experts).toEqual(['E1']);
    expect(may.assignments.map(({ group }) => group)).toEqual(['小学-语文-2']);
    const mayNot = assignExperts(planCity(roster, options({ experts_may_enrol: false })), team);
    expect(mayNot.enrolled_experts).toEqual(['E1']);
    expect(mayNot.assignments).toEqual([]);
  });

  it('says of a gap which expert would only have to be in another group', () => {
    const roster = [...school('A1', 'A', 100), ...school('A2', 'A', 60)];
    const team = [expert('E1', { teacher_id: 'A2/1', capacity: 70 })];
    const plan = planCity(roster, options({}));
    const { gaps } = assignExperts(plan, team);
    expect(gaps.map(({ group, members }) => [group, members])).toEqual([
      ['小学-语文-1', []],
      ['小学-语文-2', ['E1']],
    ]);
  });

  it('keeps whom people chose for a group, or says why that is not possible', () => {
    const roster = [...school('A1', 'A', 100), ...school('B1', 'B', 60)];
    const plan = planCity(roster, options({}));
    const team = [expert('E1', { county_id: 'A' }), expert('E2', { county_id: 'B', capacity: 70 })];
    const pinned = (chosen: Record<string, string>): Pins => ({ ...noPins, experts: chosen });
    const kept = assignExperts(plan, team, pinned({ '小学-语文-2': 'E1' }));
    expect(kept.assignments).toEqual([{ group: '小学-语文-2', expert_id: 'E1', is_pinned: true }]);
    expect(kept.gaps.map(({ group }) => group)).toEqual(['小学-语文-1']);
    const broken = pinned({ '小学-语文-1': 'E2', '小学-语文-2': 'E9', '小学-语文-7': 'E1' });
    expect(assignExperts(plan, team, broken).broken_pins).toEqual([
      { kind: 'expert', expert_id: 'E2', group: '小学-语文-1', why: 'capacity' },
      { kind: 'expert', expert_id: 'E9', group: '小学-语文-2', why: 'no-such-expert' },
      { kind: 'expert', expert_id: 'E1', group: '小学-语文-7', why: 'no-such-group' },
    ]);
  });
});
