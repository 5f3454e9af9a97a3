/** A fresh initial password: random, good for one sign-in and a few days. */
import { randomBytes } from 'node:crypto';
import type { FreshPassword } from '../../../database/admins.ts';
import { hashPassword } from '../../../database/passwords.ts';
import { initialPassword } from '../../../schemas/password.ts';
import { initialUntil } from '../../../schemas/password-age.ts';
import type { App } from '../../app-options.ts';

/** The password with what is kept of it; hashing takes time, so never inside a transaction. */
export async function freshPassword({
  passwords,
  now,
}: Pick<App, 'passwords' | 'now'>): Promise<FreshPassword & { readonly password: string }> {
  const password = initialPassword(randomBytes);
  const password_hash = await hashPassword(password);
  return { password, password_hash, initial_until: initialUntil(passwords, now()) };
}
