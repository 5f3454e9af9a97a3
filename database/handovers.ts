/** Handing an account over to another person: asked for by its holder, done by the unit right above, with a trace of who held it when. */
import { sql } from 'kysely';
import type { Contact, Successor } from '../schemas/account.ts';
import type { Actor } from '../schemas/actor.ts';
import { problem } from '../schemas/problem.ts';
import { parentPath, unitIdOf } from '../schemas/unit.ts';
import {
  asInitial,
  endVisits,
  type FreshPassword,
  type LockedAccount,
  lockAccount,
  noSuccessor,
  requireNoAccount,
} from './admins.ts';
import { appendEvent } from './events.ts';
import { tell } from './notices.ts';
import { beyondScope, type Scoped, visibleTo } from './scope.ts';
import { open, seal } from './seal.ts';
import { liftLocks } from './sign-in-tries.ts';

interface HeldAccount {
  readonly id: string;
  readonly username: string;
  readonly unit_id: string;
  readonly unit_path: string;
}

const about = (actor: Actor | null, { id, unit_id, unit_path }: HeldAccount) => ({
  ...{ account_id: actor?.account_id ?? null, unit_id, unit_path, subject: 'account', subject_id: id },
});

/** Whom the holder named, by the moment at which they did: what was seen is what is agreed to. */
export interface SeenRequest {
  readonly named_at: Date;
}

/**
 * Gives the account to another person: its visits end, with whatever belonged to the one before (passwords, codes), who goes on being
 * named in what they did. Throws `not-found`, `not-your-tier`, `wrong-state`, `person-has-account`, and `stale` where the request that
 * was seen was taken back or names somebody else by now.
 * @param fresh the initial password that the new holder is given
 */
export async function handOver(
  tx: Scoped,
  actor: Actor,
  id: string,
  to: Successor | SeenRequest,
  fresh: FreshPassword,
): Promise<void> {
  const { account } = await lockAccount(tx, actor, id, 'hand-over');
  const successor = 'named_at' in to ? await namedAt(tx, account, to.named_at) : to;
  await requireNoAccount(tx, account.unit_id, successor.mobile, id);
  await passOn(tx, account, successor, fresh);
  await appendEvent(tx, { ...about(actor, account), action: 'hand-over' });
}

async function namedAt(tx: Scoped, { id, successor_named_at }: LockedAccount, at: Date): Promise<Successor> {
  const named = successor_named_at?.getTime() === at.getTime() ? await successorOf(tx, id) : null;
  if (named === null) throw problem('stale');
  return named;
}

/** {@link handOver} for the operator, as system: nobody is above the province. Throws `not-found`. */
export async function handOverByOperator(
  tx: Scoped,
  username: string,
  person: string,
  fresh: FreshPassword,
): Promise<HeldAccount> {
  const account = await tx.sql
    .selectFrom('accounts')
    .where('username', '=', username)
    .select(['id', 'username', 'unit_id', 'unit_path'])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (account === undefined) throw problem('not-found');
  await passOn(tx, account, { name: person, mobile: null, email: null }, fresh);
  await appendEvent(tx, { ...about(null, account), action: 'hand-over' });
  return account;
}

async function passOn(
  tx: Scoped,
  { id, username }: HeldAccount,
  { name, mobile, email }: { readonly name: string } & Contact,
  fresh: FreshPassword,
): Promise<void> {
  // One moment ends the one and begins the other: no event falls between them.
  const { rows } = await sql<{ at: Date }>`
    insert into former_holders (account_id, unit_id, unit_path, name, contact, held_since, held_until)
    select id, unit_id, unit_path, display_name, contact, held_since, clock_timestamp() from accounts where id = ${id}
    returning held_until as at`.execute(tx.sql);
  await tx.sql
    .updateTable('accounts')
    .set({ display_name: name, contact: seal(tx.keys, 'contact', { mobile, email }) })
    .set({ ...asInitial(fresh), ...noSuccessor, locked_until: null, last_sign_in_at: null })
    .set({ held_since: rows[0]?.at ?? sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .execute();
  await tx.sql.deleteFrom('former_passwords').where('account_id', '=', id).execute();
  await tx.sql.deleteFrom('second_factors').where('account_id', '=', id).execute();
  await endVisits(tx, id);
  await beyondScope(tx, (all) => liftLocks(all, username));
}

/** The holder names who is to take the account over; the unit above is told. Throws `wrong-state`, `not-your-tier`. */
export async function askHandOver(tx: Scoped, actor: Actor, successor: Successor, now: Date): Promise<void> {
  const above = unitIdOf(parentPath(actor.unit_path));
  if (above === '') throw problem('not-your-tier', { by: 'system' });
  const { account } = await lockAccount(tx, actor, actor.account_id, 'ask-hand-over');
  await requireNoAccount(tx, account.unit_id, successor.mobile, account.id);
  await tx.sql
    .updateTable('accounts')
    .set({ successor: seal(tx.keys, 'contact', successor), successor_named_at: now })
    .where('id', '=', account.id)
    .execute();
  await appendEvent(tx, { ...about(actor, account), action: 'ask-hand-over' });
  const params = { unit: actor.unit_name, username: account.username };
  await tell(tx, [
    { unit: above, kind: 'handover-asked', params, href: `/accounts/${account.id}/hand-over` },
  ]);
}

/** The request ends without a handover: its holder takes it back, or the unit above declines. Throws `not-found`, `wrong-state`, `not-your-tier`. */
export async function endRequest(
  tx: Scoped,
  actor: Actor,
  id: string,
  action: 'take-back-hand-over' | 'decline-hand-over',
): Promise<void> {
  const { account } = await lockAccount(tx, actor, id, action);
  await tx.sql.updateTable('accounts').set(noSuccessor).where('id', '=', id).execute();
  await appendEvent(tx, { ...about(actor, account), action });
  if (action === 'take-back-hand-over') return;
  const params = { username: account.username };
  await tell(tx, [{ unit: account.unit_id, kind: 'handover-declined', params, href: '/handover' }]);
}

/** Whom the holder named; null while nobody is. Within scope. */
export async function successorOf(tx: Scoped, id: string): Promise<Successor | null> {
  const row = await tx.sql
    .selectFrom('accounts')
    .where('id', '=', id)
    .where(visibleTo(tx.scope))
    .select('successor')
    .executeTakeFirst();
  return row?.successor ? open<Successor>(tx.keys, 'contact', row.successor) : null;
}

export interface Holder {
  readonly name: string | null;
  readonly held_since: Date;
  /** Null for whoever holds it now. */
  readonly held_until: Date | null;
}

/** Who holds an account and who held it before, the newest first; within scope. */
export async function holdersOf(tx: Scoped, id: string): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select display_name as name, held_since, null::timestamptz as held_until from accounts where id = ${id}
    union all (select name, held_since, held_until from former_holders where account_id = ${id} order by id desc)`.execute(
    tx.sql,
  );
  return rows;
}
