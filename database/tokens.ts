/** Access tokens of an account: kept as hashes, listed by their owner and revoked. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import { problem } from '../schemas/problem.ts';
import type { TokenReach } from '../schemas/token.ts';
import { appendEvent } from './events.ts';
import type { Scoped } from './scope.ts';

export interface ShownToken {
  readonly id: string;
  /** What its owner calls it; null where a name and a password were exchanged for it. */
  readonly label: string | null;
  readonly reach: TokenReach;
  readonly created_at: Date;
  readonly expires_at: Date;
  /** To the hour. */
  readonly last_used_at: Date | null;
}

/** Tokens of the actor that are good, the newest first. */
export const listTokens = (tx: Scoped, actor: Actor): Promise<ShownToken[]> =>
  tx.sql
    .selectFrom('tokens')
    .where('account_id', '=', actor.account_id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .select(['id', 'label', 'reach', 'created_at', 'expires_at', 'last_used_at'])
    .orderBy('id', 'desc')
    .limit(200)
    .execute();

/** Throws `not-found` for a token that isn't the actor's, or is good no longer. */
export async function revokeToken(tx: Scoped, actor: Actor, id: string): Promise<void> {
  const { numUpdatedRows } = await tx.sql
    .updateTable('tokens')
    .set({ revoked_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('account_id', '=', actor.account_id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw problem('not-found');
  await noteToken(tx, actor, 'revoke-token');
}

export const noteToken = (tx: Scoped, { account_id, unit_id, unit_path }: Actor, action: string) =>
  appendEvent(tx, { account_id, unit_id, unit_path, subject: 'account', subject_id: account_id, action });
