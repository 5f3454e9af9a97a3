/** Units that owe their word on a step of a campaign, all of them by name, with the unit that asks them for it. */
import { sql } from 'kysely';
import { reportingKinds, type SubmissionKey } from '../schemas/submission.ts';
import { closedStates, type SubmissionState, settledStates } from '../schemas/submission-lifecycle.ts';
import type { UnitFacts } from '../schemas/unit.ts';
import type { Scoped } from './scope.ts';

export interface Unsubmitted {
  readonly id: string;
  readonly name: string;
  readonly code: string | null;
  /** The unit right above. */
  readonly parent_id: string;
  /** With its city where `root` is above that: counties of several cities may bear one name. */
  readonly parent_name: string;
  readonly state: SubmissionState;
}

/** Schools and institutions below `root`, or itself, within scope, by the unit above and code; whoever is excused owes nothing. */
export async function unsubmittedUnits(
  tx: Scoped,
  root: Pick<UnitFacts, 'id' | 'path'>,
  { campaign_id, step }: Pick<SubmissionKey, 'campaign_id' | 'step'>,
): Promise<Unsubmitted[]> {
  const { rows } = await sql<Unsubmitted>`
    select u.id, u.name, u.code, p.id as parent_id, concat_ws(' ', c.name, p.name) as parent_name, coalesce(s.state, 'open') as state
    from units u join units p on p.id = u.parent_id
    left join units c on c.id = p.parent_id and c.kind = 'city' and c.id <> ${root.id}
      and c.path >= ${root.path} and c.path < ${`${root.path}~`}
    left join submissions s on s.unit_id = u.id and s.campaign_id = ${campaign_id} and s.step = ${step}
    where u.kind = any(${reportingKinds}::text[]) and u.closed_at is null
      and u.path >= ${root.path} and u.path < ${`${root.path}~`} and u.path >= ${tx.scope} and u.path < ${`${tx.scope}~`}
      and coalesce(s.state, 'open') <> all(${[...closedStates, ...settledStates]}::text[])
    order by p.code, p.id, u.code, u.id`.execute(tx.sql);
  return rows;
}
