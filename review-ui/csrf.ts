/** Whether a request that changes something was meant by the person whose cookie it carries. Bearer tokens need no proof. */
import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { problem } from '../schemas/problem.ts';
import type { Caller } from './caller.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses what another site's page sent, before its body is read. Throws `cross-site`. */
export function requireSameOrigin(req: Request, caller: Caller): void {
  if (safe.has(req.method) || caller.by === 'token') return;
  const { origin, host } = req.headers;
  const site = req.headers['sec-fetch-site'];
  // Only the browser itself can write the first; the second says less where a proxy changes `Host`.
  const isForeign =
    site === undefined ? origin !== undefined && hostOf(origin) !== host : site !== 'same-origin';
  if (isForeign) throw problem('cross-site');
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);

/** Refuses a request on a session that doesn't carry the session's own token, in the form or in the header. Throws `cross-site`. */
export function requireToken(req: Request, caller: Caller, formToken: unknown): void {
  if (safe.has(req.method) || caller.by !== 'session') return;
  const given = req.get('x-csrf-token') ?? formToken;
  if (typeof given !== 'string' || !equal(given, caller.csrf)) throw problem('cross-site');
}

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length > 0 && a.length === b.length && timingSafeEqual(a, b);
}
