/** Wrapping: a data key leaves memory only under what the secret yields, bound to its purpose and version. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

/** The secret is not the one that the registry's keys are wrapped with. */
export class WrongSecret extends Error {
  override readonly name = 'WrongSecret';

  constructor() {
    super("MUSTER_SECRET doesn't open this registry's keys: it was changed without `muster keys rewrap`");
  }
}

const label = (purpose: string, version: number): Buffer => Buffer.from(`${purpose}/${version}`);

/** AES-256-GCM: IV (12 bytes), tag (16), key. */
export function wrap(wrapping: Buffer, purpose: string, version: number, key: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', wrapping, iv);
  cipher.setAAD(label(purpose, version));
  const body = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** Opens what {@link wrap} made. Throws {@link WrongSecret} when secret, place or a byte differs. */
export function unwrap(wrapping: Buffer, purpose: string, version: number, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', wrapping, wrapped.subarray(0, ivBytes));
  decipher.setAAD(label(purpose, version));
  decipher.setAuthTag(wrapped.subarray(ivBytes, ivBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(ivBytes + tagBytes)), decipher.final()]);
  } catch {
    throw new WrongSecret();
  }
}
