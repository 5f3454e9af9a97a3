/** One enrolment with its trail, and what its reader may do about it now. */
import { campaignById } from '../../../database/campaigns.ts';
import { shownEnrolment } from '../../../database/enrolment-records.ts';
import { trailOfEnrolment } from '../../../database/enrolment-trail.ts';
import type { Scoped } from '../../../database/scope.ts';
import { hasWord } from '../../../database/submission-locks.ts';
import { windowOfUnit } from '../../../database/unit-windows.ts';
import { type Actor, roleOf } from '../../../schemas/actor.ts';
import { enrolmentLifecycle } from '../../../schemas/enrolment-lifecycle.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import type { EnrolmentModel } from './enrolment-page.tsx';

/** Throws `not-found`. */
export async function enrolmentModel(
  tx: Scoped,
  actor: Actor,
  id: string,
  now: Date,
): Promise<EnrolmentModel> {
  const enrolment = await shownEnrolment(tx, id);
  const { campaign_id, unit_id, unit_path } = enrolment;
  const campaign = await campaignById(tx, campaign_id);
  const unit = { id: unit_id, path: unit_path };
  const window = await windowOfUnit(tx, campaign, 'enrolment', unit, now);
  const isLocked = await hasWord(tx, { campaign_id, step: 'enrolment', unit_id });
  const rows = actions(enrolmentLifecycle, enrolment.state, roleOf(actor, unit_path));
  const possible = rows.filter((row) => row.window === undefined || window.phase === 'open');
  return {
    enrolment,
    steps: await trailOfEnrolment(tx, id),
    actions: isLocked ? [] : possible.map(({ action }) => action),
  };
}
