/** Whether somebody may act on the enrolments of a unit at that moment: the lifecycle's row, and the days that it names. */
import { type Actor, roleOf } from '../schemas/actor.ts';
import type { Campaign } from '../schemas/campaign.ts';
import { type EnrolmentState, enrolmentLifecycle } from '../schemas/enrolment-lifecycle.ts';
import { type LifecycleRow, permitted } from '../schemas/lifecycle.ts';
import type { Scoped } from './scope.ts';
import { type Placed, requireInTime } from './unit-windows.ts';

type State = EnrolmentState | 'none';

/**
 * The row that allows it. `at` is when it was asked for: now, or when the file that says so was received. Throws `wrong-state`,
 * `not-your-tier`, and `window-closed` outside the days.
 */
export async function permitEnrolment(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  unit: Placed,
  { state, action, at }: { readonly state: State; readonly action: string; readonly at: Date },
): Promise<LifecycleRow<State>> {
  const row = permitted(enrolmentLifecycle, state, action, roleOf(actor, unit.path));
  if (row.window !== undefined) await requireInTime(tx, campaign, row.window, unit, at);
  return row;
}
