/** How many rows an export will have, nearly: to say how large it is, and whether it is written at once. */
import { sql } from 'kysely';
import type { Campaign } from '../schemas/campaign.ts';
import { activeExpertStates } from '../schemas/expert-lifecycle.ts';
import type { ExportKind } from '../schemas/export.ts';
import { expertCounts } from './experts.ts';
import { countHeads } from './headcount.ts';
import type { Scoped } from './scope.ts';

export interface Sized {
  /** Unit path within scope. */
  readonly area: string;
  readonly campaign: Pick<Campaign, 'id' | 'year'> | null;
  /** Of a staffing plan. */
  readonly city_id: string | null;
}

/** Some of them may no longer hold: the roster leaves those out. */
async function enrolledIn(tx: Scoped, { area, campaign }: Sized): Promise<number> {
  if (campaign === null) return 0;
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from enrolments
    where campaign_id = ${campaign.id} and state = 'enrolled' and unit_path >= ${area} and unit_path < ${`${area}~`}`.execute(
    tx.sql,
  );
  return rows[0]?.count ?? 0;
}

/** Of the newest plan that the scope may read; 0 where there is none. */
async function plannedIn(tx: Scoped, { campaign, city_id }: Sized): Promise<number> {
  if (campaign === null || city_id === null) return 0;
  const { rows } = await sql<{
    count: number;
  }>`select (figures ->> 'enrolled')::int as count from staffing_plans
    where campaign_id = ${campaign.id} and city_id = ${city_id} order by version desc limit 1`.execute(
    tx.sql,
  );
  return rows[0]?.count ?? 0;
}

async function onTeams(tx: Scoped, { area, campaign }: Sized): Promise<number> {
  if (campaign === null) return 0;
  const counts = await expertCounts(tx, { campaign_id: campaign.id, area });
  return activeExpertStates.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

export const exportSizes: Readonly<Record<ExportKind, (tx: Scoped, sized: Sized) => Promise<number>>> = {
  roster: (tx, { area }) => countHeads(tx, { area, status: '在职' }),
  enrolment: enrolledIn,
  staffing: plannedIn,
  experts: onTeams,
};
