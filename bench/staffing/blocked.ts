/** Measures how long this process can serve nobody else while it waits for a plan. */
import type { MadePlan, ToCompute } from '../../schemas/planner.ts';
import type { EnrolledTeacher, Expert } from '../../schemas/staffing.ts';
import { openPlanner } from '../../workers/planning/planner.ts';
import { handedOver } from './roster.ts';

const TICK_MS = 1;
const cpu_ms = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** The longest stretch between two turns of the event loop, in CPU time: others on the machine change nothing. */
async function longestStretch<T>(work: () => Promise<T>): Promise<{ value: T; longest_ms: number }> {
  let [longest_ms, last] = [0, cpu_ms()];
  const turn = () => {
    const now = cpu_ms();
    longest_ms = Math.max(longest_ms, now - last);
    last = now;
  };
  const ticking = setInterval(turn, TICK_MS);
  try {
    const value = await work();
    turn();
    return { value, longest_ms };
  } finally {
    clearInterval(ticking);
  }
}

/** Of a plan from nothing, one that is made again, and a move by hand: the longest stretch of each, and the seconds by the clock. */
export async function blockedWhilePlanning(enrolled: readonly EnrolledTeacher[], experts: readonly Expert[]) {
  const planner = openPlanner();
  const asked: ToCompute = {
    ...{ roster: handedOver(enrolled), experts, options: {}, fresh: false, cell: null },
  };
  const measured = async (work: () => Promise<MadePlan>) => {
    const start = performance.now();
    const { value, longest_ms } = await longestStretch(work);
    const wall_s = Number(((performance.now() - start) / 1000).toFixed(2));
    return { content: value.content, figures: { blocked_ms: Math.round(longest_ms), wall_s } };
  };
  try {
    const plan = await measured(() => planner.compute(null, asked));
    const again = await measured(() => planner.compute(plan.content, asked));
    const teacher_id = enrolled[0]?.teacher_id ?? '';
    const move = await measured(() =>
      planner.move(plan.content, { who: { teacher_id }, group: '小学-语文-1' }),
    );
    return {
      ...{ plan: plan.figures, replan: again.figures, move: move.figures },
      content_kib: Math.round(plan.content.length / 1024),
    };
  } finally {
    await planner.close();
  }
}
