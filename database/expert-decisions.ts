/** The only place where an expert's state changes: locked, asked of the lifecycle, written and told in one transaction. */
import type { Actor } from '../schemas/actor.ts';
import { expertLifecycle, expertRolesOf } from '../schemas/expert-lifecycle.ts';
import { permitted } from '../schemas/lifecycle.ts';
import { problem } from '../schemas/problem.ts';
import { appendEvent } from './events.ts';
import { tellOfExperts } from './expert-notices.ts';
import { type Scoped, visibleTo } from './scope.ts';
import { seal } from './seal.ts';

/**
 * Takes one action on each of these experts, all or none, and answers how many. Throws `not-found`, `wrong-state`,
 * `not-your-tier`, `reason-missing`.
 */
export async function actOnExperts(
  tx: Scoped,
  actor: Actor,
  ids: readonly string[],
  { action, reason, now }: { readonly action: string; readonly reason: string | null; readonly now: Date },
): Promise<number> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) throw problem('not-found');
  const found = await tx.sql
    .selectFrom('experts')
    .where('id', 'in', wanted)
    .where(visibleTo(tx.scope))
    .select(['id', 'campaign_id', 'unit_path', 'state'])
    .orderBy('id')
    .forUpdate()
    .execute();
  if (found.length < wanted.length) throw problem('not-found');
  const campaigns = new Map<string, number>();
  for (const { id, campaign_id, unit_path, state } of found) {
    const row = permitted(expertLifecycle, state, action, expertRolesOf(actor, unit_path));
    if (row.needs === 'reason' && !reason) throw problem('reason-missing');
    await tx.sql
      .updateTable('experts')
      .set({
        ...{ state: row.to, decided_by: actor.account_id, decided_at: now },
        decision_reason: reason ? seal(tx.keys, 'expert', reason) : null,
      })
      .where('id', '=', id)
      .execute();
    campaigns.set(campaign_id, (campaigns.get(campaign_id) ?? 0) + 1);
  }
  for (const [campaign, experts] of campaigns) {
    await appendEvent(tx, {
      ...{ account_id: actor.account_id, unit_id: actor.unit_id, unit_path: actor.unit_path },
      ...{ subject: 'expert', subject_id: campaign, action, detail: { experts } },
    });
  }
  await tellOfExperts(tx, actor, action, found);
  return found.length;
}
