/** Which cells of a plan are no longer what they were made from, and one of them computed by itself. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handedOver } from '../../../bench/staffing/roster.ts';
import { changesSince } from '../../../pipeline/staffing/changes.ts';
import { computed } from '../../../pipeline/staffing/content.ts';
import { membersOf } from '../../../pipeline/staffing/groups.ts';
import type { PlanContent } from '../../../schemas/kept-plan.ts';
import type { CellRoster, ToCompute } from '../../../schemas/planner.ts';
import type { EnrolledTeacher, Expert } from '../../../schemas/staffing.ts';
import { rosters, school } from './rosters.ts';

const asking = (roster: readonly CellRoster[], cell: string | null = null): ToCompute => ({
  ...{ roster, experts: [], options: { ratio: 4 }, fresh: false, cell },
});
const planOf = (enrolled: readonly EnrolledTeacher[]): PlanContent =>
  computed(null, asking(handedOver(enrolled))).content;
const membersIn = ({ plan }: PlanContent, stage: string) =>
  plan.cells.filter((cell) => cell.stage === stage).flatMap(({ groups }) => groups.flatMap(membersOf));
const cellOf = (stage: '小学' | '初中', mark: string, teachers = 5) => ({
  ...{ stage, subject: '语文' as const, mark, teachers },
});

describe('changes since a plan was made', () => {
  const content = {
    ...planOf([...school('U1', 'C1', 5), ...school('U2', 'C1', 5, '语文', '初中')]),
    marks: { '小学-语文': '17', '初中-语文': '18' },
  };
  const expert: Expert = {
    ...{ expert_id: 'E1', teacher_id: null, level: 'city', unit_id: null, county_id: null },
    ...{ capacity: 100, serves: 'city', stage: '小学', subject: '语文' },
  };

  it('are none while marks and experts are the same', () => {
    expect(changesSince(content, [cellOf('小学', '17'), cellOf('初中', '18')], [])).toEqual([]);
  });

  it('name a cell by its mark, though as many are enrolled as before', () => {
    expect(changesSince(content, [cellOf('小学', '99'), cellOf('初中', '18')], [])).toEqual([
      {
        ...{ key: '小学-语文', stage: '小学', subject: '语文' },
        now: 5,
        planned: 5,
        roster: true,
        team: false,
      },
    ]);
  });

  it('name a cell that nobody is enrolled in any more, and one that is new', () => {
    const now = [cellOf('小学', '17'), { ...cellOf('初中', '30', 2), subject: '数学' as const }];
    expect(
      changesSince(content, now, []).map(({ key, now: count, planned }) => [key, count, planned]),
    ).toEqual([
      ['初中-语文', 0, 5],
      ['初中-数学', 2, 0],
    ]);
  });

  it('name a cell whose experts are others', () => {
    const now = [cellOf('小学', '17'), cellOf('初中', '18')];
    expect(changesSince(content, now, [expert])).toMatchObject([
      { key: '小学-语文', roster: false, team: true },
    ]);
  });
});

describe('one cell computed by itself', () => {
  it('takes whoever came from another cell along, and leaves that cell as a change', () => {
    const before = [...school('U1', 'C1', 6), ...school('U2', 'C1', 5, '语文', '初中')];
    const moved = before.map((one) => (one.teacher_id === 'U1/1' ? { ...one, stage: '初中' as const } : one));
    const after = computed(planOf(before), asking(handedOver(moved), '初中-语文')).content;
    expect(membersIn(after, '初中')).toContain('U1/1');
    expect(membersIn(after, '小学')).not.toContain('U1/1');
    expect(after.marks['小学-语文']).toBe('小学-语文 6');
    expect(after.marks['初中-语文']).toBe('初中-语文 6');
  });

  it('cell after cell ends with everybody who is enrolled now, each in one group', () => {
    fc.assert(
      fc.property(rosters, rosters, (before, now) => {
        const roster = handedOver(now);
        const keys = new Set(
          [...before, ...now].map(({ stage, subject }) => (subject ? `${stage}-${subject}` : stage)),
        );
        let content = planOf(before);
        for (const key of keys) content = computed(content, asking(roster, key)).content;
        const seated = content.plan.cells.flatMap(({ groups }) => groups.flatMap(membersOf));
        expect(seated.sort()).toEqual(now.map(({ teacher_id }) => teacher_id).sort());
      }),
    );
  });
});
