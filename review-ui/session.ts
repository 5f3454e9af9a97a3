/** Sessions: a cookie that names a row in Postgres, idle for two working hours at most. */
import { randomBytes } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { AppOptions } from './app-options.ts';

declare module 'express-session' {
  interface SessionData {
    account_id: string;
    csrf: string;
  }
}

const idle_ms = 2 * 60 * 60 * 1000;
const cookieName = 'muster';

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
    errorLog: (...details) => options.log.error({ details: details.map(String) }, 'session store'),
  });
  const handler = session({
    name: cookieName,
    secret: options.db.keys.session,
    store,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    // Behind https the proxy says so; without it no cookie would ever be sent.
    proxy: options.secure_cookies,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: options.secure_cookies,
      maxAge: idle_ms,
      path: '/',
    },
  });
  return { handler, close: () => store.close() };
}

/** Starts a session under a new id, so that one planted before sign-in is worth nothing. */
export async function beginSession(req: Request, accountId: string): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    req.session.regenerate((error) => (error ? reject(error) : resolve())),
  );
  req.session.account_id = accountId;
  req.session.csrf = randomBytes(24).toString('base64url');
  // Saved before the answer goes out: the next request may be faster than the store.
  await new Promise<void>((resolve, reject) =>
    req.session.save((error) => (error ? reject(error) : resolve())),
  );
}

export const endSession = (req: Request): Promise<void> =>
  new Promise((resolve, reject) => req.session.destroy((error) => (error ? reject(error) : resolve())));
