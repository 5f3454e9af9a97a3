/** Access tokens of an account: kept as hashes, listed by their owner and revoked. */
import { createHash } from 'node:crypto';
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

/** As which a token is kept and found. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

export interface NewToken {
  readonly hours: number;
  /** What its owner calls it. */
  readonly label?: string;
  /** Everything unless said. */
  readonly reach?: TokenReach;
}

/** Keeps the hash of a bearer token. The token itself is random and shown once. */
export async function addToken(
  tx: Scoped,
  accountId: string,
  token: string,
  { hours, label, reach }: NewToken,
): Promise<Date> {
  const { expires_at } = await tx.sql
    .insertInto('tokens')
    .values({
      account_id: accountId,
      token_hash: tokenHash(token),
      label: label ?? null,
      reach: reach ?? 'everything',
      expires_at: sql`now() + make_interval(hours => ${hours})`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return expires_at;
}

/** To the hour: a write for every request would cost more than it tells. Nor is it worth waiting for the disk. */
export async function noteTokenUse(tx: Scoped, tokenId: string): Promise<void> {
  await sql`/*note-token-use*/ with quick as (select set_config('synchronous_commit', 'off', true))
    update tokens set last_used_at = now() from quick where id = ${tokenId}`.execute(tx.sql);
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
