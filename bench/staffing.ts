/** `npm run bench -- staffing`: plans a city of 130,000 enrolled and the province's 16 cities, on one core, beside the bound. */
import { parseArgs } from 'node:util';
import { assignExperts } from '../pipeline/staffing/assign.ts';
import { planCity } from '../pipeline/staffing/plan.ts';
import { replan } from '../pipeline/staffing/replan.ts';
import { compareScenarios } from '../pipeline/staffing/scenarios.ts';
import {
  type EnrolledTeacher,
  type Expert,
  type StaffingOptions,
  usualOptions,
} from '../schemas/staffing.ts';
import { objectives, type Score, type StaffingPlan } from '../schemas/staffing-plan.ts';
import { blockedWhilePlanning } from './staffing/blocked.ts';
import { cityRoster, provinceRosters } from './staffing/roster.ts';

const byCounty: StaffingOptions = { ...usualOptions, pooling: 'county' };
/** Seconds of one core, so that a busy machine changes little. */
const now = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const seconds = (since: number): number => Number(((now() - since) / 1000).toFixed(2));
const wallSeconds = (since: number): number => Number(((performance.now() - since) / 1000).toFixed(2));
const percent = (count: number, base: number): number => Number((((count - base) * 100) / base).toFixed(2));

function totals(plans: readonly StaffingPlan[], of: 'reached' | 'bound'): Score {
  const cells = plans.flatMap((plan) => plan.cells);
  const sum = (objective: keyof Score) => cells.reduce((all, cell) => all + cell[of][objective], 0);
  return Object.fromEntries(objectives.map((objective) => [objective, sum(objective)])) as Score;
}

/** Cells whose experts are more than the bound, and by how many at most. */
const aboveBound = (plans: readonly StaffingPlan[]): number =>
  Math.max(
    0,
    ...plans.flatMap(({ cells }) => cells.map(({ reached, city_bound }) => reached.experts - city_bound)),
  );

/** Two experts for three groups and some who serve one county only, so that the matching has something to weigh. */
const teamFor = ({ cells }: StaffingPlan): Expert[] =>
  cells.flatMap(({ stage, subject, groups }) =>
    groups
      .filter((_, at) => at % 3 < 2)
      .map(
        ({ key, county_id, counties }, at): Expert => ({
          ...{ expert_id: `E${key}`, teacher_id: null, stage, subject, unit_id: null, county_id },
          level: at % 2 === 0 ? 'county' : 'city',
          capacity: at % 5 === 0 ? 95 : 100,
          serves: at % 2 === 0 ? counties.map((each) => each.county_id) : 'city',
        }),
      ),
  );

function city(roster: readonly EnrolledTeacher[], say: (line: string) => void) {
  const [start, wall] = [now(), performance.now()];
  const plan = planCity(roster, usualOptions);
  const plan_cpu_s = seconds(start);
  const plan_wall_s = wallSeconds(wall);
  const [reached, bound] = [totals([plan], 'reached'), totals([plan], 'bound')];
  say(
    `city: ${roster.length} teachers in ${plan.cells.length} cells, planned in ${plan_cpu_s} s of a core, ${plan_wall_s} s by the clock`,
  );
  for (const objective of objectives)
    say(`  ${objective}: ${reached[objective]} (bound ${bound[objective]})`);
  const countyStart = now();
  planCity(roster, byCounty);
  const county_plan_cpu_s = seconds(countyStart);
  const againStart = now();
  const leaving = new Set(roster.filter((_, at) => at % 500 === 0).map(({ teacher_id }) => teacher_id));
  replan(
    plan,
    roster.filter(({ teacher_id }) => !leaving.has(teacher_id)),
  );
  const replan_cpu_s = seconds(againStart);
  const compareStart = now();
  const { scenarios } = compareScenarios(roster, [usualOptions, byCounty]);
  const compare_cpu_s = seconds(compareStart);
  const team = teamFor(plan);
  const assignStart = now();
  const { assignments, gaps } = assignExperts(plan, team);
  const assign_cpu_s = seconds(assignStart);
  say(
    `  county by county ${county_plan_cpu_s} s, again ${replan_cpu_s} s, compared ${compare_cpu_s} s, assigned ${assign_cpu_s} s`,
  );
  return {
    ...{
      teachers: roster.length,
      cells: plan.cells.length,
      plan_cpu_s,
      plan_wall_s,
      county_plan_cpu_s,
      replan_cpu_s,
      compare_cpu_s,
    },
    ...{ reached, bound, experts_above_bound_percent: percent(reached.experts, bound.experts) },
    most_above_bound_per_cell: aboveBound([plan]),
    county_by_county_percent: scenarios[1]?.percent_above_first,
    ...{ experts_named: team.length, assigned: assignments.length, gaps: gaps.length, assign_cpu_s },
  };
}

function province(seed: number, say: (line: string) => void) {
  const rosters = [...provinceRosters(seed).values()];
  const [start, wall] = [now(), performance.now()];
  const plans = rosters.map((roster) => planCity(roster, usualOptions));
  const plan_cpu_s = seconds(start);
  const plan_wall_s = wallSeconds(wall);
  const [reached, bound] = [totals(plans, 'reached'), totals(plans, 'bound')];
  const compared = rosters.map((roster) => compareScenarios(roster, [usualOptions, byCounty]).scenarios);
  const county = compared.reduce((sum, scenarios) => sum + (scenarios[1]?.experts ?? 0), 0);
  const teachers = rosters.reduce((sum, roster) => sum + roster.length, 0);
  say(
    `province: ${teachers} teachers in ${plans.length} cities, planned in ${plan_cpu_s} s of a core, ${plan_wall_s} s by the clock`,
  );
  for (const objective of objectives)
    say(`  ${objective}: ${reached[objective]} (bound ${bound[objective]})`);
  say(`  county by county ${county} experts`);
  return {
    ...{ teachers, cities: plans.length, plan_cpu_s, plan_wall_s, reached, bound },
    experts_above_bound_percent: percent(reached.experts, bound.experts),
    most_above_bound_per_cell: aboveBound(plans),
    county_by_county: county,
    county_by_county_percent: percent(county, reached.experts),
  };
}

/** `--seed` (1), `--teachers` (130,000), `--units` (3,000), `--counties` (12); `--only city` leaves the province out. */
export async function run(
  args: string[] = [],
  say: (line: string) => void = () => undefined,
): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      teachers: { type: 'string', default: '130000' },
      units: { type: 'string', default: '3000' },
      counties: { type: 'string', default: '12' },
      only: { type: 'string' },
    },
  });
  const seed = Number(values.seed);
  const [teachers, units, counties] = [values.teachers, values.units, values.counties].map(Number);
  const roster = cityRoster({ seed, teachers, units, counties });
  const team = teamFor(planCity(roster, usualOptions));
  const web = await blockedWhilePlanning(roster, team);
  say(
    `web process, planning elsewhere: blocked for ${web.plan.blocked_ms} ms by a plan, ${web.replan.blocked_ms} ms by the next, ${web.move.blocked_ms} ms by a move`,
  );
  const figures = { seed, city: city(roster, say), web };
  return values.only === 'city' ? figures : { ...figures, province: province(seed, say) };
}
