/** Accounts: who may come in. Passwords arrive here already hashed. */
import { sql } from 'kysely';
import { problem } from '../schemas/problem.ts';
import { holding } from './pattern.ts';
import type { Scoped } from './scope.ts';
import { visibleTo } from './scope.ts';

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

export async function countAccounts(tx: Scoped): Promise<number> {
  const { count } = await tx.sql
    .selectFrom('accounts')
    .where(visibleTo(tx.scope))
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
