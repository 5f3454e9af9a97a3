/** Organisations: adding, changing and moving units; each in one transaction with its event, bound to the version that was seen. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { Params } from '../schemas/language.ts';
import { mayOrganise, type OrganisationAction, parentKinds, tiersThatMay } from '../schemas/organisation.ts';
import { changedFields, type Organisation, type OrganisationFacts } from '../schemas/organisation-facts.ts';
import { problem } from '../schemas/problem.ts';
import { parentPath, type UnitKind } from '../schemas/unit.ts';
import { appendEvent } from './events.ts';
import { noticeOrganisation } from './organisation-notices.ts';
import type { Scoped } from './scope.ts';
import { addUnit, heldUnitById, unitById } from './units.ts';

export const organisationColumns = [
  ...(['id', 'path', 'parent_id', 'kind', 'name', 'code', 'school_kind', 'stages', 'sector'] as const),
  ...(['urban_rural_class', 'licence_no', 'township', 'expected_headcount'] as const),
  ...(['version', 'aliases', 'closed_at', 'merged_into'] as const),
] as const;

const found = (tx: Scoped, id: string) =>
  tx.sql
    .selectFrom('units')
    .where('id', '=', id)
    .where(sql<boolean>`path >= ${tx.scope} and path < ${`${tx.scope}~`}`)
    .select(organisationColumns);

/** One unit within scope, open or closed. Throws `not-found`. */
export async function organisationById(tx: Scoped, id: string): Promise<Organisation> {
  const unit = await found(tx, id).executeTakeFirst();
  if (!unit) throw problem('not-found');
  return unit;
}

/**
 * The unit, held until the transaction ends: `update` keeps out whoever writes anything of it, `share` only whoever would
 * close or move it. Throws `not-found`.
 */
export async function lockOrganisation(
  tx: Scoped,
  id: string,
  strength: 'update' | 'share',
): Promise<Organisation> {
  const query = found(tx, id);
  const unit = await (strength === 'update' ? query.forUpdate() : query.forShare()).executeTakeFirst();
  if (!unit) throw problem('not-found');
  return unit;
}

/** Throws `not-your-tier` unless the actor may do this to such a unit right below that path. */
export function requireMay(
  actor: Actor,
  action: OrganisationAction,
  unit: { readonly kind: UnitKind; readonly parent: string },
): void {
  if (!mayOrganise(actor, action, unit)) {
    throw problem('not-your-tier', { by: tiersThatMay(action, unit.kind).join(' ') });
  }
}

/** Throws `unit-closed`, or `unit-merged` with the one that took over. */
export async function requireStillOpen(
  tx: Scoped,
  unit: Pick<Organisation, 'name' | 'closed_at' | 'merged_into'>,
): Promise<void> {
  if (unit.closed_at === null) return;
  // The school itself sees nothing of the one that took over but its name.
  const { rows } = await sql<{
    name: string | null;
  }>`select unit_name(${unit.merged_into}::bigint) as name`.execute(tx.sql);
  const successor = rows[0]?.name;
  if (successor) throw problem('unit-merged', { unit: unit.name, successor });
  throw problem('unit-closed', { unit: unit.name });
}

/** That the unit takes in what is about to be written, until the transaction ends. Throws as {@link requireStillOpen} does. */
export async function requireOpen(tx: Scoped, id: string): Promise<void> {
  await requireStillOpen(tx, await heldUnitById(tx, id));
}

/** Appends what was done to the unit, where it stands now. */
export const told = (
  tx: Scoped,
  actor: Actor,
  unit: Pick<Organisation, 'id' | 'path'>,
  action: string,
  detail: Params = {},
): Promise<void> =>
  appendEvent(tx, {
    ...{ account_id: actor.account_id, unit_id: unit.id, unit_path: unit.path },
    ...{ subject: 'unit', subject_id: unit.id, action, detail },
  });

/** What the server names when it refuses a code. */
const codeWalls: readonly unknown[] = ['units_code_key', 'unit_codes_pkey'];

/** Says in the catalogue's words that a code is another unit's. */
export async function unlessCodeInUse<T>(code: string | null, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const isTaken = error instanceof Error && 'constraint' in error && codeWalls.includes(error.constraint);
    throw isTaken ? problem('code-in-use', { code }) : error;
  }
}

