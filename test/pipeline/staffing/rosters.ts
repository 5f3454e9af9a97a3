/** Made-up rosters of enrolled teachers, and every plan of a small one. */
import fc from 'fast-check';
import type { EnrolledTeacher, StaffingOptions } from '../../../schemas/staffing.ts';
import { usualOptions } from '../../../schemas/staffing.ts';
import { objectives, type Score } from '../../../schemas/staffing-plan.ts';
import type { Stage, Subject } from '../../../schemas/subject.ts';

export const options = (changed: Partial<StaffingOptions>): StaffingOptions => ({
  ...usualOptions,
  ...changed,
});

/** Teachers of one school, numbered behind its name: U1/1, U1/2, … */
export const school = (
  unit_id: string,
  county_id: string,
  count: number,
  subject: Subject | null = '语文',
  stage: Stage = '小学',
): EnrolledTeacher[] =>
  Array.from({ length: count }, (_, at) => ({
    teacher_id: `${unit_id}/${at + 1}`,
    unit_id,
    county_id,
    stage,
    subject,
  }));

const cells = [
  { stage: '小学', subject: '语文' },
  { stage: '小学', subject: '语文' },
  { stage: '初中', subject: '体育' },
  { stage: '幼儿园', subject: null },
] as const;

/** Schools of a city with up to five counties, some of them larger than a small group. */
export const rosters = fc
  .array(
    fc.record({
      county: fc.integer({ min: 1, max: 5 }),
      cell: fc.constantFrom(...cells),
      count: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 15 })),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((schools) =>
    schools.flatMap(({ county, cell, count }, at) =>
      school(`U${at + 1}`, `C${county}`, count, cell.subject, cell.stage),
    ),
  );

export const someOptions = fc.record({
  ratio: fc.integer({ min: 1, max: 12 }),
  pooling: fc.constantFrom('city', 'county'),
  minimum_group: fc.integer({ min: 0, max: 6 }),
  keep_schools: fc.constantFrom('prefer', 'always', 'ignore'),
  experts_may_enrol: fc.boolean(),
}) satisfies fc.Arbitrary<StaffingOptions>;

/** So few teachers that all their plans can be looked at. */
export const smallRosters = fc
  .record({
    ratio: fc.integer({ min: 2, max: 6 }),
    schools: fc.array(
      fc.record({ county: fc.integer({ min: 1, max: 3 }), count: fc.integer({ min: 1, max: 5 }) }),
      { minLength: 2, maxLength: 5 },
    ),
  })
  .map(({ ratio, schools }) => ({
    ratio,
    schools: schools.map(({ county, count }, at) => ({ unit: `U${at + 1}`, county: `C${county}`, count })),
  }))
  .filter(
    ({ ratio, schools }) =>
      plansOf(
        schools.map(({ count }) => count),
        ratio,
      ) <= 20_000,
  );

export const teachersOf = (schools: readonly SmallSchool[]): EnrolledTeacher[] =>
  schools.flatMap(({ unit, county, count }) => school(unit, county, count));

export interface SmallSchool {
  readonly unit: string;
  readonly county: string;
  readonly count: number;
}

const fewest = (total: number, ratio: number): number => Math.ceil(total / ratio);
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

/** How many plans a roster has: ways to divide each school among the groups. */
function plansOf(counts: readonly number[], ratio: number): number {
  const groups = fewest(sum(counts), ratio);
  return counts.reduce((all, count) => {
    let ways = 1;
    for (let each = 1; each < groups; each += 1) ways = (ways * (count + each)) / each;
    return all * ways;
  }, 1);
}

/** Ways to divide `count` into parts, one for each of `groups`. */
function* divided(count: number, groups: number): Generator<number[]> {
  if (groups === 1) yield [count];
  else
    for (let first = 0; first <= count; first += 1)
      for (const rest of divided(count - first, groups - 1)) yield [first, ...rest];
}

function scoreOf(
  schools: readonly SmallSchool[],
  plan: readonly (readonly number[])[],
  groups: number,
): Score {
  const numbers = [...Array(groups).keys()];
  const mixes = numbers.map((group) => {
    const counties = new Map<string, number>();
    for (const [at, { county }] of schools.entries()) {
      const here = plan[at]?.[group] ?? 0;
      if (here > 0) counties.set(county, (counties.get(county) ?? 0) + here);
    }
    return [...counties.values()];
  });
  const loads = mixes.map(sum);
  return {
    experts: groups,
    schools_split: plan.filter((parts) => parts.filter((part) => part > 0).length > 1).length,
    group_counties: sum(mixes.map((mix) => mix.length)),
    outside_county: sum(mixes.map((mix) => sum(mix) - Math.max(...mix))),
    load_range: Math.max(...loads) - Math.min(...loads),
  };
}

/** Looks at every plan with ⌈N/Q⌉ groups: the best in the order of the objectives, and the least of each by itself. */
export function everyPlan(schools: readonly SmallSchool[], ratio: number): { best: Score; least: Score } {
  const groups = fewest(sum(schools.map(({ count }) => count)), ratio);
  let best: Score | undefined;
  const least: Record<keyof Score, number> = {
    experts: groups,
    schools_split: Number.POSITIVE_INFINITY,
    group_counties: Number.POSITIVE_INFINITY,
    outside_county: Number.POSITIVE_INFINITY,
    load_range: Number.POSITIVE_INFINITY,
  };
  const visit = (plan: readonly (readonly number[])[], loads: readonly number[]): void => {
    const next = schools[plan.length];
    if (next === undefined) {
      const score = scoreOf(schools, plan, groups);
      for (const objective of objectives) least[objective] = Math.min(least[objective], score[objective]);
      if (best === undefined || isBetter(score, best)) best = score;
      return;
    }
    for (const parts of divided(next.count, groups)) {
      const now = loads.map((load, group) => load + (parts[group] ?? 0));
      if (now.every((load) => load <= ratio)) visit([...plan, parts], now);
    }
  };
  visit([], Array(groups).fill(0));
  if (best === undefined) throw new RangeError('no plan');
  return { best, least };
}

export function isBetter(one: Score, other: Score): boolean {
  const objective = objectives.find((each) => one[each] !== other[each]);
  return objective !== undefined && one[objective] < other[objective];
}
