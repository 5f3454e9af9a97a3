/** Assigns named experts to study groups: as many groups as can be guided, the nearest experts, and what would close each gap. */

import type { Expert, Pins } from '../../schemas/staffing.ts';
import type {
  Assignment,
  BrokenPin,
  ExpertPinFailure,
  ExpertTeam,
  StaffingGap,
  StaffingPlan,
  WantedExperts,
} from '../../schemas/staffing-plan.ts';
import { byId, cellKey } from './cells.ts';
import { type Distance, distance, type Post, type Rules, unfit } from './eligibility.ts';
import { gapOf } from './gaps.ts';
import { membersOf } from './groups.ts';
import { cheapestMatching } from './matching.ts';

/** Every group of the plan, in its order. */
const postsOf = ({ cells }: StaffingPlan): Post[] =>
  cells.flatMap((cell) => cell.groups.map((group) => ({ cell, group, members: new Set(membersOf(group)) })));

/** One whole number for each distance, so that sums of them compare like sums of their first, then second, then third numbers. */
function weighed(distances: readonly (readonly (Distance | null)[])[], ratio: number): (number | null)[][] {
  const perLevel = distances.length * ratio + 1;
  const perCounty = (distances.length + 1) * perLevel;
  return distances.map((row) =>
    row.map((each) => each && each[0] * perCounty + each[1] * perLevel + each[2]),
  );
}

/** Who guides whom among posts and experts of one cell that are still free. */
function assigned(posts: readonly Post[], experts: readonly Expert[], rules: Rules): Assignment[] {
  const distances = posts.map((post) =>
    experts.map((expert) =>
      unfit(expert, post, rules) === null ? distance(expert, post, rules.options) : null,
    ),
  );
  const matching = cheapestMatching(weighed(distances, rules.options.ratio));
  return posts.flatMap(({ group }, at): Assignment[] => {
    const expert = experts[matching[at] ?? -1];
    return expert === undefined ? [] : [{ group: group.key, expert_id: expert.expert_id, is_pinned: false }];
  });
}

interface Pinned {
  readonly kept: readonly Assignment[];
  readonly broken: readonly BrokenPin[];
}

/** The assignments that were made by hand and are possible. */
function pinned(
  pins: Pins,
  posts: readonly Post[],
  experts: ReadonlyMap<string, Expert>,
  rules: Rules,
): Pinned {
  const byKey = new Map(posts.map((post) => [post.group.key, post]));
  const kept = new Map<string, Assignment>();
  const broken: BrokenPin[] = [];
  for (const [group, expert_id] of Object.entries(pins.experts).sort(([a], [b]) => byId(a, b))) {
    const [post, expert] = [byKey.get(group), experts.get(expert_id)];
    let why: ExpertPinFailure | null;
    if (post === undefined) why = 'no-such-group';
    else if (expert === undefined) why = 'no-such-expert';
    else why = kept.has(expert_id) ? 'pinned-twice' : unfit(expert, post, rules);
    if (why === null) kept.set(expert_id, { group, expert_id, is_pinned: true });
    else broken.push({ kind: 'expert', expert_id, group, why });
  }
  return { kept: [...kept.values()], broken };
}

function byCell<T>(all: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const cells = new Map<string, T[]>();
  for (const each of all) {
    const cell = cells.get(keyOf(each));
    if (cell === undefined) cells.set(keyOf(each), [each]);
    else cell.push(each);
  }
  return cells;
}

function wantedFrom(gaps: readonly StaffingGap[]): WantedExperts[] {
  return [...byCell(gaps, cellKey).values()].flatMap((of) => {
    const [first] = of;
    if (first === undefined) return [];
    const counties = new Set(of.flatMap(({ wanted }) => wanted.serves));
    return [
      { stage: first.stage, subject: first.subject, experts: of.length, counties: [...counties].sort(byId) },
    ];
  });
}

/**
 * Assigns experts to the groups of a plan. No assignment covers more groups; of those that cover as many none is nearer in county,
 * then level, then capacity. Pinned assignments come first and are kept where they are possible. Nobody guides a group they are in.
 * @throws RangeError when two experts have one id
 */
export function assignExperts(
  plan: StaffingPlan,
  experts: readonly Expert[],
  pins: Pins = plan.pins,
): ExpertTeam {
  const sorted = [...experts].sort((a, b) => byId(a.expert_id, b.expert_id));
  const byExpert = new Map(sorted.map((expert) => [expert.expert_id, expert]));
  if (byExpert.size < sorted.length) throw new RangeError('two experts have one id');
  const posts = postsOf(plan);
  const enrolled = new Set(posts.flatMap(({ members }) => [...members]));
  const rules: Rules = { options: plan.options, enrolled };
  const { kept, broken } = pinned(pins, posts, byExpert, rules);
  const guided = new Set(kept.map(({ group }) => group));
  const guiding = new Set(kept.map(({ expert_id }) => expert_id));
  const free = byCell(
    sorted.filter(({ expert_id }) => !guiding.has(expert_id)),
    cellKey,
  );
  const open = byCell(
    posts.filter(({ group }) => !guided.has(group.key)),
    ({ cell }) => cellKey(cell),
  );
  const found = [...open].flatMap(([key, each]) => assigned(each, free.get(key) ?? [], rules));
  for (const { group, expert_id } of found) {
    guided.add(group);
    guiding.add(expert_id);
  }
  const spare = sorted.filter(({ expert_id }) => !guiding.has(expert_id));
  const gaps = posts.filter(({ group }) => !guided.has(group.key)).map((post) => gapOf(post, spare, rules));
  const isEnrolled = ({ teacher_id }: Expert): boolean => teacher_id !== null && enrolled.has(teacher_id);
  const place = new Map(posts.map(({ group }, at) => [group.key, at]));
  return {
    assignments: [...kept, ...found].sort((a, b) => (place.get(a.group) ?? 0) - (place.get(b.group) ?? 0)),
    gaps,
    wanted: wantedFrom(gaps),
    spare: spare.map(({ expert_id }) => expert_id),
    enrolled_experts: sorted.filter(isEnrolled).map(({ expert_id }) => expert_id),
    broken_pins: broken,
  };
}
