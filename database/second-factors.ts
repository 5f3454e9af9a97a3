/** Codes beside a password: the sealed key, the last step used, and recovery codes; each good once, whoever comes at the same moment. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import { problem } from '../schemas/problem.ts';
import { endVisits } from './admins.ts';
import { appendEvent } from './events.ts';
import type { Keys } from './keys.ts';
import type { Scoped } from './scope.ts';
import { fingerprint, open, seal } from './seal.ts';

/** A key offered to an account, not set yet. */
export interface OfferedKey {
  readonly account_id: string;
  readonly secret: string;
  readonly until_ms: number;
}

export const sealKey = (keys: Keys, offered: OfferedKey): Buffer => seal(keys, 'second-factor', offered);

/** What {@link sealKey} made; null when it is none, another account's, or too old. */
export function openOffer(keys: Keys, sealed: Buffer, accountId: string, now: Date): OfferedKey | null {
  try {
    const offered = open<OfferedKey>(keys, 'second-factor', sealed);
    return offered.account_id === accountId && offered.until_ms > now.getTime() ? offered : null;
  } catch {
    // It came back by way of a form: anybody may have written it.
    return null;
  }
}

export const secretOf = (keys: Keys, sealed: Buffer): string =>
  open<OfferedKey>(keys, 'second-factor', sealed).secret;

export interface ShownFactor {
  readonly set_at: Date;
  readonly recovery_codes_left: number;
}

export const factorOf = (tx: Scoped, accountId: string): Promise<ShownFactor | undefined> =>
  tx.sql
    .selectFrom('second_factors')
    .where('account_id', '=', accountId)
    .select([
      'set_at',
      sql<number>`(select count(*)::int from recovery_codes r where r.account_id = second_factors.account_id)`.as(
        'recovery_codes_left',
      ),
    ])
    .executeTakeFirst();

/**
 * Sets the actor's key, whose code of `step` proved that it was read, and ends every other visit of the account. Throws
 * `stale` where there is one already.
 */
export async function setFactor(
  tx: Scoped,
  actor: Actor,
  { sealed, step, recovery }: { sealed: Buffer; step: number; recovery: readonly string[] },
): Promise<void> {
  const account_id = actor.account_id;
  const saved = await tx.sql
    .insertInto('second_factors')
    .values({ account_id, sealed, last_step: String(step) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('account_id')
    .executeTakeFirst();
  if (!saved) throw problem('stale');
  await addRecoveryCodes(tx, account_id, recovery);
  await endVisits(tx, account_id);
  await noteOwn(tx, actor, 'set-code');
}

/** Takes the actor's own key away, with all visits of the account. */
export async function removeFactor(tx: Scoped, actor: Actor): Promise<void> {
  await tx.sql.deleteFrom('second_factors').where('account_id', '=', actor.account_id).execute();
  await endVisits(tx, actor.account_id);
  await noteOwn(tx, actor, 'remove-code');
}

/** The codes before are good no longer. */
export async function renewRecoveryCodes(
  tx: Scoped,
  actor: Actor,
  recovery: readonly string[],
): Promise<void> {
  await tx.sql.deleteFrom('recovery_codes').where('account_id', '=', actor.account_id).execute();
  await addRecoveryCodes(tx, actor.account_id, recovery);
  await noteOwn(tx, actor, 'renew-recovery-codes');
}

/** Whether this step of the account's key was still unused, and none after it; it is used now. Of many at once one is told yes. */
export async function spendStep(tx: Scoped, accountId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tx.sql
    .updateTable('second_factors')
    .set({ last_step: String(step) })
    .where('account_id', '=', accountId)
    .where('last_step', '<', String(step))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether this was a recovery code of the account; it is none any more. Without its blanks and dashes. */
export async function spendRecoveryCode(tx: Scoped, actor: Actor, code: string): Promise<boolean> {
  const { numDeletedRows } = await tx.sql
    .deleteFrom('recovery_codes')
    .where('account_id', '=', actor.account_id)
    .where('code_hash', '=', hashOf(tx, code))
    .executeTakeFirst();
  if (numDeletedRows !== 1n) return false;
  await noteOwn(tx, actor, 'use-recovery-code');
  return true;
}

// Random, 59 bits of it, and under a key that isn't in the database: no slow hash is needed.
const hashOf = (tx: Scoped, code: string): Buffer =>
  fingerprint(tx.keys, 'recovery-code', code.replaceAll('-', ''));

const addRecoveryCodes = (tx: Scoped, account_id: string, recovery: readonly string[]) =>
  tx.sql
    .insertInto('recovery_codes')
    .values(recovery.map((code) => ({ account_id, code_hash: hashOf(tx, code) })))
    .execute();

const noteOwn = (tx: Scoped, { account_id, unit_id, unit_path }: Actor, action: string) =>
  appendEvent(tx, { account_id, unit_id, unit_path, subject: 'account', subject_id: account_id, action });
