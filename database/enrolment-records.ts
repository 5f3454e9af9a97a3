/** One enrolment as its own page shows it: whose, in what, and by whom and which file it came. */
import { sql } from 'kysely';
import type { EnrolmentCell } from '../schemas/enrolment.ts';
import type { EnrolmentState } from '../schemas/enrolment-lifecycle.ts';
import { problem } from '../schemas/problem.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';

export interface ShownEnrolment extends EnrolmentCell {
  readonly id: string;
  readonly state: EnrolmentState;
  readonly campaign_id: string;
  readonly campaign_name: string;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly unit_name: string;
  readonly teacher_id: string;
  readonly teacher_name: string;
  readonly version: number;
  readonly upload_id: string | null;
  /** Of the file that it came or was last changed by. */
  readonly receipt: string | null;
  /** Why it was released, where somebody's word did so. */
  readonly released_reason: string | null;
}

/** An enrolment within scope. Throws `not-found`. */
export async function shownEnrolment(tx: Scoped, id: string): Promise<ShownEnrolment> {
  type Row = Omit<ShownEnrolment, 'released_reason'> & { readonly reason: Buffer | null };
  const { rows } = await sql<Row>`
    select e.id, e.state, e.campaign_id, c.name as campaign_name, e.unit_id, e.unit_path, u.name as unit_name, e.teacher_id,
      t.name as teacher_name, e.stage, e.subject, e.version, e.upload_id, f.receipt,
      case when e.state = 'released' then e.reason end as reason
    from enrolments e join campaigns c on c.id = e.campaign_id join units u on u.id = e.unit_id join teachers t on t.id = e.teacher_id
    left join uploads f on f.id = e.upload_id
    where e.id = ${id} and e.unit_path >= ${tx.scope} and e.unit_path < ${`${tx.scope}~`}`.execute(tx.sql);
  const [row] = rows;
  if (row === undefined) throw problem('not-found');
  const { reason, ...shown } = row;
  return { ...shown, released_reason: reason === null ? null : open<string>(tx.keys, 'enrolment', reason) };
}
