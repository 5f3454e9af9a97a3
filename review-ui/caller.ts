/** Who calls: the account behind the session cookie or the bearer token, as it is at this moment. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { actorById, actorByToken, type KnownActor } from '../database/accounts.ts';
import { asSystem } from '../database/scope.ts';
import { problem } from '../schemas/problem.ts';
import type { App } from './app-options.ts';
import { noteUse } from './session.ts';

export interface Caller {
  readonly actor: KnownActor | null;
  readonly by: 'session' | 'token' | 'nobody';
  /** Synchroniser token of the session; empty without one. */
  readonly csrf: string;
  /** Notices of the unit that this account has not read; of a person only. */
  readonly unread: number;
}

declare global {
  namespace Express {
    interface Locals {
      request_id: string;
      caller?: Caller;
      /** Pattern of the matched route, for logs and metrics without ids. */
      route?: string;
    }
  }
}

export const nobody: Caller = { actor: null, by: 'nobody', csrf: '', unread: 0 };

/** Gives each request an id that the answer carries and the log repeats. */
export const nameRequest: RequestHandler = (_req, res, next) => {
  res.locals.request_id = randomUUID();
  res.set('X-Request-Id', res.locals.request_id);
  next();
};

/** Finds out who calls. An account that was disabled meanwhile is nobody; a token that is unknown is refused. */
export const loadCaller =
  (app: App): RequestHandler =>
  async (req, res, next) => {
    const token = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
    res.locals.caller = token === undefined ? await bySession(app, req) : await byToken(app, token);
    next();
  };

async function byToken(app: App, token: string): Promise<Caller> {
  const actor = await asSystem(app.db, (tx) => actorByToken(tx, token));
  if (!actor) throw problem('token-invalid');
  return { actor, by: 'token', csrf: '', unread: 0 };
}

async function bySession(app: App, req: Request): Promise<Caller> {
  const id = req.session.account_id;
  if (id === undefined) return nobody;
  noteUse(req, app.now());
  const found = await asSystem(app.db, (tx) => actorById(tx, id));
  return found ? { ...found, by: 'session', csrf: req.session.csrf ?? '' } : nobody;
}
