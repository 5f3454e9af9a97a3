/** Releases: enrolments taken back by their school or the unit right above, with a reason. */
import { sql } from 'kysely';
import { type Actor, roleOf } from '../schemas/actor.ts';
import type { Campaign } from '../schemas/campaign.ts';
import type { EnrolmentCell } from '../schemas/enrolment.ts';
import type { EnrolmentState } from '../schemas/enrolment-lifecycle.ts';
import { problem } from '../schemas/problem.ts';
import { campaignById } from './campaigns.ts';
import type { HeldUnit } from './enrolment-ground.ts';
import { permitEnrolment } from './enrolment-permits.ts';
import { appendEnrolmentSteps, cellDetail } from './enrolment-trail.ts';
import { requireUnlocked } from './enrolments.ts';
import { tell } from './notices.ts';
import { type Scoped, visibleTo } from './scope.ts';
import { seal } from './seal.ts';

interface KeptEnrolment extends EnrolmentCell {
  readonly id: string;
  readonly state: EnrolmentState;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly unit_name: string;
  readonly campaign_id: string;
  readonly teacher_id: string;
  readonly version: number;
}

/** An enrolment within scope, with its unit. Throws `not-found`. */
export async function enrolmentById(tx: Scoped, id: string): Promise<KeptEnrolment> {
  const { rows } = await sql<KeptEnrolment>`
    select e.id, e.state, e.unit_id, e.unit_path, u.name as unit_name, e.campaign_id, e.teacher_id, e.version, e.stage, e.subject
    from enrolments e join units u on u.id = e.unit_id
    where e.id = ${id} and e.unit_path >= ${tx.scope} and e.unit_path < ${`${tx.scope}~`}`.execute(tx.sql);
  const [row] = rows;
  if (row === undefined) throw problem('not-found');
  return row;
}

/**
 * Takes an enrolment back, with the reason sealed. The unit is told where somebody above it did so. Throws `not-found`, `wrong-state`,
 * `not-your-tier`, `reason-missing`, `window-closed`, `enrolment-submitted`, and `stale` where it was
 * changed, moved or released at the same moment.
 */
export async function releaseEnrolment(
  tx: Scoped,
  actor: Actor,
  id: string,
  reason: string,
  now: Date,
): Promise<void> {
  const seen = await enrolmentById(tx, id);
  const unit = { id: seen.unit_id, name: seen.unit_name, path: seen.unit_path };
  const campaign = await campaignById(tx, seen.campaign_id);
  const asked = { state: seen.state, action: 'release', at: now };
  const row = await permitEnrolment(tx, actor, campaign, unit, asked);
  if (row.needs === 'reason' && reason === '') throw problem('reason-missing');
  await requireUnlocked(tx, { id: seen.campaign_id }, unit);
  // The word is held before the row, as whoever enrols does it: the other way round the two could wait for each other.
  const sealed = new Map([[seen.teacher_id, seal(tx.keys, 'enrolment', reason)]]);
  if ((await write(tx, actor, [seen], sealed)) === 0) throw problem('stale');
  if (roleOf(actor, unit.path) === 'superior') {
    const params = { by: actor.unit_name, count: 1 };
    await tell(tx, [
      { unit: unit.id, kind: 'enrolment-released', params, href: '/enrolments?state=neither' },
    ]);
  }
}

/**
 * Releases what these teachers are enrolled in at the unit, for which `reasons`, sealed, say why; answers how many were enrolled.
 * Whoever calls holds the unit's word and the teachers. Throws what the lifecycle says, and `window-closed`.
 */
export async function releaseOf(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  unit: HeldUnit,
  reasons: ReadonlyMap<string, Buffer | null>,
  at: Date,
): Promise<number> {
  const held = await tx.sql
    .selectFrom('enrolments')
    .where('campaign_id', '=', campaign.id)
    .where('unit_id', '=', unit.id)
    .where('state', '=', 'enrolled')
    .where(sql<boolean>`teacher_id = any(${[...reasons.keys()]}::bigint[])`)
    .where(visibleTo(tx.scope))
    .select(['id', 'teacher_id', 'unit_id', 'unit_path', 'version', 'stage', 'subject'])
    .orderBy('id')
    .forUpdate()
    .execute();
  if (held.length === 0) return 0;
  await permitEnrolment(tx, actor, campaign, unit, { state: 'enrolled', action: 'release', at });
  return await write(tx, actor, held, reasons);
}

type Released = EnrolmentCell &
  Pick<KeptEnrolment, 'id' | 'teacher_id' | 'unit_id' | 'unit_path' | 'version'>;

/** Answers how many still stood as they were seen. */
async function write(
  tx: Scoped,
  actor: Actor,
  seen: readonly Released[],
  reasons: ReadonlyMap<string, Buffer | null>,
): Promise<number> {
  const rows = seen.map(({ id, version, teacher_id }) => ({
    ...{ id, version, reason: reasons.get(teacher_id)?.toString('base64') ?? null },
  }));
  const { rows: written } = await sql<{ id: string }>`
    update enrolments e set state = 'released', released_at = now(), released_by = ${actor.account_id}, released_why = 'word',
      version = e.version + 1, reason = decode(x.reason, 'base64')
    from json_to_recordset(${JSON.stringify(rows)}::json) as x (id bigint, version int, reason text)
    where e.id = x.id and e.version = x.version returning e.id`.execute(tx.sql);
  const done = new Set(written.map(({ id }) => id));
  const steps = seen
    .filter(({ id }) => done.has(id))
    .map(({ id, teacher_id, unit_id, unit_path, ...cell }) => ({
      ...{ enrolment_id: id, teacher_id, unit_id, unit_path },
      detail: cellDetail(cell),
    }));
  await appendEnrolmentSteps(tx, actor.account_id, 'release', steps);
  return done.size;
}