/** Adds a unit right below another. Throws `not-found`, `not-your-tier`, `kind-not-below`, `unit-closed`, `code-in-use`. */
export async function addOrganisation(
  tx: Scoped,
  actor: Actor,
  parentId: string,
  kind: UnitKind,
  facts: OrganisationFacts,
): Promise<{ id: string; path: string }> {
  const parent = await unitById(tx, parentId);
  if (!parentKinds[kind].includes(parent.kind)) {
    throw problem('kind-not-below', { unit_kind: kind, unit: parent.name });
  }
  requireMay(actor, 'add', { kind, parent: parent.path });
  await requireOpen(tx, parent.id);
  const unit = await unlessCodeInUse(facts.code, addUnit(tx, { ...facts, kind, parent_id: parent.id }));
  await told(tx, actor, unit, 'add', { kind, code: facts.code });
  return unit;
}

/**
 * Changes what is known of a unit. The old name stays as an alias, the old code in the history. Answers the fields that changed.
 * Throws `not-found`, `not-your-tier`, `unit-closed`, `code-in-use`, and `stale` with the newer version when it isn't the one seen.
 */
export async function changeOrganisation(
  tx: Scoped,
  actor: Actor,
  seen: Pick<Organisation, 'id' | 'version'>,
  facts: OrganisationFacts,
): Promise<string[]> {
  const unit = await lockOrganisation(tx, seen.id, 'update');
  requireMay(actor, 'change', { kind: unit.kind, parent: parentPath(unit.path) });
  await requireStillOpen(tx, unit);
  requireVersion(unit, seen.version);
  const fields = changedFields(unit, facts);
  if (fields.length === 0) return [];
  const isRenamed = fields.includes('name');
  const former = [...unit.aliases.filter((one) => one !== facts.name && one !== unit.name), unit.name];
  const update = tx.sql
    .updateTable('units')
    .set({ ...facts, stages: [...facts.stages], version: unit.version + 1 })
    .$if(isRenamed, (query) => query.set({ aliases: former }))
    .where('id', '=', unit.id)
    .execute();
  await unlessCodeInUse(facts.code, update);
  const codes = fields.includes('code') ? { from_code: unit.code, to_code: facts.code } : {};
  await told(tx, actor, unit, 'change', { fields: fields.join(' '), ...codes });
  return fields;
}

/** Throws `stale`, with what the unit is by now for programs. */
export function requireVersion(unit: Organisation, seen: number): void {
  if (unit.version === seen) return;
  const { version, name, code } = unit;
  throw problem('stale', { version, name, code });
}

/**
 * Moves a unit with all below it under another parent: every path that begins with the old one, and by their foreign keys
 * every row that carries such a path. Throws `not-found`, `not-your-tier`, `kind-not-below`, `unit-closed`, `stale`.
 */
export async function moveOrganisation(
  tx: Scoped,
  actor: Actor,
  seen: Pick<Organisation, 'id' | 'version'>,
  parentId: string,
): Promise<void> {
  const parent = await unitById(tx, parentId);
  await holdBelow(tx, (await organisationById(tx, seen.id)).path);
  const unit = await lockOrganisation(tx, seen.id, 'update');
  if (!parentKinds[unit.kind].includes(parent.kind)) {
    throw problem('kind-not-below', { unit_kind: unit.kind, unit: parent.name });
  }
  for (const at of [parentPath(unit.path), parent.path]) {
    requireMay(actor, 'move', { kind: unit.kind, parent: at });
  }
  await requireStillOpen(tx, unit);
  await requireOpen(tx, parent.id);
  requireVersion(unit, seen.version);
  if (unit.parent_id === parent.id) return;
  const path = `${parent.path}${unit.id}/`;
  await sql`update units set path = ${path} || substr(path, ${unit.path.length + 1}::int), version = version + 1,
      parent_id = case when id = ${unit.id} then ${parent.id}::bigint else parent_id end
    where path >= ${unit.path} and path < ${`${unit.path}~`}`.execute(tx.sql);
  await told(tx, actor, { id: unit.id, path }, 'move', { from: unit.parent_id, to: parent.id });
  const left = unit.parent_id;
  if (left === null) return;
  // What the unit itself tells goes with it; that it left stays where it was.
  await told(tx, actor, { id: left, path: parentPath(unit.path) }, 'release', {
    unit_id: unit.id,
    code: unit.code,
  });
  const before = await unitById(tx, left);
  await noticeOrganisation(tx, actor, {
    ...{ kind: 'unit-moved', at: unit.id, params: { unit: unit.name, from: before.name, to: parent.name } },
    paths: [path, unit.path],
  });
}

/** Whoever writes takes uploads and teachers before the unit; so does a move, which would deadlock with them otherwise. */
async function holdBelow(tx: Scoped, path: string): Promise<void> {
  for (const table of ['uploads', 'teachers'] as const) {
    await sql`select id from ${sql.table(table)} where unit_path >= ${path} and unit_path < ${`${path}~`}
      order by id for no key update`.execute(tx.sql);
  }
}
