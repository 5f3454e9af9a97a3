/** The unit that an address names: found before something is done to it, shown after. */
import { organisationById, requireMay, requireStillOpen } from '../../../database/organisations.ts';
import { inScope } from '../../../database/scope.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { OrganisationAction } from '../../../schemas/organisation.ts';
import type { Organisation } from '../../../schemas/organisation-facts.ts';
import { parentPath } from '../../../schemas/unit.ts';
import type { Asked } from '../../asked.ts';
import { done } from '../../respond.tsx';
import { unitDetailJson, unitModel } from './unit-model.ts';

export type AskedOfUnit<B = unknown> = Asked<{ id: string }, unknown, B, Actor>;

/** The open unit that an action is about to be done to. Throws `not-found`, `not-your-tier`, `unit-closed`. */
export const unitFor = (
  { db, actor, params }: AskedOfUnit,
  action: OrganisationAction,
): Promise<Organisation> =>
  inScope(db, actor.unit_path, async (tx) => {
    const unit = await organisationById(tx, params.id);
    requireMay(actor, action, { kind: unit.kind, parent: parentPath(unit.path) });
    await requireStillOpen(tx, unit);
    return unit;
  });

/** The unit as it is now, as JSON or by way of its page. */
export async function showUnit(
  { params, ...asked }: AskedOfUnit,
  id: string = params.id,
  status = 200,
): Promise<void> {
  const model = await inScope(asked.db, asked.actor.unit_path, (tx) => unitModel(tx, asked.actor, id));
  done(asked, `/units/${id}`, unitDetailJson(model), status);
}
