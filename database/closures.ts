/** The end of a unit and its return: closing, merging into another, reopening; nobody in service is ever left behind. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { Organisation } from '../schemas/organisation-facts.ts';
import { problem } from '../schemas/problem.ts';
import { progressStates } from '../schemas/progress.ts';
import { parentPath } from '../schemas/unit.ts';
import { moveTeachers } from './moves.ts';
import { noticeOrganisation } from './organisation-notices.ts';
import {
  lockOrganisation,
  requireMay,
  requireOpen,
  requireStillOpen,
  requireVersion,
  told,
} from './organisations.ts';
import type { Scoped } from './scope.ts';

type Seen = Pick<Organisation, 'id' | 'version'>;

/** What stands in the way of closing a unit, in numbers. */
export interface ClosingFacts {
  /** In service. */
  readonly teachers: number;
  /** Open units below it. */
  readonly below: number;
  /** Receipt of a file in review, or null. */
  readonly in_review: string | null;
  /** Accounts that can sign in for it. */
  readonly accounts: number;
}

/** Of a file: somebody reviews it, or will again, since it went stale in review and comes back there by itself. */
export const isInReview = sql<boolean>`(state = any(${progressStates.in_review.uploads}::text[])
  or state in ('received', 'failed') and submitted_at is not null)`;

export async function closingFacts(tx: Scoped, unit: Pick<Organisation, 'id'>): Promise<ClosingFacts> {
  const { rows } = await sql<ClosingFacts>`select
    (select count(*)::int from teachers where unit_id = ${unit.id} and status = '在职') as teachers,
    (select count(*)::int from units where parent_id = ${unit.id} and closed_at is null) as below,
    (select receipt from uploads where unit_id = ${unit.id} and ${isInReview} limit 1) as in_review,
    (select count(*)::int from accounts where unit_id = ${unit.id} and disabled_at is null) as accounts`.execute(
    tx.sql,
  );
  const [facts] = rows;
  if (facts === undefined) throw new Error('a count answered nothing');
  return facts;
}

const endOf = (tx: Scoped, unit: Organisation, merged_into: string | null) =>
  tx.sql
    .updateTable('units')
    .set({ closed_at: sql<Date>`now()`, merged_into, version: unit.version + 1 })
    .where('id', '=', unit.id)
    .execute();

/** Throws `unit-in-review` or `unit-has-units`. */
async function requireQuiet(tx: Scoped, unit: Organisation): Promise<ClosingFacts> {
  const facts = await closingFacts(tx, unit);
  if (facts.in_review !== null) {
    throw problem('unit-in-review', { unit: unit.name, receipt: facts.in_review });
  }
  if (facts.below > 0) throw problem('unit-has-units', { unit: unit.name, count: facts.below });
  return facts;
}

/**
 * Closes a unit that nobody is in service at any more. Its history, codes and accounts stay. Throws `not-found`,
 * `not-your-tier`, `unit-closed`, `stale`, `unit-in-review`, `unit-has-units`, `unit-has-teachers`.
 */
export async function closeOrganisation(tx: Scoped, actor: Actor, seen: Seen): Promise<void> {
  const unit = await lockOrganisation(tx, seen.id, 'update');
  requireMay(actor, 'close', { kind: unit.kind, parent: parentPath(unit.path) });
  await requireStillOpen(tx, unit);
  requireVersion(unit, seen.version);
  const { teachers } = await requireQuiet(tx, unit);
  if (teachers > 0) throw problem('unit-has-teachers', { unit: unit.name, count: teachers });
  await endOf(tx, unit, null);
  await told(tx, actor, unit, 'close');
  await noticeOrganisation(tx, actor, {
    ...{ kind: 'unit-closed', at: unit.id, params: { unit: unit.name }, paths: [unit.path] },
  });
}

