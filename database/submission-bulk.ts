/** Accepting everything that waits below one unit: one word, the same checks, a fixed number of statements. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import { permitted } from '../schemas/lifecycle.ts';
import { problem } from '../schemas/problem.ts';
import type { SubmissionKey } from '../schemas/submission.ts';
import { submissionLifecycle } from '../schemas/submission-lifecycle.ts';
import type { Scoped } from './scope.ts';
import { requireOpenAbove } from './submission-actions.ts';
import { holdBelow } from './submission-locks.ts';
import { appendSteps, tellSteps } from './submission-trail.ts';

/**
 * Accepts every submission that waits for the actor's own unit, and answers how many those were. Throws `submissions-moved` when that
 * is another number than `expected`, and `superior-has-submitted`.
 */
export async function acceptAll(
  tx: Scoped,
  actor: Actor,
  { campaign_id, step }: Pick<SubmissionKey, 'campaign_id' | 'step'>,
  expected: number | null,
  now: Date,
): Promise<number> {
  const key = { campaign_id, step, unit_id: actor.unit_id };
  await holdBelow(tx, actor.unit_id);
  await requireOpenAbove(tx, actor, key);
  const row = permitted(submissionLifecycle, 'submitted', 'accept', 'superior');
  const { rows } = await sql<{
    id: string;
    unit_id: string;
    unit_path: string;
    unit_name: string;
    version: number;
  }>`
    update submissions s set state = ${row.to}, version = s.version + 1, accepted_at = ${now}, accepted_by = ${actor.account_id}
    from units u where u.id = s.unit_id and u.parent_id = ${actor.unit_id} and s.campaign_id = ${campaign_id} and s.step = ${step}
      and s.state = ${row.from}
    returning s.id, s.unit_id, s.unit_path, u.name as unit_name, s.version`.execute(tx.sql);
  if (expected !== null && expected !== rows.length)
    throw problem('submissions-moved', { count: rows.length });
  const steps = rows.map((one) => ({ ...one, action: row.action, from: row.from, to: row.to }));
  await appendSteps(tx, actor.account_id, steps, key);
  await tellSteps(
    tx,
    row.action,
    rows.map((one) => ({ ...one, campaign_id, step })),
  );
  return rows.length;
}
