/** Admins: a unit makes, disables, enables and resets the accounts of the units right below it; each with its event. */
import { sql } from 'kysely';
import {
  type AccountAction,
  type AccountState,
  accountLifecycle,
  accountRolesOf,
  accountState,
  type Contact,
} from '../schemas/account.ts';
import { type Actor, roleOf } from '../schemas/actor.ts';
import { permitted } from '../schemas/lifecycle.ts';
import { problem } from '../schemas/problem.ts';
import { saveAccount } from './accounts.ts';
import { appendEvent } from './events.ts';
import { rememberPresent } from './former-passwords.ts';
import { requireOpen } from './organisations.ts';
import { beyondScope, type Scoped, visibleTo } from './scope.ts';
import { open, seal } from './seal.ts';
import { liftLocks } from './sign-in-tries.ts';

export interface NewAdmin {
  readonly username: string;
  readonly display_name: string;
  readonly contact: Contact;
  /** Of the password that the unit above hands out; its first use is to choose another. */
  readonly password_hash: string;
  /** When it is no longer good for that. */
  readonly initial_until: Date;
}

/** What a fresh initial password sets. */
export type FreshPassword = Pick<NewAdmin, 'password_hash' | 'initial_until'>;
export const asInitial = ({ password_hash, initial_until }: FreshPassword) => ({
  ...{ password_hash, initial_until, initial_used_at: null, must_change_password: true },
});

/** Nobody is named to take the account over. */
export const noSuccessor = { successor: null, successor_named_at: null };

/** Makes an account at a unit right below the actor's. Answers its id. Throws `not-your-tier`, `unit-closed`, `person-has-account`, `username-in-use`. */
export async function addAdmin(
  tx: Scoped,
  actor: Actor,
  unit: { readonly id: string; readonly path: string },
  { contact, ...admin }: NewAdmin,
): Promise<string> {
  if (roleOf(actor, unit.path) !== 'superior') throw problem('not-your-tier', { by: 'superior' });
  await requireOpen(tx, unit.id);
  await requireNoAccount(tx, unit.id, contact.mobile);
  const place = { unit_id: unit.id, unit_path: unit.path };
  const saved = await tx.sql
    .insertInto('accounts')
    .values({
      ...{ ...place, ...admin, ...asInitial(admin) },
      contact: seal(tx.keys, 'contact', contact),
    })
    .onConflict((conflict) => conflict.column('username').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!saved) throw problem('username-in-use', { username: admin.username });
  await appendEvent(tx, {
    ...{ account_id: actor.account_id, ...place, subject: 'account', subject_id: saved.id, action: 'create' },
  });
  return saved.id;
}

/**
 * For the operator, as system: the first admin of a unit, or a new initial password for one that is there, whose visits end. Answers its
 * id. Throws `username-taken`.
 */
export async function setUpAdmin(
  tx: Scoped,
  unit: { readonly id: string; readonly path: string },
  username: string,
  fresh: FreshPassword,
): Promise<string> {
  const place = { unit_id: unit.id, unit_path: unit.path };
  const id = await saveAccount(tx, { username, password_hash: fresh.password_hash, ...place });
  await tx.sql.updateTable('accounts').set(asInitial(fresh)).where('id', '=', id).execute();
  await endVisits(tx, id);
  await appendEvent(tx, {
    ...{ account_id: null, ...place, subject: 'account', subject_id: id, action: 'set-password' },
  });
  return id;
}

/** An account is one person's, and a person has one at a unit. Throws `person-has-account`; `except` is one that doesn't count. */
export async function requireNoAccount(
  tx: Scoped,
  unitId: string,
  mobile: string | null,
  except?: string,
): Promise<void> {
  if (mobile === null) return;
  const held = await tx.sql
    .selectFrom('accounts')
    .where('unit_id', '=', unitId)
    .where('disabled_at', 'is', null)
    .where('contact', 'is not', null)
    .select(['id', 'username', 'contact'])
    .execute();
  const other = held.find(
    ({ id, contact }) =>
      id !== except && contact !== null && open<Contact>(tx.keys, 'contact', contact).mobile === mobile,
  );
  if (other) throw problem('person-has-account', { username: other.username });
}

export interface LockedAccount {
  readonly id: string;
  readonly username: string;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly disabled_at: Date | null;
  readonly successor_named_at: Date | null;
}

/** An account within scope, held until the transaction ends, with the state that this action leads to. Throws `not-found`, `not-your-tier`, `wrong-state`. */
export async function lockAccount(
  tx: Scoped,
  actor: Actor,
  id: string,
  action: string,
): Promise<{ readonly account: LockedAccount; readonly to: AccountState }> {
  const account = await tx.sql
    .selectFrom('accounts')
    .where('id', '=', id)
    .where(visibleTo(tx.scope))
    .select(['id', 'username', 'unit_id', 'unit_path', 'disabled_at', 'successor_named_at'])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!account) throw problem('not-found');
  const { to } = permitted(accountLifecycle, accountState(account), action, accountRolesOf(actor, account));
  return { account, to };
}

/**
 * Disables, enables or resets an account; all but enabling end its sessions and tokens with it, and a reset lifts its locks. Throws `not-found`, `no-code`,
 * `not-your-tier`, `wrong-state`, and for an account of a closed unit `unit-closed`.
 * @param fresh the new initial password, for a reset
 */
export async function actOnAccount(
  tx: Scoped,
  actor: Actor,
  id: string,
  action: AccountAction,
  fresh: FreshPassword | null = null,
): Promise<LockedAccount> {
  const { account, to } = await lockAccount(tx, actor, id, action);
  if (action === 'enable') {
    await requireOpen(tx, account.unit_id);
    const contact = (await contactsOf(tx, [id])).get(id);
    await requireNoAccount(tx, account.unit_id, contact?.mobile ?? null, id);
  }
  if (fresh !== null) await rememberPresent(tx, id);
  await tx.sql
    .updateTable('accounts')
    .set(to === 'disabled' ? { disabled_at: sql<Date>`now()`, ...noSuccessor } : { disabled_at: null })
    .set(fresh === null ? {} : { ...asInitial(fresh), locked_until: null })
    .where('id', '=', id)
    .execute();
  if (action !== 'enable') await endVisits(tx, id);
  if (action === 'remove-code') {
    const { numDeletedRows } = await tx.sql
      .deleteFrom('second_factors')
      .where('account_id', '=', id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw problem('no-code');
  }
  if (action === 'reset') await beyondScope(tx, (all) => liftLocks(all, account.username));
  const { unit_id, unit_path } = account;
  await appendEvent(tx, {
    ...{ account_id: actor.account_id, unit_id, unit_path, subject: 'account', subject_id: id, action },
  });
  return account;
}

/** Sessions and tokens that were given out before. */
export async function endVisits(tx: Scoped, accountId: string): Promise<void> {
  await sql`delete from sessions where sess ->> 'account_id' = ${accountId}`.execute(tx.sql);
  await tx.sql
    .updateTable('tokens')
    .set({ revoked_at: sql<Date>`now()` })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** How to reach the people of these accounts, by account id; within scope. */
export async function contactsOf(tx: Scoped, ids: readonly string[]): Promise<ReadonlyMap<string, Contact>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.sql
    .selectFrom('accounts')
    .where('id', 'in', ids)
    .where(visibleTo(tx.scope))
    .where('contact', 'is not', null)
    .select(['id', 'contact'])
    .execute();
  return new Map(
    rows.flatMap(({ id, contact }) =>
      contact === null ? [] : [[id, open<Contact>(tx.keys, 'contact', contact)]],
    ),
  );
}
