/** One-time codes of an authenticator (RFC 6238 over RFC 4226: SHA-1, six digits, thirty seconds), and what stands in for a lost one. */
import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { initialPassword } from '../schemas/password.ts';

const issuer = 'Muster';
const period_s = 30;
/** A clock may be wrong, and typing takes time: the code before and the one after are good too (RFC 6238, 5.2). */
const window = 1;

const secretBytes = 20;
export const newSecret = (): string =>
  new Secret({ buffer: Uint8Array.from(randomBytes(secretBytes)).buffer }).base32;

/** The address that an authenticator reads from the QR code. */
export const keyAddress = (secret: string, username: string): string =>
  new TOTP({ issuer, label: username, secret, period: period_s }).toString();

/** The step whose code this is, near `now`; null when it is none. `code` as {@link plainCode} leaves it. */
export function matchingStep(secret: string, code: string, now: Date): number | null {
  // Of another length in bytes the library would throw.
  if (!isOneTimeCode(code)) return null;
  const when = { period: period_s, timestamp: now.getTime() };
  const delta = TOTP.validate({ token: code, secret: Secret.fromBase32(secret), window, ...when });
  return delta === null ? null : TOTP.counter(when) + delta;
}

/** What somebody types where a code is asked for, without the blanks and dashes that it was shown with; digits of a Chinese keyboard too. */
export const plainCode = (typed: string): string =>
  typed.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '');
export const isOneTimeCode = (plain: string): boolean => /^\d{6}$/.test(plain);

const recoveryCodes = 10;
/** `abcd-efgh-jkmn`: 59 bits each, and no letter that is read for another. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: recoveryCodes }, () => initialPassword(randomBytes).slice(0, 14));

/** Of nobody: what a code is judged by where there is none to judge it by, so that it takes as long. */
export const decoySecret = newSecret();