/**
 * Opens a closed unit again, with no teacher: those whom a merger took elsewhere stay there. Throws `not-found`,
 * `not-your-tier`, `unit-open`, `stale`, and `unit-closed` where the unit above is.
 */
export async function reopenOrganisation(tx: Scoped, actor: Actor, seen: Seen): Promise<void> {
  const unit = await lockOrganisation(tx, seen.id, 'update');
  requireMay(actor, 'reopen', { kind: unit.kind, parent: parentPath(unit.path) });
  if (unit.closed_at === null) throw problem('unit-open', { unit: unit.name });
  requireVersion(unit, seen.version);
  if (unit.parent_id !== null) await requireOpen(tx, unit.parent_id);
  await tx.sql
    .updateTable('units')
    .set({ closed_at: null, merged_into: null, version: unit.version + 1 })
    .where('id', '=', unit.id)
    .execute();
  await told(tx, actor, unit, 'reopen');
}

export interface Merger {
  /** Unit that takes over. */
  readonly into: string;
  /** Units that end. */
  readonly from: readonly string[];
  /** How many teachers the sender was told would move; null where nobody counted. */
  readonly expected: number | null;
}

/**
 * Merges units into another one: everybody in service moves there, each with a revision; the old units are closed and name
 * their successor. Answers how many teachers moved. Throws `merge-of-nothing`, `merge-into-itself`, `not-found`,
 * `not-your-tier`, `unit-closed`, `unit-merged`, `unit-in-review`, `unit-has-units`, `count-moved`.
 */
export async function mergeOrganisations(
  tx: Scoped,
  actor: Actor,
  { into, from, expected }: Merger,
): Promise<number> {
  const ending = new Set(from);
  if (ending.size === 0) throw problem('merge-of-nothing');
  // In the order of their ids, so that two mergers of the same units wait for each other.
  const locked = new Map<string, Organisation>();
  for (const id of [...new Set([into, ...ending])].sort((a, b) => Number(BigInt(a) - BigInt(b)))) {
    const unit = await lockOrganisation(tx, id, id === into ? 'share' : 'update');
    requireMay(actor, 'merge', { kind: unit.kind, parent: parentPath(unit.path) });
    await requireStillOpen(tx, unit);
    locked.set(id, unit);
  }
  // Only now: of a unit that isn't the actor's nothing is said, not even this.
  if (ending.has(into)) throw problem('merge-into-itself');
  const of = (id: string): Organisation => {
    const unit = locked.get(id);
    if (unit === undefined) throw new Error('a unit of the merger was not locked');
    return unit;
  };
  const successor = of(into);
  const moved = new Map<string, number>();
  for (const id of ending) {
    await requireQuiet(tx, of(id));
    moved.set(id, await moveEverybody(tx, actor, id, successor));
  }
  const total = [...moved.values()].reduce((sum, count) => sum + count, 0);
  if (expected !== null && expected !== total) throw problem('count-moved', { count: total });
  for (const [id, teachers] of moved) {
    const unit = of(id);
    await endOf(tx, unit, into);
    await told(tx, actor, unit, 'merge', { into, teachers });
    await told(tx, actor, successor, 'absorb', { unit_id: id, code: unit.code, teachers });
    await noticeOrganisation(tx, actor, {
      ...{ kind: 'unit-merged', at: into, paths: [unit.path, successor.path] },
      params: { unit: unit.name, to: successor.name, count: teachers },
    });
  }
  return total;
}

async function moveEverybody(tx: Scoped, actor: Actor, from: string, to: Organisation): Promise<number> {
  const teachers = await tx.sql
    .selectFrom('teachers')
    .where('unit_id', '=', from)
    .where('status', '=', '在职')
    .select(['id', 'version'])
    .orderBy('id')
    .execute();
  const moves = teachers.map(({ id, version }) => ({ teacher_id: id, base_version: version, cells: {} }));
  await moveTeachers(tx, moves, { unit_id: to.id, unit_path: to.path }, actor.account_id);
  return moves.length;
}
