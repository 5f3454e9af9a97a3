/** One's own password: how it stands today, the first use of an initial one, and choosing another. */
import type { Actor } from '../schemas/actor.ts';
import { windowOrder } from '../schemas/campaign.ts';
import type { PasswordOwner, PasswordPolicy } from '../schemas/password.ts';
import { isOverdue, type PasswordStanding, standingOf } from '../schemas/password-age.ts';
import { problem } from '../schemas/problem.ts';
import { contactsOf, endVisits } from './admins.ts';
import type { KnownActor } from './callers.ts';
import { campaignAt } from './campaigns.ts';
import type { Database } from './connect.ts';
import { appendEvent } from './events.ts';
import { rememberPresent } from './former-passwords.ts';
import { asSystem, type Scoped } from './scope.ts';
import { windowOfUnit } from './unit-windows.ts';

/** What says today's rules and today's day. */
export interface PasswordClock {
  readonly db: Database;
  readonly passwords: PasswordPolicy;
  readonly now: () => Date;
}

/** How the actor's password stands; whether a step of its unit's campaign is open is asked only where it makes a difference. */
export async function passwordStanding(
  { db, passwords, now }: PasswordClock,
  actor: KnownActor,
): Promise<PasswordStanding> {
  const at = now();
  const isBusy = isOverdue(actor, passwords, at) && (await asSystem(db, (tx) => hasOpenStep(tx, actor, at)));
  return standingOf(actor, passwords, at, isBusy);
}

/** Whether any step of the running campaign is open for the unit, extensions included. */
async function hasOpenStep(tx: Scoped, { unit_id: id, unit_path: path }: Actor, at: Date): Promise<boolean> {
  const campaign = await campaignAt(tx, at);
  if (campaign === null) return false;
  for (const step of windowOrder) {
    const window = await windowOfUnit(tx, campaign, step, { id, path }, at);
    if (window.by !== 'nothing' && window.phase === 'open') return true;
  }
  return false;
}

/** Throws `password-change-required` or `password-expired` for somebody who has to choose a password before all else. */
export async function requireUsable(clock: PasswordClock, actor: KnownActor): Promise<void> {
  refuseUnusable(await passwordStanding(clock, actor));
}

/** {@link requireUsable} where the standing is known. */
export function refuseUnusable({ must_change }: PasswordStanding): void {
  if (must_change === 'initial') throw problem('password-change-required');
  if (must_change === 'expired') throw problem('password-expired');
}

/**
 * Takes the initial password as used: it is good for one sign-in, of two at once for the first. Throws `initial-password-used` and
 * `initial-password-expired`, which only somebody who knows the password gets to read.
 */
export const useInitialPassword = ({ db, now }: PasswordClock, accountId: string): Promise<void> =>
  asSystem(db, async (tx) => {
    const at = now();
    const account = await tx.sql
      .selectFrom('accounts')
      .where('id', '=', accountId)
      .select(['initial_until', 'initial_used_at'])
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow();
    if (account.initial_used_at !== null) throw problem('initial-password-used');
    if (account.initial_until !== null && account.initial_until <= at)
      throw problem('initial-password-expired');
    await tx.sql.updateTable('accounts').set({ initial_used_at: at }).where('id', '=', accountId).execute();
  });

/** What a password of the actor must not hold. */
export async function ownerOf(tx: Scoped, actor: Actor): Promise<PasswordOwner> {
  const { display_name } = await tx.sql
    .selectFrom('accounts')
    .where('id', '=', actor.account_id)
    .select('display_name')
    .executeTakeFirstOrThrow();
  const contact = (await contactsOf(tx, [actor.account_id])).get(actor.account_id);
  return {
    ...{ username: actor.username, unit_name: actor.unit_name, person: display_name },
    ...{ mobile: contact?.mobile ?? null, email: contact?.email ?? null },
  };
}

/**
 * Sets the actor's own password, and ends every other visit of the account; the session at hand must be begun anew. Throws `stale`
 * where `from` is the present one no longer: whoever has reset the account or handed it over meanwhile did so to end what is at hand.
 */
export async function setOwnPassword(
  tx: Scoped,
  actor: Actor,
  { from, to, now }: { readonly from: string; readonly to: string; readonly now: Date },
): Promise<void> {
  const { account_id: id, unit_id, unit_path } = actor;
  await rememberPresent(tx, id);
  const { numUpdatedRows } = await tx.sql
    .updateTable('accounts')
    .set({ password_hash: to, must_change_password: false, password_set_at: now })
    .set({ initial_until: null, initial_used_at: null })
    .where('id', '=', id)
    .where('password_hash', '=', from)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw problem('stale');
  await endVisits(tx, id);
  await appendEvent(tx, {
    ...{ account_id: id, unit_id, unit_path, subject: 'account', subject_id: id, action: 'change-password' },
  });
}
