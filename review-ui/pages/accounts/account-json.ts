/** Accounts as programs see them: nothing secret, and what the caller may do. */
import { z } from 'zod';
import type { ShownAccount } from '../../../database/accounts.ts';
import { accountLifecycle, accountRolesOf, accountState } from '../../../schemas/account.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { isoTime } from '../../format.ts';
import type { HandedOut } from './handed-out.tsx';

export const accountSchema = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string().nullable(),
  unit: z.object({ id: z.string(), name: z.string() }),
  state: z.enum(['active', 'handing_over', 'disabled']),
  disabled: z.boolean(),
  held_since: z.string(),
  must_change_password: z.boolean(),
  has_code: z.boolean().describe('signs in with a code beside the password'),
  last_sign_in_at: z.string().nullable(),
  locked_until: z.string().nullable().describe('after many wrong tries on devices that are not known'),
  actions: z.array(z.string()),
});

/** What is answered once, to whoever made the password. */
export const handedOutSchema = z.object({
  id: z.string(),
  username: z.string(),
  password: z.string().describe('initial, shown once; it has to be changed on the first sign-in'),
  good_until: z.string().describe('for one sign-in until then'),
  unit: z.object({ id: z.string(), name: z.string() }),
});
export const handedOutJson = (handed: HandedOut): z.infer<typeof handedOutSchema> => ({
  ...handed,
  good_until: isoTime(handed.good_until),
});

export const actionsOnAccount = (actor: Actor, account: ShownAccount): string[] =>
  actions(accountLifecycle, accountState(account), accountRolesOf(actor, account))
    .map(({ action }) => action)
    .filter((action) => action !== 'remove-code' || account.has_code);

export const accountJson = (account: ShownAccount, actor: Actor): z.infer<typeof accountSchema> => ({
  ...{ id: account.id, username: account.username, name: account.display_name },
  unit: { id: account.unit_id, name: account.unit_name },
  state: accountState(account),
  disabled: account.disabled_at !== null,
  held_since: isoTime(account.held_since),
  must_change_password: account.must_change_password,
  has_code: account.has_code,
  last_sign_in_at: account.last_sign_in_at && isoTime(account.last_sign_in_at),
  locked_until: account.locked_until && isoTime(account.locked_until),
  actions: actionsOnAccount(actor, account),
});
