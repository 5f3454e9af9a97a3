/** What a unit gives its word on: counts and a digest of its people in service, taken at that moment and kept for ever. */
import { sql } from 'kysely';
import type { CampaignStep } from '../schemas/campaign.ts';
import type { SubmissionCounts } from '../schemas/submission.ts';
import { closedStates, type SubmissionState } from '../schemas/submission-lifecycle.ts';
import type { Scoped } from './scope.ts';

export interface SnapshotOf {
  readonly submission_id: string;
  readonly campaign_id: string;
  readonly step: CampaignStep;
  readonly unit: { readonly id: string; readonly path: string; readonly name: string };
  /** Changes count from here on. */
  readonly begins_at: Date;
  readonly at: Date;
}

/**
 * Counts and digests a unit's part of the registry in one statement and answers the snapshot's id. The digest is SHA-256 over a text
 * that anybody with the same rows would write: what the word is on, the counts, and `id:version` of everyone in service by id.
 */
export async function takeSnapshot(tx: Scoped, of: SnapshotOf): Promise<string> {
  const { submission_id, campaign_id, step, unit, begins_at, at } = of;
  const inUnit = sql`t.unit_path >= ${unit.path} and t.unit_path < ${`${unit.path}~`}`;
  const { rows } = await sql<{ id: string }>`
    with roster as materialized (
      select t.id, t.version, coalesce(t.stage, '') as stage from teachers t where t.status = '在职' and ${inUnit}),
    stages as (select coalesce(jsonb_object_agg(stage, people), '{}') as stages
      from (select stage, count(*) as people from roster group by stage) by_stage),
    -- What came in by the first load is nobody's change; a transfer has no file.
    changes as (
      select coalesce(jsonb_object_agg(kind, people), '{}') as by_kind from (
        select r.kind, count(distinct r.teacher_id) as people from teacher_revisions r join teachers t on t.id = r.teacher_id
        where ${inUnit} and r.made_at >= ${begins_at} and (r.upload_id is not null or r.kind = 'transfer') group by r.kind) each_kind),
    counted as (
      select jsonb_build_object('teachers', (select count(*) from roster), 'stages', stages,
        'added', coalesce(by_kind -> 'add', '0'), 'changed', coalesce(by_kind -> 'change', '0'),
        'departed', coalesce(by_kind -> 'depart', '0'), 'transferred', coalesce(by_kind -> 'transfer', '0')) as counts
      from stages, changes),
    said as (
      select counts, concat_ws(E'\n', 'muster submission 1', ${campaign_id}::text, ${step}::text, ${unit.id}::text, counts::text,
        (select string_agg(id || ':' || version, E'\n' order by id) from roster)) as canonical
      from counted)
    insert into submission_snapshots (submission_id, unit_name, digest, counts, at)
    select ${submission_id}, ${unit.name}, sha256(convert_to(canonical, 'UTF8')), counts, ${at} from said
    returning id`.execute(tx.sql);
  const [row] = rows;
  if (row === undefined) throw new Error('no snapshot was taken');
  return row.id;
}

/** What anybody may know who holds a digest: nothing personal. */
export interface VerifiedSnapshot {
  readonly digest: string;
  readonly unit_name: string;
  readonly campaign: string;
  readonly step: CampaignStep;
  readonly counts: SubmissionCounts;
  readonly submitted_at: Date;
  /** Null where it was not accepted, or no longer holds. */
  readonly accepted_at: Date | null;
  readonly state: SubmissionState;
  /** Whether the unit's word still is this one. */
  readonly is_current: boolean;
}

/** For a stranger, as system: what a digest belongs to; undefined when it is nobody's. */
export async function snapshotByDigest(tx: Scoped, digest: string): Promise<VerifiedSnapshot | undefined> {
  const { rows } = await sql<VerifiedSnapshot>`
    select encode(n.digest, 'hex') as digest, n.unit_name, c.name as campaign, s.step, n.counts, n.at as submitted_at, s.state,
      coalesce(s.snapshot_id = n.id, false) and s.state = any(${closedStates}::text[]) as is_current,
      case when s.snapshot_id = n.id then s.accepted_at end as accepted_at
    from submission_snapshots n join submissions s on s.id = n.submission_id join campaigns c on c.id = s.campaign_id
    where n.digest = decode(${digest}, 'hex')
    order by is_current desc, n.id desc limit 1`.execute(tx.sql);
  return rows[0];
}
