/** Why teachers are not enrolled, as their school says; whoever was enrolled is released by that. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { Campaign } from '../schemas/campaign.ts';
import type { ExcuseCode } from '../schemas/enrolment.ts';
import { problem } from '../schemas/problem.ts';
import { type HeldUnit, lockCandidates } from './enrolment-ground.ts';
import { permitEnrolment } from './enrolment-permits.ts';
import { releaseOf } from './enrolment-releases.ts';
import { appendEnrolmentSteps } from './enrolment-trail.ts';
import { requireUnlocked } from './enrolments.ts';
import { beyondScope, type Scoped } from './scope.ts';
import { seal } from './seal.ts';

export interface Excused {
  readonly teacher_id: string;
  readonly code: ExcuseCode;
  /** In words; what `other` needs. */
  readonly note: string | null;
}

/** All of them or none, said at `at`. Throws `window-closed`, `not-your-tier`, `enrolment-submitted`, `not-found`, `not-to-enrol`, and `reason-missing` for `other` without words. */
export async function excuseTeachers(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  unit: HeldUnit,
  excused: readonly Excused[],
  at: Date,
): Promise<number> {
  if (excused.length === 0) return 0;
  await permitEnrolment(tx, actor, campaign, unit, { state: 'none', action: 'excuse', at });
  await requireUnlocked(tx, campaign, unit);
  const ids = excused.map(({ teacher_id }) => teacher_id);
  const people = await lockCandidates(tx, ids);
  for (const { teacher_id, code, note } of excused) {
    const person = people.get(teacher_id);
    if (person === undefined) throw problem('not-found');
    if (person.unit_id !== unit.id) throw problem('not-to-enrol', { name: person.name, why: 'not-here' });
    if (code === 'other' && note === null) throw problem('reason-missing');
  }
  const words = new Map(
    excused.map(({ teacher_id, note }) => [
      teacher_id,
      note === null ? null : seal(tx.keys, 'enrolment', note),
    ]),
  );
  await releaseOf(tx, actor, campaign, unit, words, at);
  const rows = excused.map(({ teacher_id, code }) => ({
    ...{ teacher_id, code },
    sealed: words.get(teacher_id)?.toString('base64') ?? null,
  }));
  // What the unit before said of somebody who has moved gives way, though that row is out of sight here.
  await beyondScope(tx, (all) =>
    sql`insert into enrolment_excuses (campaign_id, teacher_id, unit_id, unit_path, code, sealed, said_by)
    select ${campaign.id}, x.teacher_id, ${unit.id}, ${unit.path}, x.code, decode(x.sealed, 'base64'), ${actor.account_id}
    from json_to_recordset(${JSON.stringify(rows)}::json) as x (teacher_id bigint, code text, sealed text)
    on conflict (campaign_id, teacher_id) do update set code = excluded.code, sealed = excluded.sealed, unit_id = excluded.unit_id,
      unit_path = excluded.unit_path, said_by = excluded.said_by, said_at = now()`.execute(all.sql),
  );
  const steps = excused.map(({ teacher_id, code }) => ({
    ...{ enrolment_id: null, teacher_id, unit_id: unit.id, unit_path: unit.path },
    detail: { code, campaign_id: campaign.id },
  }));
  await appendEnrolmentSteps(tx, actor.account_id, 'excuse', steps);
  return rows.length;
}
