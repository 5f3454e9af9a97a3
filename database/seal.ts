/** Sealing: personal values leave memory only encrypted, and equal ones can be found without opening them. */
import { createCipheriv, createDecipheriv, createHmac, randomFillSync } from 'node:crypto';
import type { KeyRing, Keys } from './keys.ts';

const ivBytes = 12;
const tagBytes = 16;

// One draw of randomness serves many seals: a call per seal costs more than the cipher itself.
const pool = Buffer.allocUnsafe(ivBytes * 512);
let drawn = pool.length;
function freshIv(): Buffer {
  if (drawn + ivBytes > pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  const iv = Buffer.from(pool.subarray(drawn, drawn + ivBytes));
  drawn += ivBytes;
  return iv;
}

/** What a sealed value is for; a value sealed for one purpose does not open for another. */
export type SealPurpose =
  | 'teacher'
  | 'row'
  | 'change'
  | 'issue'
  | 'file'
  | 'edit'
  | 'absence'
  | 'contact'
  | 'transfer'
  | 'extension'
  | 'submission'
  | 'enrolment'
  | 'expert'
  | 'export'
  | 'reveal'
  | 'second-factor';

const purposes = [
  'teacher',
  'row',
  'change',
  'issue',
  'file',
  'edit',
  'absence',
  'contact',
  'transfer',
  'extension',
  'expert',
  'submission',
  'enrolment',
  'export',
  'reveal',
  'second-factor',
] as const satisfies readonly SealPurpose[];
const labels = Object.fromEntries(purposes.map((purpose) => [purpose, Buffer.from(purpose)])) as Record<
  SealPurpose,
  Buffer
>;

/** Reasons of reveals lie in events, which nobody may write anew: they have keys of their own, which are not retired. */
const ringOf = (keys: Keys, purpose: SealPurpose): KeyRing => (purpose === 'reveal' ? keys.trail : keys.seal);

/** AES-256-GCM: key version (1 byte), IV (12), tag (16), ciphertext. */
export function sealBytes(keys: Keys, purpose: SealPurpose, plain: Uint8Array): Buffer {
  const { key, prefix } = ringOf(keys, purpose).current;
  const iv = freshIv();
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(labels[purpose]);
  const body = cipher.update(plain);
  // A stream cipher holds nothing back for the end.
  cipher.final();
  return Buffer.concat([prefix, iv, cipher.getAuthTag(), body]);
}

/** Opens what {@link sealBytes} made. Throws when the key, the purpose or a byte differs, and `UnknownKeyVersion`. */
export function openBytes(keys: Keys, purpose: SealPurpose, sealed: Buffer): Buffer {
  const key = ringOf(keys, purpose).of(sealed[0] ?? 0);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + ivBytes));
  decipher.setAAD(labels[purpose]);
  decipher.setAuthTag(sealed.subarray(1 + ivBytes, 1 + ivBytes + tagBytes));
  const body = decipher.update(sealed.subarray(1 + ivBytes + tagBytes));
  decipher.final();
  return body;
}

export const seal = (keys: Keys, purpose: SealPurpose, value: unknown): Buffer =>
  sealBytes(keys, purpose, Buffer.from(JSON.stringify(value)));

/** The caller names the type of what it sealed; the tag proves that nobody else wrote it. */
export const open = <T>(keys: Keys, purpose: SealPurpose, sealed: Buffer): T =>
  JSON.parse(openBytes(keys, purpose, sealed).toString('utf8')) as T;

/** A keyed fingerprint (16 bytes of HMAC-SHA256): equal values match, and nobody without the key can try numbers. */
export const fingerprint = (keys: Keys, kind: string, value: string): Buffer =>
  createHmac('sha256', keys.fingerprint).update(`${kind}\n${value}`).digest().subarray(0, 16);
