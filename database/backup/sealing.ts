/** Sealing a stream: chunk by chunk, so that memory stays flat, and no chunk can be changed, moved, left out or be missing at the end. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** What is sealed at once. The last chunk may be shorter, and every other one is whole. */
const chunkBytes = 256 * 1024;
const tagBytes = 16;
const ivBytes = 12;

/** A chunk that does not open where it stands, counted in bytes of what was sealed. */
export class DamagedChunk extends Error {
  override readonly name = 'DamagedChunk';
  readonly at: number;

  constructor(at: number) {
    super(`a chunk after byte ${at} does not open`);
    this.at = at;
  }
}

/** Fresh for every file. */
export const freshSalt = (): Buffer => randomBytes(32);

/** The key of one file: of the secret, its salt, and its first lines, which can't be changed without it. */
export const fileKey = (secret: string, salt: Buffer, firstLines: Buffer): Buffer => {
  const digest = createHash('sha256').update(firstLines).digest('hex');
  return Buffer.from(hkdfSync('sha256', secret, salt, `muster/backup/1/${digest}`, 32));
};

/** Says whether a secret is the one, before anything is opened with it. */
export const keyCheck = (secret: string, salt: Buffer): string =>
  Buffer.from(hkdfSync('sha256', secret, salt, 'muster/backup-check/1', 16)).toString('hex');

/** The place of the chunk, and whether it is the last: a chunk opens nowhere else. The key is one file's, so no IV comes twice. */
function ivOf(place: number, isLast: boolean): Buffer {
  const iv = Buffer.alloc(ivBytes);
  iv.writeBigUInt64BE(BigInt(place), 3);
  iv[ivBytes - 1] = isLast ? 1 : 0;
  return iv;
}

/** AES-256-GCM in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as age has it: ciphertext and tag of each chunk. */
export async function* sealed(key: Buffer, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const { bytes, place, isLast } of chunks(source, chunkBytes)) {
    const cipher = createCipheriv('aes-256-gcm', key, ivOf(place, isLast));
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Opens what {@link sealed} made; each chunk is handed on only when it is proven. Throws {@link DamagedChunk}. */
export async function* opened(key: Buffer, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const whole = chunkBytes + tagBytes;
  for await (const { bytes, place, isLast } of chunks(source, whole)) {
    if (bytes.length < tagBytes) throw new DamagedChunk(place * whole);
    const decipher = createDecipheriv('aes-256-gcm', key, ivOf(place, isLast));
    decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
    const plain = decipher.update(bytes.subarray(0, bytes.length - tagBytes));
    try {
      decipher.final();
    } catch {
      throw new DamagedChunk(place * whole);
    }
    yield plain;
  }
}

interface Chunk {
  readonly bytes: Buffer;
  readonly place: number;
  readonly isLast: boolean;
}

/** Cuts a stream anew. What is known to be whole is held back until more comes: only then is it not the last. */
async function* chunks(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<Chunk> {
  let held: Buffer[] = [];
  let length = 0;
  let place = 0;
  for await (const piece of source) {
    held.push(piece);
    length += piece.length;
    if (length <= size) continue;
    let all = Buffer.concat(held, length);
    for (; all.length > size; all = all.subarray(size), place += 1) {
      yield { bytes: all.subarray(0, size), place, isLast: false };
    }
    [held, length] = [[all], all.length];
  }
  yield { bytes: Buffer.concat(held, length), place, isLast: true };
}
