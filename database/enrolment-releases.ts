/** Releases: an enrolment taken back by its school or the unit right above, with a reason. */
import { sql } from 'kysely';
import { type Actor, roleOf } from '../schemas/actor.ts';
import { type EnrolmentState, enrolmentLifecycle } from '../schemas/enrolment-lifecycle.ts';
import { permitted } from '../schemas/lifecycle.ts';
import { problem } from '../schemas/problem.ts';
import { campaignById } from './campaigns.ts';
import { requireUnlocked } from './enrolments.ts';
import { appendEvent } from './events.ts';
import { tell } from './notices.ts';
import type { Scoped } from './scope.ts';
import { seal } from './seal.ts';
import { requireInTime } from './unit-windows.ts';

interface KeptEnrolment {
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
    select e.id, e.state, e.unit_id, e.unit_path, u.name as unit_name, e.campaign_id, e.teacher_id, e.version
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
  const role = roleOf(actor, seen.unit_path);
  const row = permitted(enrolmentLifecycle, seen.state, 'release', role);
  if (reason === '') throw problem('reason-missing');
  if (row.window !== undefined) {
    await requireInTime(tx, await campaignById(tx, seen.campaign_id), row.window, unit, now);
  }
  await requireUnlocked(tx, { id: seen.campaign_id }, unit);
  // The word is held before the row, as whoever enrols does it: the other way round the two could wait for each other.
  const { numUpdatedRows } = await tx.sql
    .updateTable('enrolments')
    .set({
      ...{
        state: row.to,
        released_at: sql<Date>`now()`,
        released_by: actor.account_id,
        released_why: 'word',
      },
      ...{ version: seen.version + 1, reason: seal(tx.keys, 'enrolment', reason) },
    })
    .where('id', '=', id)
    .where('version', '=', seen.version)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw problem('stale');
  await appendEvent(tx, {
    ...{
      account_id: actor.account_id,
      unit_id: unit.id,
      unit_path: unit.path,
      subject: 'enrolment',
      subject_id: id,
    },
    ...{ action: 'release', detail: { teacher_id: seen.teacher_id } },
  });
  if (role === 'superior') {
    const params = { by: actor.unit_name, count: 1 };
    await tell(tx, [
      { unit: unit.id, kind: 'enrolment-released', params, href: '/enrolments?state=neither' },
    ]);
  }
}
