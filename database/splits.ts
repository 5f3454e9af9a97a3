/** Splitting a school: a new one takes stages and teachers of an existing one, which keeps the rest. */
import type { Actor } from '../schemas/actor.ts';
import type { Organisation, OrganisationFacts } from '../schemas/organisation-facts.ts';
import { problem } from '../schemas/problem.ts';
import type { Stage } from '../schemas/subject.ts';
import { parentPath } from '../schemas/unit.ts';
import { closingFacts } from './closures.ts';
import { moveTeachers } from './moves.ts';
import {
  addOrganisation,
  changeOrganisation,
  lockOrganisation,
  requireMay,
  requireStillOpen,
  requireVersion,
  told,
} from './organisations.ts';
import type { Scoped } from './scope.ts';

/** Who goes to the new school: everybody of these stages, and these teachers by their ids. */
export interface Chosen {
  readonly stages: readonly Stage[];
  readonly teachers: readonly string[];
}

export interface Split extends Chosen {
  readonly from: Pick<Organisation, 'id' | 'version'>;
  /** What the old school is from then on. */
  readonly remaining: OrganisationFacts;
  /** What the new one is. */
  readonly facts: OrganisationFacts;
  /** How many teachers the sender was told would move; null where nobody counted. */
  readonly expected: number | null;
}

/** Whom a choice means, among those in service at the unit, by id. */
export const chosenTeachers = (
  tx: Scoped,
  unitId: string,
  { stages, teachers }: Chosen,
): Promise<{ id: string; version: number; name: string }[]> =>
  tx.sql
    .selectFrom('teachers')
    .where('unit_id', '=', unitId)
    .where('status', '=', '在职')
    .where((eb) =>
      eb.or([
        ...(stages.length > 0 ? [eb('stage', 'in', stages)] : []),
        ...(teachers.length > 0 ? [eb('id', 'in', teachers)] : []),
        eb.lit(false),
      ]),
    )
    .select(['id', 'version', 'name'])
    .orderBy('id')
    .execute();

/**
 * Answers the new school and how many teachers went there. Throws `not-found`, `not-your-tier`, `unit-closed`, `stale`,
 * `unit-in-review`, `split-of-nothing`, `count-moved`, `code-in-use`.
 */
export async function splitOrganisation(
  tx: Scoped,
  actor: Actor,
  split: Split,
): Promise<{ id: string; path: string; teachers: number }> {
  const unit = await lockOrganisation(tx, split.from.id, 'update');
  requireMay(actor, 'split', { kind: unit.kind, parent: parentPath(unit.path) });
  await requireStillOpen(tx, unit);
  requireVersion(unit, split.from.version);
  const { in_review } = await closingFacts(tx, unit);
  if (in_review !== null) throw problem('unit-in-review', { unit: unit.name, receipt: in_review });
  const going = await chosenTeachers(tx, unit.id, split);
  if (going.length === 0 && split.stages.length === 0) throw problem('split-of-nothing');
  if (split.expected !== null && split.expected !== going.length) {
    throw problem('count-moved', { count: going.length });
  }
  const made = await addOrganisation(tx, actor, unit.parent_id ?? '0', unit.kind, split.facts);
  const moves = going.map(({ id, version }) => ({ teacher_id: id, base_version: version, cells: {} }));
  await moveTeachers(tx, moves, { unit_id: made.id, unit_path: made.path }, actor.account_id);
  await changeOrganisation(tx, actor, split.from, split.remaining);
  const teachers = moves.length;
  await told(tx, actor, unit, 'split', { unit_id: made.id, teachers });
  await told(tx, actor, made, 'split-from', { unit_id: unit.id, teachers });
  return { ...made, teachers };
}
