/** The keys of a registry: one for each purpose, so that none can stand in for another; and those that seal, in versions. */
import { hkdfSync } from 'node:crypto';

/** The versions of one key. What was sealed names its version, so that new ones can come while the old go on opening. */
export interface KeyRing {
  /** What is sealed by now. */
  readonly current: RingKey;
  /** Throws {@link UnknownKeyVersion}. */
  of(version: number): Buffer;
}

export interface RingKey {
  readonly version: number;
  readonly key: Buffer;
  /** The version as it stands in front of what is sealed. */
  readonly prefix: Buffer;
}

export interface Keys {
  /** AES-256-GCM for what is sealed at rest. */
  readonly seal: KeyRing;
  /** The same for what is sealed into events, which nobody may write anew under another key. */
  readonly trail: KeyRing;
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

/** The keys that are random, wrapped by what the secret yields, and kept in `data_keys`. */
export const keptPurposes = ['seal', 'trail', 'fingerprint', 'stamp', 'audit'] as const;
export type KeptPurpose = (typeof keptPurposes)[number];

/** A version that isn't there: retired, or announced by somebody whom this process has not heard yet. */
export class UnknownKeyVersion extends Error {
  override readonly name = 'UnknownKeyVersion';

  constructor(version: number | undefined) {
    super(
      `sealed with key version ${version}, which this registry's data_keys don't hold: was the version retired, or the table restored from an older backup?`,
    );
  }
}

export const ringKey = (version: number, key: Buffer): RingKey => ({
  version,
  key,
  prefix: Buffer.of(version),
});

const derive = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'muster', `muster/${purpose}/1`, 32));

/** What the keys in `data_keys` are wrapped with. Yielded by the secret, and nowhere else. */
export const wrappingKey = (secret: string): Buffer => derive(secret, 'key-encryption');

/** The first version of each key, as a registry has it until its keys are kept. Reasons in events were sealed with the one for all. */
export const firstKeys = (secret: string): Readonly<Record<KeptPurpose, Buffer>> => ({
  seal: derive(secret, 'seal'),
  trail: derive(secret, 'seal'),
  fingerprint: derive(secret, 'fingerprint'),
  stamp: derive(secret, 'stamp'),
  audit: derive(secret, 'audit'),
});

/** The keys that only the secret yields. */
export const secretKeys = (secret: string): Pick<Keys, 'session' | 'app_password'> => ({
  session: derive(secret, 'session').toString('base64url'),
  app_password: derive(secret, 'app-password').toString('base64url'),
});

/** All keys of a registry that keeps none yet, from `MUSTER_SECRET` by HKDF-SHA256 (RFC 5869). The same secret yields the same. */
export function deriveKeys(secret: string): Keys {
  const { seal, trail, ...others } = firstKeys(secret);
  return { ...secretKeys(secret), ...others, seal: onlyKey(seal), trail: onlyKey(trail) };
}

function onlyKey(key: Buffer): KeyRing {
  const current = ringKey(1, key);
  const of = (version: number): Buffer => {
    if (version !== 1) throw new UnknownKeyVersion(version);
    return key;
  };
  return { current, of };
}
