/** Whether a name and a password belong together; the same answer and the same work for every kind of no. */
import type { Request } from 'express';
import {
  type Credentials,
  credentialsOf,
  type KnownActor,
  noteSignIn,
  renewHash,
} from '../../../database/accounts.ts';
import { hashPassword, isOutdated, passwordMatches } from '../../../database/passwords.ts';
import { asSystem } from '../../../database/scope.ts';
import { type Entry, enterTry, forgiveTry, noteLock, type TryKey } from '../../../database/sign-in-tries.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { problem } from '../../../schemas/problem.ts';
import { lock_s } from '../../../schemas/sign-in-pace.ts';
import type { App } from '../../app-options.ts';
import { knownDevice } from '../../device.ts';
import { networkOf } from '../../network.ts';

export interface Given {
  readonly username: string;
  readonly password: string;
}

/** Answers whose credentials these are. Throws `slow-down` or `wrong-credentials`. */
export async function verify(app: App, req: Request, given: Given): Promise<KnownActor> {
  const { username, password } = given;
  const keys = keysOf(username, networkOf(req.ip ?? ''), knownDevice(app, req, username));
  const entry = await enter(app, keys);
  const found = await asSystem(app.db, (tx) => credentialsOf(tx, username));
  const actor = await matching(found, password);
  if (found === undefined || actor === null) {
    await noteWrong(app, entry, found?.actor);
    throw problem('wrong-credentials');
  }
  await keepCost(app, found, password);
  await asSystem(app.db, async (tx) => {
    await forgiveTry(tx, keys, app.now());
    await noteSignIn(tx, actor.account_id);
  });
  return actor;
}

/**
 * Whether somebody who is in knows the account's password: a session that was left open must not be a place to guess at.
 * Throws `slow-down`.
 */
export async function confirmPassword(app: App, actor: Actor, password: string): Promise<boolean> {
  const keys: readonly TryKey[] = [{ counter: 'account', name: actor.username }];
  const entry = await enter(app, keys);
  const found = await asSystem(app.db, (tx) => credentialsOf(tx, actor.username));
  if ((await matching(found, password)) === null) {
    await noteWrong(app, entry, found?.actor);
    return false;
  }
  await asSystem(app.db, (tx) => forgiveTry(tx, keys, app.now()));
  return true;
}

const keysOf = (name: string, address: string, device: string | null): readonly TryKey[] =>
  device !== null
    ? [{ counter: 'device', name, place: device }]
    : [
        { counter: 'name-at-address', name, place: address },
        { counter: 'name', name },
        { counter: 'address', place: address },
      ];

async function enter(app: App, keys: readonly TryKey[]): Promise<Entry> {
  const entry = await asSystem(app.db, (tx) => enterTry(tx, keys, app.now()));
  if (entry.wait_s > 0) throw problem('slow-down', { seconds: entry.wait_s });
  return entry;
}

/** The last wrong try before a lock is written down where the account's superior sees it. */
async function noteWrong(app: App, { locks }: Entry, actor: KnownActor | undefined): Promise<void> {
  const counters = locks.filter((counter) => counter !== 'address');
  if (actor === undefined || counters.length === 0) return;
  const now = app.now();
  const until = new Date(now.getTime() + lock_s * 1000);
  await asSystem(app.db, (tx) => noteLock(tx, actor, { counters, now, until }));
}

async function matching(found: Credentials | undefined, password: string): Promise<KnownActor | null> {
  const right = await passwordMatches(found?.password_hash, password);
  return found !== undefined && right ? found.actor : null;
}

/** A hash that was made at another cost is made anew now that the password is known. */
async function keepCost(app: App, { actor, password_hash }: Credentials, password: string): Promise<void> {
  if (!isOutdated(password_hash)) return;
  const renewed = await hashPassword(password);
  await asSystem(app.db, (tx) => renewHash(tx, actor.account_id, password_hash, renewed));
}
