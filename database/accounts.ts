/** Accounts and bearer tokens: who may come in. Passwords arrive here already hashed. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import { problem } from '../schemas/problem.ts';
import type { TokenReach } from '../schemas/token.ts';
import { tierOfKind } from '../schemas/unit.ts';
import { holding } from './pattern.ts';
import type { Scoped } from './scope.ts';
import { visibleTo } from './scope.ts';
import { statement } from './statement.ts';

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

/** The same password behind a hash of today's cost; nothing where the password has been changed meanwhile. */
export async function renewHash(tx: Scoped, accountId: string, from: string, to: string): Promise<void> {
  await tx.sql
    .updateTable('accounts')
    .set({ password_hash: to })
    .where('id', '=', accountId)
    .where('password_hash', '=', from)
    .execute();
}

export async function noteSignIn(tx: Scoped, accountId: string): Promise<void> {
  await tx.sql
    .updateTable('accounts')
    .set({ last_sign_in_at: sql`now()` })
    .where('id', '=', accountId)
    .execute();
}

export interface NewAccount {
  readonly username: string;
  readonly password_hash: string;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly display_name?: string | null;
}

/**
 * Adds an account, or sets the password of one that exists at the same unit. Answers its id. Throws `username-taken` when
 * the name is somebody's at another unit.
 */
export async function saveAccount(tx: Scoped, account: NewAccount): Promise<string> {
  const saved = await tx.sql
    .insertInto('accounts')
    .values({ ...account, display_name: account.display_name ?? null })
    .onConflict((conflict) =>
      conflict
        .column('username')
        .doUpdateSet({ password_hash: account.password_hash })
        .where('accounts.unit_id', '=', account.unit_id),
    )
    .returning('id')
    .executeTakeFirst();
  if (!saved) throw problem('username-taken', { username: account.username });
  return saved.id;
}

export interface ShownAccount {
  readonly id: string;
  readonly username: string;
  readonly display_name: string | null;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly unit_name: string;
  readonly disabled_at: Date | null;
  readonly last_sign_in_at: Date | null;
  readonly must_change_password: boolean;
  readonly has_code: boolean;
  /** After many wrong tries; over when it is past. */
  readonly locked_until: Date | null;
  /** When its holder asked for somebody else to take it over. */
  readonly successor_named_at: Date | null;
  readonly held_since: Date;
}

export interface AccountFilter {
  readonly id?: string;
  readonly unit_id?: string;
  /** Part of a username, of a person's name or of a unit's. */
  readonly search?: string;
  readonly limit: number;
  readonly offset?: number;
}

/** Accounts within scope, without anything secret, with how many there are; unit by unit from the top. */
export async function listAccounts(
  tx: Scoped,
  filter: AccountFilter,
): Promise<{ accounts: ShownAccount[]; total: number }> {
  let query = tx.sql
    .selectFrom('accounts')
    .innerJoin('units', 'units.id', 'accounts.unit_id')
    .where(sql<boolean>`accounts.unit_path >= ${tx.scope} and accounts.unit_path < ${`${tx.scope}~`}`);
  if (filter.id) query = query.where('accounts.id', '=', filter.id);
  if (filter.unit_id) query = query.where('accounts.unit_id', '=', filter.unit_id);
  if (filter.search) {
    const pattern = holding(filter.search);
    query = query.where((eb) =>
      eb.or([
        eb('username', 'like', pattern),
        eb('display_name', 'like', pattern),
        eb('units.name', 'like', pattern),
      ]),
    );
  }
  const { count } = await query
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  const accounts = await query
    .select([
      ...(['accounts.id', 'username', 'display_name', 'accounts.unit_id', 'accounts.unit_path'] as const),
      ...(['units.name as unit_name', 'disabled_at', 'last_sign_in_at', 'must_change_password'] as const),
      'locked_until',
      sql<boolean>`exists (select from second_factors f where f.account_id = accounts.id)`.as('has_code'),
      'successor_named_at',
      'held_since',
    ])
    .orderBy(sql`length(accounts.unit_path) - length(replace(accounts.unit_path, '/', ''))`)
    .orderBy('units.code')
    .orderBy('accounts.id')
    .limit(filter.limit)
    .offset(filter.offset ?? 0)
    .execute();
  return { accounts, total: Number(count) };
}

const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

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

interface TokenRow extends ActorRow {
  readonly token_id: string;
  readonly reach: TokenReach;
  readonly is_used_anew: boolean;
}
const callerByToken = statement<TokenRow>(
  'caller-by-token',
  `select ${actorColumns}, token_id, reach, is_used_anew from caller_by_token($1)`,
);

export interface TokenHolder {
  readonly actor: KnownActor;
  readonly reach: TokenReach;
  readonly token_id: string;
  /** It was not used for an hour, and its use is worth a note. */
  readonly is_used_anew: boolean;
}

/** For each request with a token: whose it is, or undefined when unknown, expired or revoked. Sees to its scope itself. */
export async function actorByToken(tx: Scoped, token: string): Promise<TokenHolder | undefined> {
  const [row] = await callerByToken(tx, [tokenHash(token)]);
  if (!row) return undefined;
  const { reach, token_id, is_used_anew } = row;
  return { actor: toActor(row), reach, token_id, is_used_anew };
}

/** To the hour: a write for every request would cost more than it tells. Nor is it worth waiting for the disk. */
export async function noteTokenUse(tx: Scoped, tokenId: string): Promise<void> {
  await sql`/*note-token-use*/ with quick as (select set_config('synchronous_commit', 'off', true))
    update tokens set last_used_at = now() from quick where id = ${tokenId}`.execute(tx.sql);
}

export async function countAccounts(tx: Scoped): Promise<number> {
  const { count } = await tx.sql
    .selectFrom('accounts')
    .where(visibleTo(tx.scope))
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
