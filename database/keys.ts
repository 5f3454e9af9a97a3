/** The keys that one secret yields: one for each purpose, so that none can stand in for another. */
import { hkdfSync } from 'node:crypto';

export interface Keys {
  /** AES-256-GCM for what is sealed at rest. */
  readonly seal: Buffer;
  /** HMAC-SHA256 for equality and uniqueness of sealed numbers. */
  readonly fingerprint: Buffer;
  /** HMAC-SHA256 of template stamps. */
  readonly stamp: Buffer;
  /** HMAC-SHA256 of what seals the audit trail. */
  readonly audit: Buffer;
  /** Signs session cookies. */
  readonly session: string;
  /** Password of the database role that web and worker connect as. */
  readonly app_password: string;
}

/** Derives all keys from `MUSTER_SECRET` by HKDF-SHA256 (RFC 5869). The same secret yields the same keys, for ever. */
export function deriveKeys(secret: string): Keys {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, 'muster', `muster/${purpose}/1`, 32));
  return {
    seal: derive('seal'),
    fingerprint: derive('fingerprint'),
    stamp: derive('stamp'),
    audit: derive('audit'),
    session: derive('session').toString('base64url'),
    app_password: derive('app-password').toString('base64url'),
  };
}
