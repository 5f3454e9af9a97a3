/** Whether a name, a password and a code belong together; the same answer and the same work for every kind of no. */
import type { Request } from 'express';
import { noteSignIn, renewHash } from '../../../database/accounts.ts';
import { type Credentials, credentialsOf, type KnownActor } from '../../../database/callers.ts';
import { hashPassword, isOutdated, passwordMatches } from '../../../database/passwords.ts';
import { asSystem, type Scoped } from '../../../database/scope.ts';
import { secretOf, spendRecoveryCode, spendStep } from '../../../database/second-factors.ts';
import { type Entry, enterTry, forgiveTry, noteLock, type TryKey } from '../../../database/sign-in-tries.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { problem } from '../../../schemas/problem.ts';
import { lock_s } from '../../../schemas/sign-in-pace.ts';
import type { App } from '../../app-options.ts';
import { knownDevice } from '../../device.ts';
import { networkOf } from '../../network.ts';
import { decoySecret, isOneTimeCode, matchingStep, plainCode } from '../../one-time-code.ts';
import { originOf } from '../../origin.ts';

export interface Proof {
  readonly password: string;
  /** Of the authenticator, or a recovery code; undefined where none was given. */
  readonly code?: string | undefined;
}

interface Asking extends Proof {
  readonly asksCode: boolean;
}

/** Hears of every try, for the log: what came of it, at whose account, and whether a code was asked for. */
type Tell = (
  outcome: 'right' | 'wrong' | 'too-soon',
  account: { readonly account_id?: string | undefined; readonly with_code?: boolean | undefined },
) => void;

/** Answers whose credentials these are. Throws `slow-down` or `wrong-credentials`. */
export async function verify(
  app: App,
  req: Request,
  { username, ...proof }: Proof & { readonly username: string },
): Promise<KnownActor> {
  const device = knownDevice(app, req, username);
  const keys = keysOf(username, networkOf(req.ip ?? ''), device);
  const from = { request_id: req.res?.locals.request_id, network: originOf(req).network };
  const tell: Tell = (outcome, account) => {
    app.metrics.signIns.inc({ outcome });
    app.log.info({ ...from, known_device: device !== null, outcome, ...account }, 'sign-in');
  };
  const actor = await prove(app, keys, username, { ...proof, asksCode: app.codes !== 'off' }, tell);
  if (actor === null) throw problem('wrong-credentials');
  await asSystem(app.db, (tx) => noteSignIn(tx, actor.account_id));
  return actor;
}

/**
 * Whether somebody who is in knows the account's password: a session that was left open must not be a place to guess at.
 * Throws `slow-down`.
 */
export const confirmPassword = async (app: App, actor: Actor, password: string): Promise<boolean> =>
  (await proveAgain(app, actor, { password, asksCode: false })) !== null;

/** {@link confirmPassword}, and the code of an account that has one. */
export const confirmProof = async (app: App, actor: Actor, proof: Proof): Promise<boolean> =>
  (await proveAgain(app, actor, { ...proof, asksCode: true })) !== null;

const proveAgain = (app: App, { username }: Actor, proof: Asking) =>
  prove(app, [{ counter: 'account', name: username }], username, proof);

const keysOf = (name: string, address: string, device: string | null): readonly TryKey[] =>
  device !== null
    ? [{ counter: 'device', name, place: device }]
    : [
        { counter: 'name-at-address', name, place: address },
        { counter: 'name', name },
        { counter: 'address', place: address },
      ];

async function prove(
  app: App,
  keys: readonly TryKey[],
  username: string,
  { password, code, asksCode }: Asking,
  tell: Tell = () => undefined,
): Promise<KnownActor | null> {
  const entry = await asSystem(app.db, (tx) => enterTry(tx, keys, app.now()));
  if (entry.wait_s > 0) {
    tell('too-soon', {});
    throw problem('slow-down', { seconds: entry.wait_s });
  }
  const found = await asSystem(app.db, (tx) => credentialsOf(tx, username));
  const isRight = await passwordMatches(found?.password_hash, password);
  const typed = judge(app, found, code ?? '');
  const isProved = await asSystem(app.db, async (tx) => {
    if (found === undefined || !isRight) return false;
    if (asksCode && found.factor !== null && !(await spend(tx, found.actor, typed))) return false;
    await forgiveTry(tx, keys);
    return true;
  });
  const with_code = found && asksCode && found.factor !== null;
  tell(isProved ? 'right' : 'wrong', { account_id: found?.actor.account_id, with_code });
  if (found !== undefined && isProved) {
    await keepCost(app, found, password);
    return found.actor;
  }
  await noteWrong(app, entry, found?.actor);
  return null;
}

/** What was typed, as far as it can be told without using it up: the step of a code, or what may be a recovery code. */
interface Typed {
  readonly step: number | null;
  readonly recovery: string;
}

function judge(app: App, found: Credentials | undefined, code: string): Typed {
  const secret = found?.factor ? secretOf(app.db.keys, found.factor) : decoySecret;
  const plain = plainCode(code);
  return {
    step: matchingStep(secret, isOneTimeCode(plain) ? plain : '000000', app.now()),
    recovery: plain,
  };
}

const spend = async (tx: Scoped, actor: Actor, { step, recovery }: Typed): Promise<boolean> =>
  isOneTimeCode(recovery)
    ? step !== null && (await spendStep(tx, actor.account_id, step))
    : await spendRecoveryCode(tx, actor, recovery);

/** The last wrong try before a lock is written down where the account's superior sees it. */
async function noteWrong(app: App, { locks }: Entry, actor: KnownActor | undefined): Promise<void> {
  const counters = locks.filter((counter) => counter !== 'address');
  if (actor === undefined || counters.length === 0) return;
  const now = app.now();
  const until = new Date(now.getTime() + lock_s * 1000);
  await asSystem(app.db, (tx) => noteLock(tx, actor, { counters, now, until }));
}

/** A hash that was made at another cost is made anew now that the password is known. */
async function keepCost(app: App, { actor, password_hash }: Credentials, password: string): Promise<void> {
  if (!isOutdated(password_hash)) return;
  const renewed = await hashPassword(password);
  await asSystem(app.db, (tx) => renewHash(tx, actor.account_id, password_hash, renewed));
}
