/** Callers: who is behind a name, a session or a token, as the account stands at this moment. */
import type { Actor } from '../schemas/actor.ts';
import type { TokenReach } from '../schemas/token.ts';
import { tierOfKind } from '../schemas/unit.ts';
import type { Scoped } from './scope.ts';
import { statement } from './statement.ts';
import { tokenHash } from './tokens.ts';

/** An actor as the account stands at this moment. */
export interface KnownActor extends Actor {
  /** The password is the initial one: nothing but choosing another may be done. */
  readonly must_change_password: boolean;
  readonly password_set_at: Date;
  /** A code is asked for beside the password. */
  readonly has_code: boolean;
}

export interface Credentials {
  readonly actor: KnownActor;
  readonly password_hash: string;
  /** The sealed key of its codes, where there is one. */
  readonly factor: Buffer | null;
}

const actorQuery = (tx: Scoped) =>
  tx.sql
    .selectFrom('accounts')
    .innerJoin('units', 'units.id', 'accounts.unit_id')
    .leftJoin('second_factors', 'second_factors.account_id', 'accounts.id')
    .where('accounts.disabled_at', 'is', null)
    .select([
      'accounts.id as account_id',
      'username',
      'password_hash',
      'must_change_password',
      'password_set_at',
      'second_factors.sealed as factor',
      'units.id as unit_id',
      'units.path as unit_path',
      'units.name as unit_name',
      'units.kind',
    ]);

/** What {@link actorQuery} answers, of the functions that answer the same for every request. */
const actorColumns =
  'account_id, username, password_hash, must_change_password, password_set_at, factor, unit_id, unit_path, unit_name, kind';

type ActorRow = Awaited<ReturnType<ReturnType<typeof actorQuery>['executeTakeFirstOrThrow']>>;

const toActor = (row: ActorRow): KnownActor => ({
  account_id: row.account_id,
  username: row.username,
  tier: tierOfKind[row.kind],
  unit_id: row.unit_id,
  unit_path: row.unit_path,
  unit_name: row.unit_name,
  must_change_password: row.must_change_password,
  password_set_at: row.password_set_at,
  has_code: row.factor !== null,
});

/** For sign-in, as system: the account in service under this name, with its hash. */
export async function credentialsOf(tx: Scoped, username: string): Promise<Credentials | undefined> {
  const row = await actorQuery(tx).where('username', '=', username).executeTakeFirst();
  return row && { actor: toActor(row), password_hash: row.password_hash, factor: row.factor };
}

/**
 * For each request of a person: the account as it is now, or undefined when it was disabled meanwhile. Sees to its scope itself, so
 * that it needs no transaction (see `byItself`).
 */
export async function actorById(
  tx: Scoped,
  accountId: string,
): Promise<{ readonly actor: KnownActor; readonly unread: number } | undefined> {
  const [row] = await callerByAccount(tx, [accountId]);
  return row && { actor: toActor(row), unread: row.unread };
}

// The number of notices is asked along with it: every page shows it, and asking again would cost a transaction.
const callerByAccount = statement<ActorRow & { unread: number }>(
  'caller-by-account',
  `select ${actorColumns}, unread from caller_by_account($1)`,
);

export interface TokenHolder {
  readonly actor: KnownActor;
  readonly reach: TokenReach;
  readonly token_id: string;
  /** It was not used for an hour, and its use is worth a note. */
  readonly is_used_anew: boolean;
}

const callerByToken = statement<ActorRow & Omit<TokenHolder, 'actor'>>(
  'caller-by-token',
  `select ${actorColumns}, token_id, reach, is_used_anew
  from good_token($1) cross join lateral caller_by_account(of_account)`,
);

/** For each request with a token: whose it is, or undefined when unknown, expired or revoked. Sees to its scope itself. */
export async function actorByToken(tx: Scoped, token: string): Promise<TokenHolder | undefined> {
  const [row] = await callerByToken(tx, [tokenHash(token)]);
  if (!row) return undefined;
  const { reach, token_id, is_used_anew } = row;
  return { actor: toActor(row), reach, token_id, is_used_anew };
}
