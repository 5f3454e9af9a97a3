/** Submissions as they stand: one unit's, those of the units right below it, and what is missing before a unit may submit. */
import { sql } from 'kysely';
import type { CampaignStep } from '../schemas/campaign.ts';
import { problem } from '../schemas/problem.ts';
import {
  type Missing,
  reportingKinds,
  type SubmissionCounts,
  type SubmissionKey,
  schoolsSubmit,
  templateOfStep,
} from '../schemas/submission.ts';
import { type SubmissionState, settledStates, submissionStates } from '../schemas/submission-lifecycle.ts';
import { tierOfKind, type UnitKind } from '../schemas/unit.ts';
import { openStates, type UploadState, undoingStates } from '../schemas/upload-lifecycle.ts';
import { campaignById } from './campaigns.ts';
import { tallyOf } from './enrolment-list.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';

export interface ShownSubmission extends SubmissionKey {
  /** Null while nobody has done anything about it. */
  readonly row_id: string | null;
  readonly unit_path: string;
  readonly unit_name: string;
  readonly unit_code: string | null;
  readonly kind: UnitKind;
  readonly state: SubmissionState;
  /** 0 while there is no row; an action may name the version that it saw. */
  readonly version: number;
  readonly submitted_at: Date | null;
  readonly submitted_by: string | null;
  readonly accepted_at: Date | null;
  readonly accepted_by: string | null;
  /** Of the word that holds now: SHA-256 in hexadecimal, and what it is about. */
  readonly digest: string | null;
  readonly counts: SubmissionCounts | null;
  /** Why it was returned, reopened or excused, as long as that is the last that happened. */
  readonly reason: string | null;
}

/** A unit's submission beside what an overview says of it. */
export interface SubmissionLine extends ShownSubmission {
  /** In service now; of a school. */
  readonly teachers: number | null;
  /** State of the newest file; of a school. */
  readonly newest: UploadState | null;
  /** Units right below that owe this step, and those of them of which nothing more is expected; of an area. */
  readonly below: number | null;
  readonly settled: number | null;
}

/** Whether a unit owes a step at all: schools that report, and areas that have such a school. */
const owes = (unit: string, step: CampaignStep) => {
  const u = sql.ref(unit);
  const kinds = sql`any(${reportingKinds}::text[])`;
  const area = sql`exists (select from units d where d.path > ${u}.path and d.path < ${u}.path || '~'
    and d.kind = ${kinds} and d.closed_at is null)`;
  const school = schoolsSubmit(step) ? sql`${u}.kind = ${kinds}` : sql`false`;
  return sql`${u}.closed_at is null and (${school} or ${area})`;
};

const columns = sql`s.id as row_id, u.id as unit_id, u.path as unit_path, u.name as unit_name, u.code as unit_code, u.kind,
  coalesce(s.state, 'open') as state, coalesce(s.version, 0) as version, s.submitted_at, account_label(s.submitted_by) as submitted_by,
  s.accepted_at, account_label(s.accepted_by) as accepted_by, encode(n.digest, 'hex') as digest, n.counts, r.sealed`;

const beside = ({ campaign_id, step }: Pick<SubmissionKey, 'campaign_id' | 'step'>) => sql`
  left join submissions s on s.unit_id = u.id and s.campaign_id = ${campaign_id} and s.step = ${step}
  left join submission_snapshots n on n.id = s.snapshot_id
  left join submission_reasons r on r.submission_id = s.id and r.version = s.version`;

const inTree = (tx: Scoped) => sql`u.path >= ${tx.scope} and u.path < ${`${tx.scope}~`}`;

type Row = Omit<ShownSubmission, 'campaign_id' | 'step' | 'reason'> & { readonly sealed: Buffer | null };

const toShown =
  (tx: Scoped, { campaign_id, step }: Pick<SubmissionKey, 'campaign_id' | 'step'>) =>
  <R extends Row>({ sealed, ...row }: R) => ({
    ...row,
    ...{ campaign_id, step },
    reason: sealed === null ? null : open<string>(tx.keys, 'submission', sealed),
  });

