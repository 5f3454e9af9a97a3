/** The trail of enrolments: an event for each teacher and step, and how people read it back. */
import { sql } from 'kysely';
import type { EnrolmentCell, ExcuseCode } from '../schemas/enrolment.ts';
import type { Params } from '../schemas/language.ts';
import type { Scoped } from './scope.ts';

/** What happened to one teacher at one unit. */
export interface EnrolmentStep {
  /** Null for an excuse of somebody who was not enrolled. */
  readonly enrolment_id: string | null;
  readonly teacher_id: string;
  readonly unit_id: string;
  readonly unit_path: string;
  /** Ids and codes, as in every event. */
  readonly detail: Params;
}

/** One statement, whatever their number; `account_id` is null for the system. */
export async function appendEnrolmentSteps(
  tx: Scoped,
  account_id: string | null,
  action: string,
  steps: readonly EnrolmentStep[],
): Promise<void> {
  if (steps.length === 0) return;
  const rows = steps.map(({ enrolment_id, teacher_id, unit_id, unit_path, detail }) => ({
    ...{ unit_id, unit_path, detail: { teacher_id, ...detail } },
    // An excuse is no enrolment: it is found by its teacher.
    ...(enrolment_id === null
      ? { subject: 'enrolment-excuse', subject_id: teacher_id }
      : { subject: 'enrolment', subject_id: enrolment_id }),
  }));
  await sql`insert into events (account_id, unit_id, unit_path, subject, subject_id, action, detail)
    select ${account_id}, unit_id, unit_path, subject, subject_id, ${action}, detail
    from json_to_recordset(${JSON.stringify(rows)}::json) as x (unit_id bigint, unit_path text, subject text, subject_id bigint,
      detail jsonb)`.execute(tx.sql);
}

/** A cell as an event keeps it. */
export const cellDetail = ({ stage, subject }: EnrolmentCell) => ({ stage, subject });
export const formerDetail = ({ stage, subject }: EnrolmentCell) => ({
  was_stage: stage,
  was_subject: subject,
});

export interface ShownEnrolmentStep {
  readonly at: Date;
  /** Unit and username of whoever did it; null for the system. */
  readonly by: string | null;
  readonly action: string;
  readonly unit_name: string;
  readonly campaign: string | null;
  readonly cell: EnrolmentCell | null;
  /** What it was before a change. */
  readonly was: EnrolmentCell | null;
  /** Of a move; null where the teacher stayed. */
  readonly from_name: string | null;
  readonly to_name: string | null;
  readonly excuse: ExcuseCode | null;
}

type Row = Omit<ShownEnrolmentStep, 'cell' | 'was' | 'excuse'> & { readonly detail: Params };

const shown = sql`v.at, account_label(v.account_id) as by, v.action, unit_name(v.unit_id) as unit_name, v.detail,
  (select name from campaigns where id = (v.detail->>'campaign_id')::bigint) as campaign,
  case when v.detail->>'from' <> v.detail->>'to' then unit_name((v.detail->>'from')::bigint) end as from_name,
  case when v.detail->>'from' <> v.detail->>'to' then unit_name((v.detail->>'to')::bigint) end as to_name`;

const read = async (tx: Scoped, which: ReturnType<typeof sql>): Promise<ShownEnrolmentStep[]> => {
  const { rows } = await sql<Row>`select ${shown} from events v
    where v.unit_path >= ${tx.scope} and v.unit_path < ${`${tx.scope}~`} and ${which} order by v.id`.execute(
    tx.sql,
  );
  return rows.filter((row, at) => !isOtherSide(row, rows[at - 1])).map(toStep);
};

/** Who sees both sides of a move reads of it once. */
const isOtherSide = (row: Row, before: Row | undefined): boolean =>
  row.from_name !== null &&
  row.action === before?.action &&
  JSON.stringify(row.detail) === JSON.stringify(before.detail);

const cellIn = (stage: unknown, subject: unknown): EnrolmentCell | null =>
  typeof stage === 'string' ? ({ stage, subject: subject ?? null } as EnrolmentCell) : null;

const toStep = ({ detail, ...row }: Row): ShownEnrolmentStep => ({
  ...row,
  cell: cellIn(detail.stage, detail.subject),
  was: cellIn(detail.was_stage, detail.was_subject),
  excuse: (detail.code as ExcuseCode | undefined) ?? null,
});

/** What happened to one enrolment, oldest first, as far as the scope goes. */
export const trailOfEnrolment = (tx: Scoped, id: string): Promise<ShownEnrolmentStep[]> =>
  read(tx, sql`v.subject = 'enrolment' and v.subject_id = ${id}`);

/** All that was done about a teacher's enrolment, over the years, oldest first. */
export const trailOfTeacher = (tx: Scoped, teacherId: string): Promise<ShownEnrolmentStep[]> =>
  read(
    tx,
    sql`(v.subject = 'enrolment' and v.subject_id = any(array(select id from enrolments where teacher_id = ${teacherId}))
      or v.subject = 'enrolment-excuse' and v.subject_id = ${teacherId})`,
  );
