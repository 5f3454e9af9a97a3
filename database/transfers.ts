/** Transfers: those within somebody's sight, on whichever side, and what of each may be told. */
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { CellChanges } from '../schemas/change.ts';
import { problem } from '../schemas/problem.ts';
import type { SaidOfMove } from '../schemas/transfer.ts';
import type { TransferState } from '../schemas/transfer-lifecycle.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';
import type { Tables } from './tables.ts';

/** What a transfer keeps sealed. */
export interface SealedTransfer {
  readonly name: string;
  readonly id_type: string;
  readonly id_number: string;
  /** What was said of the new place. */
  readonly said: SaidOfMove;
  /** What of it changes in the record at `base_version`. */
  readonly cells: CellChanges;
  readonly reason: string | null;
}

const seen = (scope: string) => sql<boolean>`(from_path >= ${scope} and from_path < ${`${scope}~`}
  or to_path >= ${scope} and to_path < ${`${scope}~`})`;

const columns = [
  ...(['id', 'teacher_id', 'base_version', 'from_unit_id', 'from_path', 'to_unit_id', 'to_path'] as const),
  ...(['acting_unit_id', 'acting_path', 'route', 'state', 'side', 'origin', 'upload_id', 'sheet'] as const),
  ...(['row_number', 'effective_date', 'sealed', 'proposed_by', 'proposed_at', 'confirmed_by'] as const),
  ...(['confirmed_at', 'confirmed_side', 'confirmed_upload_id', 'decided_by', 'decided_at'] as const),
  'decision_reason',
] as const;

const shown = (tx: Scoped) =>
  tx.sql
    .selectFrom('transfers')
    .where(seen(tx.scope))
    .select([
      ...columns,
      sql<string>`unit_name(from_unit_id)`.as('from_name'),
      sql<string>`unit_name(to_unit_id)`.as('to_name'),
      sql<string>`unit_name(acting_unit_id)`.as('acting_name'),
      sql<string>`account_label(proposed_by)`.as('proposer'),
      sql<string | null>`account_label(confirmed_by)`.as('confirmer'),
      sql<string | null>`account_label(decided_by)`.as('decider'),
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof shown>['executeTakeFirstOrThrow']>>;

export interface ShownTransfer extends Omit<Row, 'sealed' | 'decision_reason'>, SealedTransfer {
  readonly decision_reason: string | null;
}

const toTransfer = (tx: Scoped, { sealed, decision_reason, ...row }: Row): ShownTransfer => ({
  ...row,
  ...open<SealedTransfer>(tx.keys, 'transfer', sealed),
  decision_reason: decision_reason === null ? null : open<string>(tx.keys, 'transfer', decision_reason),
});

/** One transfer that the scope has a side of. Throws `not-found`. */
export async function transferById(tx: Scoped, id: string): Promise<ShownTransfer> {
  const row = await shown(tx).where('id', '=', id).executeTakeFirst();
  if (!row) throw problem('not-found');
  return toTransfer(tx, row);
}

/** Throws `not-found` unless the scope has a side of each. */
export async function requireTransfers(tx: Scoped, ids: readonly string[]): Promise<void> {
  const named = [...new Set(ids)];
  const rows = await tx.sql
    .selectFrom('transfers')
    .where(seen(tx.scope))
    .where(sql<boolean>`id = any(${named}::bigint[])`)
    .select('id')
    .execute();
  if (rows.length !== named.length) throw problem('not-found');
}

export interface TransferFilter {
  readonly state?: TransferState;
  /** Only those that wait for this unit. */
  readonly waits_for?: string;
  readonly limit: number;
  readonly offset?: number;
}

type Query = SelectQueryBuilder<Tables, 'transfers', object>;

/** Those that wait for the reader first, then the newest; with how many match. */
export async function listTransfers(
  tx: Scoped,
  actor: Pick<Actor, 'unit_id'>,
  { state, waits_for, limit, offset = 0 }: TransferFilter,
): Promise<{ transfers: ShownTransfer[]; total: number }> {
  let query = shown(tx);
  if (state !== undefined) query = query.where('state', '=', state);
  if (waits_for !== undefined) query = query.where(waitingFor(waits_for));
  const { count } = await (query as unknown as Query)
    .clearSelect()
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .orderBy(sql`state = 'proposed' and acting_unit_id = ${actor.unit_id}`, 'desc')
    .orderBy(sql`state = 'proposed'`, 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { transfers: rows.map((row) => toTransfer(tx, row)), total: Number(count) };
}

const waitingFor = (unitId: string) => sql<boolean>`state = 'proposed' and acting_unit_id = ${unitId}`;

/** Ids of what waits for a unit to act, the oldest first; found by an index of the waiting alone. */
export async function transfersWaitingFor(tx: Scoped, unitId: string): Promise<string[]> {
  const rows = await tx.sql
    .selectFrom('transfers')
    .where(waitingFor(unitId))
    .select('id')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Those of these transfers that wait for a unit to act. */
export async function waitingAmong(tx: Scoped, unitId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.sql
    .selectFrom('transfers')
    .where(waitingFor(unitId))
    .where(sql<boolean>`id = any(${ids}::bigint[])`)
    .select('id')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Where the open transfers of these teachers lead to, by teacher. To be asked across all units. */
export async function openDestinations(
  tx: Scoped,
  teacherIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.sql
    .selectFrom('transfers')
    .where('state', '=', 'proposed')
    .where(sql<boolean>`teacher_id = any(${teacherIds}::bigint[])`)
    .select(['teacher_id', 'to_unit_id'])
    .execute();
  return new Map(rows.map(({ teacher_id, to_unit_id }) => [teacher_id, to_unit_id]));
}

/** How many within scope stand in each state. */
export async function transferCounts(tx: Scoped): Promise<Readonly<Partial<Record<TransferState, number>>>> {
  const rows = await tx.sql
    .selectFrom('transfers')
    .where(seen(tx.scope))
    .groupBy('state')
    .select((eb) => ['state', eb.fn.countAll<string>().as('count')])
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}

/**
 * Of each of these teachers the latest transfer from or to a unit that is open or was decided since a moment, by teacher: what
 * has become of the moves that a file of the unit speaks of.
 */
export async function transfersBeside(
  tx: Scoped,
  teacherIds: readonly string[],
  unitId: string,
  since: Date,
): Promise<ReadonlyMap<string, ShownTransfer>> {
  if (teacherIds.length === 0) return new Map();
  const rows = await shown(tx)
    .where(sql<boolean>`teacher_id = any(${teacherIds}::bigint[])`)
    .where((eb) => eb.or([eb('from_unit_id', '=', unitId), eb('to_unit_id', '=', unitId)]))
    .where((eb) => eb.or([eb('decided_at', 'is', null), eb('decided_at', '>=', since)]))
    .orderBy('id')
    .execute();
  return new Map(rows.map((row) => [row.teacher_id, toTransfer(tx, row)]));
}

/** The open transfer of a teacher that the scope has a side of; null where there is none. */
export async function openTransferOf(tx: Scoped, teacherId: string): Promise<ShownTransfer | null> {
  const row = await shown(tx)
    .where('teacher_id', '=', teacherId)
    .where('state', '=', 'proposed')
    .executeTakeFirst();
  return row === undefined ? null : toTransfer(tx, row);
}
