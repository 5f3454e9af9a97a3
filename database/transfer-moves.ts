/** A transfer's changes of state: locked, asked of its lifecycle, written and told to both units in one transaction. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { CellChanges } from '../schemas/change.ts';
import type { Params } from '../schemas/language.ts';
import { permitted } from '../schemas/lifecycle.ts';
import { type TransferSide, type TransferSides, transferRolesOf } from '../schemas/transfer.ts';
import { type TransferState, transferLifecycle } from '../schemas/transfer-lifecycle.ts';
import type { LockedTeacher } from './registrations.ts';
import { lockTeachers } from './registrations.ts';
import type { Scoped } from './scope.ts';
import { open, seal } from './seal.ts';
import { actingFor, placesByIds } from './transfer-lookups.ts';
import type { SealedTransfer } from './transfers.ts';

export interface LockedTransfer extends TransferSides {
  readonly id: string;
  readonly teacher_id: string;
  readonly base_version: number;
  readonly from_unit_id: string;
  readonly to_unit_id: string;
  readonly acting_unit_id: string;
  readonly state: TransferState;
  readonly upload_id: string | null;
  readonly sheet: string | null;
  readonly row_number: number | null;
  readonly confirmed_side: TransferSide | null;
  readonly confirmed_upload_id: string | null;
  readonly sealed: SealedTransfer;
}

const columns = [
  ...(['id', 'teacher_id', 'base_version', 'from_unit_id', 'from_path', 'to_unit_id', 'to_path'] as const),
  ...(['acting_unit_id', 'acting_path', 'side', 'state', 'upload_id', 'sheet', 'row_number'] as const),
  ...(['confirmed_side', 'confirmed_upload_id', 'sealed'] as const),
] as const;

const locking = (tx: Scoped) => tx.sql.selectFrom('transfers').select(columns).orderBy('id').forUpdate();
type Row = Awaited<ReturnType<ReturnType<typeof locking>['executeTakeFirstOrThrow']>>;
const toLocked = (tx: Scoped, row: Row): LockedTransfer => ({
  ...row,
  sealed: open<SealedTransfer>(tx.keys, 'transfer', row.sealed),
});

export interface LockedMove {
  readonly transfer: LockedTransfer;
  readonly teacher: LockedTeacher;
}

/**
 * Locks transfers with their people: everybody who moves people locks the teachers first and the transfers after, each by id.
 * To be asked across all units.
 */
export async function lockMoves(tx: Scoped, ids: readonly string[]): Promise<LockedMove[]> {
  const named = await tx.sql
    .selectFrom('transfers')
    .where(sql<boolean>`id = any(${ids}::bigint[])`)
    .select('teacher_id')
    .execute();
  const teachers = await lockTeachers(
    tx,
    named.map((row) => row.teacher_id),
  );
  const rows = await locking(tx).where(sql<boolean>`id = any(${ids}::bigint[])`).execute();
  return rows.flatMap((row) => {
    const teacher = teachers.get(row.teacher_id);
    return teacher === undefined ? [] : [{ transfer: toLocked(tx, row), teacher }];
  });
}

/** Locks transfers alone, by id, for whoever ends them and moves nobody. */
export async function lockTransfers(tx: Scoped, ids: readonly string[]): Promise<LockedTransfer[]> {
  const rows = await locking(tx).where(sql<boolean>`id = any(${ids}::bigint[])`).execute();
  return rows.map((row) => toLocked(tx, row));
}

/** Locks the open transfers of teachers who are locked already, by teacher. */
export async function lockOpenTransfers(
  tx: Scoped,
  teacherIds: readonly string[],
): Promise<ReadonlyMap<string, LockedTransfer>> {
  const rows = await locking(tx)
    .where(sql<boolean>`teacher_id = any(${teacherIds}::bigint[])`)
    .where('state', '=', 'proposed')
    .execute();
  return new Map(rows.map((row) => [row.teacher_id, toLocked(tx, row)]));
}

/** The row that allows it. Throws `wrong-state` with the present one, or `not-your-tier`. */
export const permitTransfer = (transfer: LockedTransfer, action: string, actor: Actor | 'system') =>
  permitted(transferLifecycle, transfer.state, action, transferRolesOf(actor, transfer));

/** Moves locked transfers by one row of the lifecycle each, and tells both of their units. Throws as {@link permitTransfer}. */
export async function endTransfers(
  tx: Scoped,
  transfers: readonly LockedTransfer[],
  action: string,
  actor: Actor | 'system',
  reason: string | null = null,
): Promise<void> {
  const ended = transfers.map((transfer) => ({ transfer, row: permitTransfer(transfer, action, actor) }));
  if (ended.length === 0) return;
  const decision_reason = reason === null ? null : seal(tx.keys, 'transfer', reason);
  const rows = ended.map(({ transfer, row }) => ({ id: transfer.id, state: row.to }));
  await sql`update transfers t set state = x.state, decided_by = ${actor === 'system' ? null : actor.account_id},
      decided_at = now(), decision_reason = ${decision_reason}
    from json_to_recordset(${JSON.stringify(rows)}::json) as x (id bigint, state text) where t.id = x.id`.execute(
    tx.sql,
  );
  await tellTransfers(
    tx,
    ended.map(({ transfer, row }) => ({ transfer, detail: { from: row.from, to: row.to } })),
    action,
    actor,
  );
}

/** A proposal whose record has moved on: what would change now, from where, and who acts. */
export async function refreshTransfer(
  tx: Scoped,
  { transfer, teacher }: LockedMove,
  cells: CellChanges,
): Promise<void> {
  const to = (await placesByIds(tx, [transfer.to_unit_id])).get(transfer.to_unit_id);
  if (to === undefined) throw new Error('a transfer to no unit');
  const { status } = teacher.record;
  const [acting] = await actingFor(tx, [{ status, from_path: teacher.unit_path, to }]);
  if (acting === undefined) throw new Error('nobody to act');
  const { route, unit_id: acting_unit_id, unit_path: acting_path } = acting;
  await tx.sql
    .updateTable('transfers')
    .set({
      ...{ base_version: teacher.version, from_unit_id: teacher.unit_id, from_path: teacher.unit_path },
      ...{ route, acting_unit_id, acting_path },
      sealed: seal(tx.keys, 'transfer', { ...transfer.sealed, cells } satisfies SealedTransfer),
    })
    .where('id', '=', transfer.id)
    .execute();
}

type Told = Pick<
  LockedTransfer,
  'id' | 'teacher_id' | 'from_unit_id' | 'from_path' | 'to_unit_id' | 'to_path'
>;

/** One event at each side, so that both and all above them find it in their own. */
export async function tellTransfers(
  tx: Scoped,
  told: readonly { readonly transfer: Told; readonly detail: Params }[],
  action: string,
  actor: Actor | 'system',
): Promise<void> {
  const rows = told.flatMap(({ transfer: { id, teacher_id, ...sides }, detail }) =>
    (['from', 'to'] as const).map((side) => ({
      unit_id: sides[`${side}_unit_id`],
      unit_path: sides[`${side}_path`],
      subject_id: id,
      detail: { ...detail, teacher_id },
    })),
  );
  if (rows.length === 0) return;
  await sql`insert into events (account_id, unit_id, unit_path, subject, subject_id, action, detail)
    select ${actor === 'system' ? null : actor.account_id}, unit_id, unit_path, 'transfer', subject_id, ${action}, detail
    from json_to_recordset(${JSON.stringify(rows)}::json) as x (unit_id bigint, unit_path text, subject_id bigint,
      detail jsonb)`.execute(tx.sql);
}
