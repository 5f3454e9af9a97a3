/** What the pages before a merger or a move show: who could take over, and how many people it concerns. */
import { closingFacts } from '../../../database/closures.ts';
import { stagesOf } from '../../../database/headcount.ts';
import { organisationById, requireMay, requireStillOpen } from '../../../database/organisations.ts';
import { inScope } from '../../../database/scope.ts';
import { countBelow, type ListedUnit, listUnits } from '../../../database/units.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { mayOrganise, parentKinds } from '../../../schemas/organisation.ts';
import type { Organisation } from '../../../schemas/organisation-facts.ts';
import { parentPath, tierOfKind, type UnitKind } from '../../../schemas/unit.ts';
import type { Asked } from '../../asked.ts';
import { offsetOf, pageSize } from '../../inputs.ts';
import type { Ending, MergingModel } from './merging-page.tsx';

type AskedOfMany = Asked<unknown, unknown, unknown, Actor>;
interface Place {
  readonly page: number;
  readonly search?: string | undefined;
}
interface Found {
  readonly targets: readonly ListedUnit[];
  readonly total: number;
}

const collecting = (Object.keys(tierOfKind) as UnitKind[]).filter((kind) => tierOfKind[kind] === 'school');
/** Units beside one, to be merged along with a click each. */
const mostBeside = 40;

/** Units that could take over: any that the actor may merge, beside the unit unless words are given. */
export async function successors(
  { db, actor }: AskedOfMany,
  unit: Organisation,
  place: Place,
): Promise<Found> {
  const { search } = place;
  const found = await inScope(db, actor.unit_path, (tx) =>
    listUnits(tx, {
      kinds: collecting,
      ...(search ? { search } : unit.parent_id === null ? {} : { parent_id: unit.parent_id }),
      ...{ limit: pageSize, offset: offsetOf(place.page) },
    }),
  );
  const targets = found.units.filter(
    (one) =>
      one.id !== unit.id && mayOrganise(actor, 'merge', { kind: one.kind, parent: parentPath(one.path) }),
  );
  return { targets, total: found.total };
}

/** Units that it could stand below, and how much would move along. */
export async function moveTargets(
  { db, actor }: AskedOfMany,
  unit: Organisation,
  { page, search }: Place,
): Promise<Found & { readonly units: number; readonly teachers: number }> {
  return await inScope(db, actor.unit_path, async (tx) => {
    const found = await listUnits(tx, {
      kinds: parentKinds[unit.kind],
      ...(search ? { search } : {}),
      ...{ limit: pageSize, offset: offsetOf(page) },
    });
    const targets = found.units.filter(
      (one) => one.id !== unit.parent_id && mayOrganise(actor, 'move', { kind: unit.kind, parent: one.path }),
    );
    return { targets, total: found.total, ...(await countBelow(tx, unit.path)) };
  });
}

/** Throws `not-found`, `not-your-tier` and `unit-closed` for a unit that can't end. */
export async function mergingModel(
  { db, actor }: AskedOfMany,
  into: Organisation,
  from: readonly string[],
): Promise<MergingModel> {
  return await inScope(db, actor.unit_path, async (tx) => {
    const endings: Ending[] = [];
    for (const id of new Set(from)) {
      const unit = await organisationById(tx, id);
      requireMay(actor, 'merge', { kind: unit.kind, parent: parentPath(unit.path) });
      await requireStillOpen(tx, unit);
      const { teachers, in_review } = await closingFacts(tx, unit);
      const stages = await stagesOf(tx, id);
      const misfits = stages
        .filter(({ stage }) => stage !== null && into.stages.length > 0 && !into.stages.includes(stage))
        .reduce((sum, one) => sum + one.teachers, 0);
      endings.push({ id, name: unit.name, code: unit.code, teachers, in_review, misfits });
    }
    const beside =
      into.parent_id === null
        ? []
        : (await listUnits(tx, { parent_id: into.parent_id, kinds: collecting, limit: mostBeside })).units;
    const others = beside.filter(({ id }) => id !== into.id && !from.includes(id));
    return { into, endings, others };
  });
}
