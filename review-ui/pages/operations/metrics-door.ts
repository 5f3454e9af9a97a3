/** Who may read the figures of a process: whoever brings its token; without one, this machine alone, and never by way of a proxy. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AppOptions } from '../../app-options.ts';

export interface Scraper {
  /** What has to be brought; undefined where none is set. */
  readonly token: string | undefined;
  /** People come by a proxy: then everybody seems to come from where it stands. */
  readonly is_behind_proxy: boolean;
  readonly authorization: string | undefined;
  /** The other end of the connection, whoever it speaks for. */
  readonly address: string | undefined;
  /** Somebody says that it speaks for another. */
  readonly is_forwarded: boolean;
}

const loopback = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const forwarding = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
];

export function mayScrape({
  token,
  is_behind_proxy,
  authorization,
  address,
  is_forwarded,
}: Scraper): boolean {
  if (token !== undefined) return isSame(/^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '', token);
  return !is_behind_proxy && !is_forwarded && loopback.test(address ?? '');
}

/** Digests are as long as each other, whatever was sent. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digestOf(one), digestOf(other));
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

export const scraperOf = (
  { metrics_token, secure_cookies }: Pick<AppOptions, 'metrics_token' | 'secure_cookies'>,
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
): Scraper => ({
  token: metrics_token,
  is_behind_proxy: secure_cookies,
  authorization: headers.authorization,
  address: socket.remoteAddress,
  is_forwarded: forwarding.some((name) => headers[name] !== undefined),
});
