/** Plans made in the planning process: the same as anywhere, one after the other, and ended when they run away. */
import { afterEach, expect, test, vi } from 'vitest';
import { handedOver } from '../../bench/staffing/roster.ts';
import { unpackPlan } from '../../database/plan-content.ts';
import { computed } from '../../pipeline/staffing/content.ts';
import { membersOf } from '../../pipeline/staffing/groups.ts';
import type { ToCompute } from '../../schemas/planner.ts';
import type { EnrolledTeacher } from '../../schemas/staffing.ts';
import { type ClosingPlanner, openPlanner } from '../../workers/planning/planner.ts';
import { school } from '../pipeline/staffing/rosters.ts';

// Each test starts a real process.
vi.setConfig({ testTimeout: 120_000 });

const open: ClosingPlanner[] = [];
const plannerWith = (limits?: Parameters<typeof openPlanner>[0]): ClosingPlanner => {
  const planner = openPlanner(limits);
  open.push(planner);
  return planner;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((planner) => planner.close()));
});

const asked = (enrolled: readonly EnrolledTeacher[]): ToCompute => ({
  ...{ roster: handedOver(enrolled), experts: [], options: { ratio: 10 }, fresh: false, cell: null },
});
const roster = [...school('U1', 'C1', 12), ...school('U2', 'C1', 7), ...school('U3', 'C2', 6)];

test('a plan is the one that would be made here, with its figures', async () => {
  const made = await plannerWith().compute(null, asked(roster));
  expect(unpackPlan(made.content)).toEqual(computed(null, asked(roster)).content);
  expect(made).toMatchObject({ failure: null, options: { ratio: 10 }, figures: { enrolled: 25, needed: 3 } });
});

test('ten who ask the same at once wait for one plan in one process', async () => {
  const planner = plannerWith();
  const plans = await Promise.all(Array.from({ length: 10 }, () => planner.compute(null, asked(roster))));
  expect(new Set(plans).size).toBe(1);
  expect(planner.pids).toHaveLength(1);
});

test('ten cities that ask at once wait in one line, and each gets its own plan', async () => {
  const planner = plannerWith();
  const sizes = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  const plans = await Promise.all(
    sizes.map((size) => planner.compute(null, asked(school('U1', 'C1', size)))),
  );
  expect(plans.map(({ figures }) => figures.enrolled)).toEqual(sizes);
  expect(planner.pids).toHaveLength(1);
});

test('a plan that outgrows its memory is refused in words, and the next one is made', async () => {
  const planner = plannerWith({ time_ms: 60_000, memory_mib: 24 });
  const many = Array.from({ length: 4_000 }, (_, at) => school(`U${at}`, `C${at % 9}`, 60)).flat();
  await expect(planner.compute(null, asked(many))).rejects.toMatchObject({ code: 'planning-stopped' });
  expect((await planner.compute(null, asked(roster))).figures.enrolled).toBe(25);
});

test('a plan that takes too long is ended and refused with the limit', async () => {
  const planner = plannerWith({ time_ms: 1_000, memory_mib: 1_024 });
  // A large city with nothing else to stop it: far more than a second of work.
  const many = Array.from({ length: 20_000 }, (_, at) =>
    school(`U${at}`, `C${at % 16}`, 1 + (at % 90)),
  ).flat();
  await expect(planner.compute(null, asked(many))).rejects.toMatchObject({
    ...{ code: 'planning-stopped', params: { limit_s: 1 } },
  });
});

test('what can’t be done by hand comes back with the reason, and what can is kept in the next plan', async () => {
  const planner = plannerWith();
  const { content } = await planner.compute(null, asked(roster));
  const [first] = unpackPlan(content).plan.cells[0]?.groups ?? [];
  const outside = roster.find(({ teacher_id }) => first && !membersOf(first).includes(teacher_id));
  const teacher_id = outside?.teacher_id ?? '';
  expect(await planner.move(content, { who: { teacher_id }, group: '初中-语文-1' })).toMatchObject({
    failure: 'no-such-group',
  });
  const moved = await planner.move(content, { who: { teacher_id }, group: first?.key ?? '' });
  expect(moved.failure).toBeNull();
  expect(unpackPlan(moved.content).plan.pins.teachers).toEqual({ [teacher_id]: first?.key });
  expect(
    await planner.give(moved.content, { group: first?.key ?? '', expert_id: 'E1', experts: [] }),
  ).toMatchObject({ failure: 'no-such-expert' });
});
