/** What stands between a city and its word on its experts: proposals that nobody decided, no plan, and gaps that it did not name. */
import { sql } from 'kysely';
import type { PlanFigures } from '../schemas/kept-plan.ts';
import { problem } from '../schemas/problem.ts';
import type { Scoped } from './scope.ts';
import type { ShownSubmission } from './submissions.ts';

interface Standing {
  readonly proposed: number;
  readonly enrolled: number;
  /** Of the newest plan; null before there is one. */
  readonly figures: PlanFigures | null;
}

/**
 * Only a city staffs, and only in the step of the experts. `gaps` is how many groups without an expert it says that it knows of.
 * Throws `experts-undecided`, `plan-missing`, and `gaps-left` unless that is the number.
 */
export async function requireStaffed(
  tx: Scoped,
  { campaign_id, step, kind, unit_id, unit_path: path }: ShownSubmission,
  gaps: number | undefined,
): Promise<void> {
  if (step !== 'experts' || kind !== 'city') return;
  const inCity = sql`unit_path >= ${path} and unit_path < ${`${path}~`}`;
  const { rows } = await sql<Standing>`select
    (select count(*)::int from experts where campaign_id = ${campaign_id} and state = 'proposed' and ${inCity}) as proposed,
    (select count(*)::int from enrolments where campaign_id = ${campaign_id} and state = 'enrolled' and ${inCity}) as enrolled,
    (select figures from staffing_plans where campaign_id = ${campaign_id} and city_id = ${unit_id}
      order by version desc limit 1) as figures`.execute(tx.sql);
  const { proposed = 0, enrolled = 0, figures = null } = rows[0] ?? {};
  if (proposed > 0) throw problem('experts-undecided', { count: proposed });
  if (figures === null && enrolled > 0) throw problem('plan-missing', { count: enrolled });
  const left = figures?.gaps ?? 0;
  if (left > 0 && gaps !== left) throw problem('gaps-left', { count: left });
}
