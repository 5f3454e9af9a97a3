/** Says of a group that nobody can guide what would close the gap. */

import type { Expert } from '../../schemas/staffing.ts';
import type { StaffingGap, Widening } from '../../schemas/staffing-plan.ts';
import { byId } from './cells.ts';
import { capacityOf, type Post, type Rules, unfit, unserved } from './eligibility.ts';

/** Experts named beside one gap. */
const mostNamed = 5;

const byEffort = (a: Widening, b: Widening): number =>
  a.counties_to_add.length - b.counties_to_add.length ||
  (a.capacity_to ?? 0) - (b.capacity_to ?? 0) ||
  byId(a.expert_id, b.expert_id);

function wideningOf(expert: Expert, post: Post, rules: Rules): Widening[] {
  const why = unfit(expert, post, rules);
  if (why !== 'capacity' && why !== 'counties') return [];
  const { teachers } = post.group;
  return [
    {
      expert_id: expert.expert_id,
      capacity_to: capacityOf(expert, rules.options) < teachers ? teachers : null,
      counties_to_add: unserved(expert, post.group),
    },
  ];
}

/** Whether only being in the group keeps the expert from guiding it. */
function isOnlyMember(expert: Expert, post: Post, rules: Rules): boolean {
  if (unfit(expert, post, rules) !== 'own-group' || !rules.options.experts_may_enrol) return false;
  const others = post.group.teachers - 1;
  return unserved(expert, post.group).length === 0 && capacityOf(expert, rules.options) >= others;
}

/** The gap of a post, with the experts without a group whose offer would have to be wider. */
export function gapOf(post: Post, spare: readonly Expert[], rules: Rules): StaffingGap {
  const { cell, group } = post;
  const { teachers } = group;
  return {
    stage: cell.stage,
    subject: cell.subject,
    group: group.key,
    teachers,
    counties: group.counties,
    wanted: { serves: group.counties.map(({ county_id }) => county_id), capacity: teachers },
    widenings: spare
      .flatMap((expert) => wideningOf(expert, post, rules))
      .sort(byEffort)
      .slice(0, mostNamed),
    members: spare.filter((expert) => isOnlyMember(expert, post, rules)).map(({ expert_id }) => expert_id),
  };
}
