/** Whether a name and a password belong together; the same answer and the same time for every kind of no. */
import { type Credentials, credentialsOf, type KnownActor, noteSignIn } from '../../../database/accounts.ts';
import { passwordMatches } from '../../../database/passwords.ts';
import { asSystem } from '../../../database/scope.ts';
import { problem } from '../../../schemas/problem.ts';
import type { App } from '../../app-options.ts';

export interface Given {
  readonly username: string;
  readonly password: string;
}

/** Answers whose credentials these are. Throws `slow-down` or `wrong-credentials`. */
export async function verify(app: App, { username, password }: Given, address: string): Promise<KnownActor> {
  await app.throttle.enter(username, address);
  const found = await asSystem(app.db, (tx) => credentialsOf(tx, username));
  const actor = await matching(found, password);
  if (actor === null) throw problem('wrong-credentials');
  await app.throttle.forgive(username);
  await asSystem(app.db, (tx) => noteSignIn(tx, actor.account_id));
  return actor;
}

async function matching(found: Credentials | undefined, password: string): Promise<KnownActor | null> {
  const right = await passwordMatches(found?.password_hash, password);
  return found !== undefined && right ? found.actor : null;
}
