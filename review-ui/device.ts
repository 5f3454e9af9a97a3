/**
 * Devices that signed in before: a signed cookie for each account, by which a try from there is counted apart from those of
 * strangers (OWASP, "device cookies"). It opens nothing: without the password it is worth ten tries of its own.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { CookieOptions, Request, Response } from 'express';
import type { KnownActor } from '../database/callers.ts';
import { fingerprint } from '../database/seal.ts';
import type { App } from './app-options.ts';
import { hostCookie } from './session.ts';

const kept_ms = 180 * 24 * 60 * 60 * 1000;

/** One cookie an account, since an office may share a computer; named so that the name of the account isn't. */
const cookieOf = (app: App, username: string): string =>
  hostCookie(
    app,
    `muster-device-${fingerprint(app.db.keys, 'device-name', username).toString('hex').slice(0, 12)}`,
  );

const signatureOf = (app: App, username: string, device: string, until: string): Buffer =>
  fingerprint(app.db.keys, 'device', `${username}\n${device}\n${until}`);

/** Which device this is, when it signed in to this account before and not too long ago. */
export function knownDevice(app: App, req: Request, username: string): string | null {
  const name = `${cookieOf(app, username)}=`;
  const cookie = req.headers.cookie?.split(/; */).find((one) => one.startsWith(name));
  const [device = '', until = '', signature = ''] = cookie?.slice(name.length).split('.') ?? [];
  const given = Buffer.from(signature, 'hex');
  const right = signatureOf(app, username, device, until);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  return Number(until) > app.now().getTime() ? device : null;
}

/** After a right password; and whether a code was asked for with it. */
export function rememberDevice(app: App, res: Response, { username, has_code }: KnownActor): void {
  const device = randomBytes(16).toString('hex');
  const until = String(app.now().getTime() + kept_ms);
  const signature = signatureOf(app, username, device, until).toString('hex');
  const guarded: CookieOptions = {
    ...{ httpOnly: true, secure: app.secure_cookies, sameSite: 'lax', path: '/', maxAge: kept_ms },
  };
  res.cookie(cookieOf(app, username), `${device}.${until}.${signature}`, guarded);
  if (has_code) res.cookie(codeCookie(app), '1', guarded);
}

/** Somebody signed in with a code here: the field for it then stands open. */
export const asksCode = (app: App, req: Request): boolean =>
  req.headers.cookie?.split(/; */).includes(`${codeCookie(app)}=1`) ?? false;
const codeCookie = (app: App): string => hostCookie(app, 'muster-code');
