/** Sessions: a cookie that names a row in Postgres; over when it was idle for too long, and at the end of a day in any case. */
import { randomBytes } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import type { SessionPolicy, VisitOrigin } from '../schemas/session.ts';
import type { AppOptions } from './app-options.ts';
import { originOf } from './origin.ts';

declare module 'express-session' {
  interface SessionData {
    account_id: string;
    csrf: string;
    /** When its row was last written because it is in use. */
    seen_ms: number;
    begun_ms: number;
    origin: VisitOrigin;
  }
}

/** The prefix binds a cookie to this host, whatever its neighbours in the domain set; browsers take it over https only. */
export const hostCookie = ({ secure_cookies }: Pick<AppOptions, 'secure_cookies'>, name: string): string =>
  secure_cookies ? `__Host-${name}` : name;

/** A commit for each page only to move the end of a session would cost more than the page; a visit ends as much too early at most. */
const between_ms = 60 * 1000;

export interface Sessions {
  readonly handler: RequestHandler;
  /** Ends the timer that removes expired rows. */
  close(): void;
}

export function openSessions(options: AppOptions): Sessions {
  const Store = connectPgSimple(session);
  const store = new Store({
    pool: options.db.pool,
    tableName: 'sessions',
    pruneSessionInterval: 15 * 60,
    // Writing it now and then is {@link noteUse}'s.
    disableTouch: true,
    errorLog: (...details) => options.log.error({ details: details.map(String) }, 'session store'),
  });
  const handler = session({
    name: hostCookie(options, 'muster'),
    secret: options.db.keys.session,
    store,
    resave: false,
    saveUninitialized: false,
    // The cookie goes out with a session that was written. With every answer, one that was on its way when a visit got its new
    // id would bring the old one back.
    rolling: false,
    // Behind https the proxy says so; without it no cookie would ever be sent.
    proxy: options.secure_cookies,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: options.secure_cookies,
      maxAge: options.sessions.idle_minutes * 60_000,
      path: '/',
    },
  });
  return { handler, close: () => store.close() };
}

/** Keeps a session that is in use from ending: its row is written again when it was not for a while. */
export function noteUse({ session }: Pick<Request, 'session'>): void {
  if (Date.now() - (session.seen_ms ?? 0) > between_ms) session.seen_ms = Date.now();
}

/** A visit that began before this moment lasted as long as any may. */
export const oldestBegin_ms = ({ longest_hours }: SessionPolicy): number =>
  Date.now() - longest_hours * 60 * 60 * 1000;

export const isOver = ({ session }: Pick<Request, 'session'>, policy: SessionPolicy): boolean =>
  (session.begun_ms ?? 0) < oldestBegin_ms(policy);

/** Starts a session under a new id, so that one planted before sign-in is worth nothing. */
export async function beginSession(req: Request, accountId: string): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    req.session.regenerate((error) => (error ? reject(error) : resolve())),
  );
  req.session.account_id = accountId;
  req.session.begun_ms = Date.now();
  req.session.seen_ms = Date.now();
  req.session.origin = originOf(req);
  req.session.csrf = randomBytes(24).toString('base64url');
  // Saved before the answer goes out: the next request may be faster than the store.
  await new Promise<void>((resolve, reject) =>
    req.session.save((error) => (error ? reject(error) : resolve())),
  );
}

/**
 * Takes the visit from the browser too: the cookie, and with it pages that it keeps for going back; a computer at a school is
 * often somebody else's a minute later.
 */
export function clearVisit(options: Pick<AppOptions, 'secure_cookies'>, res: Response): void {
  const guarded: CookieOptions = {
    httpOnly: true,
    sameSite: 'lax',
    secure: options.secure_cookies,
    path: '/',
  };
  res.clearCookie(hostCookie(options, 'muster'), guarded);
  res.set('Clear-Site-Data', '"cache"');
}

export const endSession = (req: Request): Promise<void> =>
  new Promise((resolve, reject) => req.session.destroy((error) => (error ? reject(error) : resolve())));