/** One submission within scope, made or not. Throws `not-found`, also for a unit that owes no such step. */
export async function submissionOf(tx: Scoped, key: SubmissionKey): Promise<ShownSubmission> {
  const { rows } = await sql<Row>`select ${columns} from units u ${beside(key)}
    where u.id = ${key.unit_id} and ${inTree(tx)} and ${owes('u', key.step)}`.execute(tx.sql);
  const [row] = rows;
  if (row === undefined) throw problem('not-found');
  return toShown(tx, key)(row);
}

/** Whether a unit within scope owes a step. */
export async function owesStep(tx: Scoped, unitId: string, step: CampaignStep): Promise<boolean> {
  const { rows } =
    await sql`select from units u where u.id = ${unitId} and ${inTree(tx)} and ${owes('u', step)}`.execute(
      tx.sql,
    );
  return rows.length > 0;
}

/** What waits for the superior comes first, what is done comes last. */
const urgency: readonly SubmissionState[] = [
  'submitted',
  'returned',
  'open',
  'excused',
  'accepted',
  'locked',
];

export interface BelowFilter {
  readonly states?: readonly SubmissionState[];
  readonly limit: number;
  readonly offset: number;
}

/** Submissions of the units right below one, the most urgent first, by code. */
export async function submissionsBelow(
  tx: Scoped,
  key: SubmissionKey,
  { states = submissionStates, limit, offset }: BelowFilter,
): Promise<SubmissionLine[]> {
  type LineRow = Row & Pick<SubmissionLine, 'teachers' | 'newest' | 'below' | 'settled'>;
  const { rows } = await sql<LineRow>`
    with page as materialized (
      select ${columns} from units u ${beside(key)}
      where u.parent_id = ${key.unit_id} and ${inTree(tx)} and ${owes('u', key.step)}
        and coalesce(s.state, 'open') = any(${states}::text[])
      order by array_position(${urgency}::text[], coalesce(s.state, 'open')), u.code, u.id
      limit ${limit} offset ${offset})
    select page.*, school.teachers, school.newest, area.below, area.settled
    from page
    left join lateral (
      select (select count(*)::int from teachers t where t.unit_id = page.unit_id and t.status = '在职') as teachers,
        (select up.state from uploads up where up.unit_id = page.unit_id and up.reverts is null
          and up.template = ${templateOfStep[key.step]} order by up.id desc limit 1) as newest
      where page.kind = any(${reportingKinds}::text[])) school on true
    left join lateral (
      select count(*)::int as below, count(*) filter (where s.state = any(${settledStates}::text[]))::int as settled
      from units u left join submissions s on s.unit_id = u.id and s.campaign_id = ${key.campaign_id} and s.step = ${key.step}
      where u.parent_id = page.unit_id and ${owes('u', key.step)}
        and page.kind <> all(${reportingKinds}::text[])) area on true
    order by array_position(${urgency}::text[], page.state), page.unit_code, page.unit_id`.execute(tx.sql);
  return rows.map(toShown(tx, key));
}

