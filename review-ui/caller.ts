/** Who calls: the account behind the session cookie or the bearer token, as it is at this moment. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { actorById, actorByToken, type KnownActor } from '../database/callers.ts';
import { passwordStanding } from '../database/own-password.ts';
import { asSystem, byItself } from '../database/scope.ts';
import { isOpenSession } from '../database/sessions.ts';
import { noteTokenUse } from '../database/tokens.ts';
import type { Actor } from '../schemas/actor.ts';
import type { PasswordStanding } from '../schemas/password-age.ts';
import { problem } from '../schemas/problem.ts';
import type { App } from './app-options.ts';
import { enterRequest } from './pace.ts';
import { endSession, isOver, noteUse, oldestBegin_ms } from './session.ts';

export interface Caller {
  readonly actor: KnownActor | null;
  readonly by: 'session' | 'token' | 'nobody';
  /** Synchroniser token of the session; empty without one. */
  readonly csrf: string;
  /** Notices of the unit that this account has not read; of a person only. */
  readonly unread: number;
  /** Its token is for reading alone. */
  readonly reads_only?: boolean;
  /** Whether the account's password is good, and for how long. */
  readonly password: PasswordStanding;
}

const noPassword: PasswordStanding = { must_change: null, days_left: null };

declare global {
  namespace Express {
    interface Locals {
      request_id: string;
      caller?: Caller;
      /** Pattern of the matched route, for logs and metrics without ids. */
      route?: string;
      /** Whether the matched route is asked while somebody is about something else. */
      is_aside?: boolean;
      /** What the request was about, for the log: ids and numbers of ours. */
      about?: { readonly upload_id: string; readonly receipt: string };
      /** Code of the refusal that was answered, for the log. */
      problem?: string;
    }
  }
}

export const nobody: Caller = { actor: null, by: 'nobody', csrf: '', unread: 0, password: noPassword };

/** Gives each request an id that the answer carries and the log repeats. */
export const nameRequest: RequestHandler = (_req, res, next) => {
  res.locals.request_id = randomUUID();
  res.set('X-Request-Id', res.locals.request_id);
  next();
};

/** Finds out who calls. An account that was disabled meanwhile is nobody; a token that is unknown is refused. Counts the request. */
export const loadCaller =
  (app: App): RequestHandler =>
  async (req, res, next) => {
    const token = tokenOf(req);
    const caller = token === undefined ? await bySession(app, req) : await byToken(app, token);
    res.locals.caller = caller ?? nobody;
    await enterRequest(app, req, caller?.actor ?? null);
    if (caller === null) throw problem('token-invalid');
    next();
  };

const tokenOf = (req: Request): string | undefined =>
  /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1];

/**
 * Whether a request that is answered for as long as somebody listens would be let in again now, with the same part of the
 * tree: the visit or token is not over, and the account is in use where it was. Looking keeps no visit from ending.
 */
export const isStillIn = (app: App, req: Request, { account_id, unit_path }: Actor): Promise<boolean> =>
  asSystem(app.db, async (tx) => {
    const token = tokenOf(req);
    const isIn =
      token === undefined
        ? await isOpenSession(tx, req.sessionID, oldestBegin_ms(app.sessions))
        : (await actorByToken(tx, token)) !== undefined;
    const found = isIn ? await actorById(tx, account_id) : undefined;
    return found?.actor.unit_path === unit_path;
  });

/** Null for a token that is unknown. */
async function byToken(app: App, token: string): Promise<Caller | null> {
  const found = await byItself(app.db, (tx) => actorByToken(tx, token));
  if (!found) return null;
  const { actor, reach, token_id, is_used_anew } = found;
  if (is_used_anew) await asSystem(app.db, (tx) => noteTokenUse(tx, token_id));
  const password = await passwordStanding(app, actor);
  return { actor, by: 'token', csrf: '', unread: 0, password, reads_only: reach === 'reading' };
}

/** What a page asks for while nobody sits before it must not keep its session from ending. */
const isByItself = (req: Request): boolean =>
  req.path === '/events' ||
  (req.method === 'GET' && req.get('HX-Request') === 'true' && req.get('HX-Request-Type') !== 'full');

async function bySession(app: App, req: Request): Promise<Caller> {
  const id = req.session.account_id;
  if (id === undefined) return nobody;
  if (isOver(req, app.sessions)) {
    await endSession(req);
    return nobody;
  }
  if (!isByItself(req)) noteUse(req);
  const found = await byItself(app.db, (tx) => actorById(tx, id));
  if (!found) return nobody;
  const password = await passwordStanding(app, found.actor);
  return { ...found, by: 'session', csrf: req.session.csrf ?? '', password };
}
