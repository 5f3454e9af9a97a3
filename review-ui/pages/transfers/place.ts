/** The school that somebody moves to, as a person names it: by code, by its whole name, or not at all for one's own. */

import { destinationsOf } from '../../../database/destinations.ts';
import type { Scoped } from '../../../database/scope.ts';
import {
  claimOf,
  isUnitCode,
  type PlaceOfMove,
  placesByIds,
  requireDestination,
} from '../../../database/transfer-lookups.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { problem } from '../../../schemas/problem.ts';
import { idSchema } from '../../inputs.ts';

const shortestCode = 10;

/**
 * To be asked across all units: a school may name any of the province, though it may see nothing of it but the name. Throws
 * `destination-unknown`, `no-such-destination`, `destination-ambiguous`, and what {@link requireDestination} does.
 */
export async function placeNamed(tx: Scoped, actor: Actor, to: string | undefined): Promise<PlaceOfMove> {
  if (to === undefined) {
    if (actor.tier !== 'school') throw problem('invalid-input', { fields: 'to' });
    return requireDestination((await placesByIds(tx, [actor.unit_id])).get(actor.unit_id));
  }
  const isCode = isUnitCode(to);
  // A program may name a unit by its id, which is shorter than any school's code.
  const named = await destinationsOf(tx, [
    claimOf(to),
    ...(idSchema.safeParse(to).success && to.length < shortestCode
      ? [{ by: 'stamp', unit_id: to } as const]
      : []),
  ]);
  const found = named.find((one) => 'unit' in one) ?? named[0];
  if (found === undefined || !('unit' in found)) {
    if (found?.reason === 'ambiguous') throw problem('destination-ambiguous', { unit: to });
    throw isCode
      ? problem('no-such-destination', { code: to })
      : problem('destination-unknown', { unit: to });
  }
  return requireDestination((await placesByIds(tx, [found.unit.id])).get(found.unit.id));
}
