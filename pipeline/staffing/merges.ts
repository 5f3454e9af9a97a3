/** Proposes which counties should share a group where one by itself has too few teachers for one. */

import type { StaffingOptions } from '../../schemas/staffing.ts';
import type { MergeProposal, Share } from '../../schemas/staffing-plan.ts';
import { expertsFor } from './bound.ts';
import { byId } from './cells.ts';

const sumOf = (shares: readonly Share[]): number => shares.reduce((sum, { teachers }) => sum + teachers, 0);
const largestFirst = (a: Share, b: Share): number =>
  b.teachers - a.teachers || byId(a.county_id, b.county_id);

/** Small counties side by side, as many as one group has room for. */
function together(small: readonly Share[], ratio: number): Share[][] {
  const sets: Share[][] = [];
  for (const share of small) {
    const set = sets.find((each) => sumOf(each) + share.teachers <= ratio);
    if (set === undefined) sets.push([share]);
    else set.push(share);
  }
  return sets;
}

/** The larger county that takes them in without another expert and is then fullest; without one, the smallest larger county. */
function hostFor(count: number, larger: readonly Share[], ratio: number): Share | undefined {
  const spareIn = ({ teachers }: Share): number => expertsFor(teachers, ratio) * ratio - teachers;
  const [host] = larger
    .filter((share) => spareIn(share) >= count)
    .sort((a, b) => spareIn(a) - spareIn(b) || byId(a.county_id, b.county_id));
  return host ?? larger.at(-1);
}

/** Proposals for a cell that is planned county by county; a county that nobody can join is left as it is. */
export function mergesOf(
  counties: readonly Share[],
  { ratio, minimum_group }: StaffingOptions,
): MergeProposal[] {
  const isSmall = ({ teachers }: Share): boolean => teachers < Math.min(minimum_group, ratio);
  const small = counties.filter(isSmall).sort(largestFirst);
  const larger = counties.filter((share) => !isSmall(share)).sort(largestFirst);
  return together(small, ratio).flatMap((set): MergeProposal[] => {
    const host = sumOf(set) < minimum_group ? hostFor(sumOf(set), larger, ratio) : undefined;
    const merged = host === undefined ? set : [...set, host];
    if (merged.length < 2) return [];
    const experts = merged.map(({ teachers }) => expertsFor(teachers, ratio));
    return [
      {
        counties: merged.sort(largestFirst),
        too_small: set.map(({ county_id }) => county_id).sort(byId),
        experts_before: experts.reduce((sum, count) => sum + count, 0),
        experts_after: expertsFor(sumOf(merged), ratio),
      },
    ];
  });
}