/** How many units right below one stand in each state; those that owe nothing are not counted. */
export async function countsBelow(
  tx: Scoped,
  key: SubmissionKey,
): Promise<Partial<Record<SubmissionState, number>>> {
  const { rows } = await sql<{ state: SubmissionState; count: number }>`
    select coalesce(s.state, 'open') as state, count(*)::int as count from units u ${beside(key)}
    where u.parent_id = ${key.unit_id} and ${inTree(tx)} and ${owes('u', key.step)} group by 1`.execute(
    tx.sql,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

export interface MissingList {
  /** The first of each kind. */
  readonly items: readonly Missing[];
  readonly total: number;
}

/** Names enough to go and ask; the others are counted. */
const namedMissing = 20;

/** What stands between a unit within scope and its word; `begins_at` is when the step's window opened. */
export async function missingOf(
  tx: Scoped,
  submission: ShownSubmission,
  begins_at: Date,
): Promise<MissingList> {
  return tierOfKind[submission.kind] === 'school'
    ? await missingAtSchool(tx, submission, begins_at)
    : await missingBelow(tx, submission);
}

async function missingBelow(tx: Scoped, key: ShownSubmission): Promise<MissingList> {
  const { rows } = await sql<{ id: string; name: string; state: SubmissionState; total: number }>`
    select u.id, u.name, coalesce(s.state, 'open') as state, count(*) over ()::int as total
    from units u ${beside(key)}
    where u.parent_id = ${key.unit_id} and ${inTree(tx)} and ${owes('u', key.step)}
      and coalesce(s.state, 'open') <> all(${settledStates}::text[])
    order by array_position(${urgency}::text[], coalesce(s.state, 'open')), u.code, u.id limit ${namedMissing}`.execute(
    tx.sql,
  );
  const items = rows.map(
    ({ id, name, state }) => ({ kind: 'unit-unsettled', unit: { id, name }, state }) as const,
  );
  return { items, total: rows[0]?.total ?? 0 };
}

/** States of a file that somebody still has to do something about; one that could not be read is no work. */
const inWork: readonly UploadState[] = [...openStates, 'returned', 'stuck'];

async function missingAtSchool(
  tx: Scoped,
  { unit_id, unit_path, step, campaign_id }: ShownSubmission,
  begins_at: Date,
): Promise<MissingList> {
  const { rows } = await sql<{ id: string; receipt: string; state: UploadState; total: number }>`
    select id, receipt, state, count(*) over ()::int as total from uploads
    where unit_id = ${unit_id} and template = ${templateOfStep[step]}
      and state = any(case when reverts is null then ${inWork}::text[] else ${undoingStates}::text[] end)
    order by id desc limit ${namedMissing}`.execute(tx.sql);
  const files = rows.map(
    ({ id, receipt, state }) => ({ kind: 'file-in-work', upload_id: id, receipt, state }) as const,
  );
  const total = rows[0]?.total ?? 0;
  if (total === 0 && step === 'enrolment')
    return await missingEnrolments(tx, campaign_id, { unit_id, unit_path });
  // Of its people in service a school has to say that they are right.
  if (total > 0 || step !== 'collection') return { items: files, total };
  const found = await sql<{ teachers: number; is_applied: boolean }>`
    select (select count(*)::int from teachers where unit_id = ${unit_id} and status = '在职') as teachers,
      exists (select from uploads where unit_id = ${unit_id} and template = ${templateOfStep[step]} and reverts is null
        and state = 'applied' and applied_at >= ${begins_at}) as is_applied`.execute(tx.sql);
  const { teachers, is_applied } = found.rows[0] ?? { teachers: 0, is_applied: true };
  return is_applied || teachers === 0
    ? { items: [], total: 0 }
    : { items: [{ kind: 'nothing-applied', teachers }], total: 1 };
}

/** Of each teacher in service it has to be said whether they take part; a unit that nothing was opened to owes nothing. */
async function missingEnrolments(
  tx: Scoped,
  campaignId: string,
  { unit_id, unit_path }: Pick<ShownSubmission, 'unit_id' | 'unit_path'>,
): Promise<MissingList> {
  const opened =
    await sql`select from openings where campaign_id = ${campaignId} and unit_id = ${unit_id} limit 1`.execute(
      tx.sql,
    );
  if (opened.rows.length === 0) return { items: [], total: 0 };
  const { neither, broken } = await tallyOf(tx, await campaignById(tx, campaignId), unit_path);
  const items = [
    ...(neither > 0 ? [{ kind: 'not-enrolled', teachers: neither } as const] : []),
    ...(broken > 0 ? [{ kind: 'enrolment-broken', teachers: broken } as const] : []),
  ];
  return { items, total: items.length };
}
