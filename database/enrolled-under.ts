/** What stands on openings: enrolments that keep them from being closed. */
import { sql } from 'kysely';
import type { Stage } from '../schemas/subject.ts';
import type { Scoped } from './scope.ts';

export interface OpenedCell {
  readonly unit_id: string;
  readonly stage: Stage;
}

export interface EnrolledCell extends OpenedCell {
  /** Teachers enrolled for the stage at the unit or below it; never 0. */
  readonly count: number;
}

/**
 * Which of these cells hold enrolments of a campaign that were not released. Asked after the cells are locked
 * against new ones (`holdOpenings`).
 */
export async function enrolledUnder(
  tx: Scoped,
  campaignId: string,
  cells: readonly OpenedCell[],
): Promise<EnrolledCell[]> {
  const { rows } = await sql<EnrolledCell>`
    select c.unit_id::text as unit_id, c.stage, e.count from json_to_recordset(${JSON.stringify(cells)}::json) 
      as c (unit_id bigint, stage text)
    join units u on u.id = c.unit_id
    cross join lateral (select count(*)::int as count from enrolments e where e.campaign_id = ${campaignId} and e.state = 'enrolled'
      and e.stage = c.stage and e.unit_path >= u.path and e.unit_path < u.path || '~') e
    where e.count > 0`.execute(tx.sql);
  return rows;
}
