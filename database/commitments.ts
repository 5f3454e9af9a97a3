/** What people are committed to in this year's campaign: enrolled to take part, or an expert of a team. */
import { sql } from 'kysely';
import { activeExpertStates } from '../schemas/expert-lifecycle.ts';
import { yearUnderWay } from './enrolment-moves.ts';
import { beyondScope, type Scoped } from './scope.ts';

export interface Commitments {
  readonly enrolled: number;
  readonly experts: number;
}

/**
 * How many of these teachers, and of those whom the set proposes to transfer. Counts alone, and so of every team: the city's experts
 * are not the county's to see, but that one of its own teachers is among them is.
 */
export const commitmentsOf = (
  tx: Scoped,
  changeSetId: string,
  leaving: readonly string[],
): Promise<Commitments> =>
  beyondScope(tx, async (all) => {
    const { rows } = await sql<Commitments>`
      with leaving as (
        select unnest(${[...leaving]}::bigint[]) as id
        union select teacher_id from changes where change_set_id = ${changeSetId} and kind = 'transfer'
          and teacher_id is not null and decision is distinct from 'reject')
      select
        (select count(*)::int from leaving l where exists (select from enrolments e
          where e.teacher_id = l.id and e.state = 'enrolled' and e.campaign_year = ${yearUnderWay})) as enrolled,
        (select count(*)::int from leaving l where exists (select from experts x join campaigns c on c.id = x.campaign_id
          where x.teacher_id = l.id and x.state = any(${[...activeExpertStates]}::text[]) and c.year = ${yearUnderWay})) as experts`.execute(
      all.sql,
    );
    return rows[0] ?? { enrolled: 0, experts: 0 };
  });
