/** Opens a zip archive from a stranger: what it unpacks is exactly what its directory says, within the limits, or nothing. */
import { Buffer } from 'node:buffer';
import { crc32, inflateRawSync } from 'node:zlib';
import { RefusedFile } from '../../schemas/refusal.ts';
import type { ReadLimits } from '../../schemas/workbook.ts';
import { directoryOf, type Entry, partKey, shownName } from './zip-directory.ts';

/** No writer of spreadsheets reaches 500:1 on anything sizeable; DEFLATE ends at 1032:1, where the bombs are. */
const RATIO = 500;
const SIZEABLE = 4 * 1024 * 1024;
/** A spare byte in the output chunk lets zlib see the end of the stream in the same call. */
const SPARE = 64;

/** The parts of one archive, unpacked on demand. Part names are only ever keys, never paths of this machine. */
export class Archive {
  readonly #bytes: Buffer;
  readonly #limits: ReadLimits;
  readonly #entries: Map<string, Entry>;
  readonly #opened = new Map<string, Buffer>();
  #left: number;

  /**
   * Checks the whole directory; unpacks nothing yet.
   * @throws RefusedFile `damaged`, `unsafe-archive` or `encrypted`.
   */
  constructor(bytes: Uint8Array, limits: ReadLimits) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#limits = limits;
    this.#left = limits.unpacked_bytes;
    this.#entries = directoryOf(this.#bytes, limits.entries);
  }

  /** Normalised part names: lower case, `/` between folders, none in front. */
  get names(): IterableIterator<string> {
    return this.#entries.keys();
  }

  has(name: string): boolean {
    return this.#entries.has(partKey(name));
  }

  /** The name of a part for people: as its sender wrote it, cut and cleaned. */
  shown(name: string): string {
    return shownName(this.#entries.get(partKey(name))?.name ?? '');
  }

  /**
   * The bytes of a part, or nothing when there is no such part.
   * @throws RefusedFile `damaged` when they don't unpack to the size and checksum of the directory,
   * `too-much-inside` when all parts together exceed the limit, `unsafe-archive` when the ratio is a bomb's.
   */
  read(name: string): Buffer | undefined {
    const key = partKey(name);
    const opened = this.#opened.get(key);
    if (opened) return opened;
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (entry.size > this.#left) {
      throw new RefusedFile('too-much-inside', {
        limit_mib: Math.floor(this.#limits.unpacked_bytes / 1024 / 1024),
      });
    }
    if (entry.size > SIZEABLE && entry.size > entry.packedSize * RATIO) {
      throw new RefusedFile('unsafe-archive', { part: shownName(entry.name) });
    }
    // Counted before it is tried: a bundle goes on after a bad file, and each try costs.
    this.#left -= entry.size;
    const part = this.#unpack(entry);
    this.#opened.set(key, part);
    return part;
  }

  /** Forgets the bytes of a part that won't be asked for again. */
  release(name: string): void {
    this.#opened.delete(partKey(name));
  }

  #unpack(entry: Entry): Buffer {
    const packed = this.#bytes.subarray(entry.start, entry.start + entry.packedSize);
    const part = entry.method === 0 ? packed : inflated(packed, entry);
    if (part.length !== entry.size || crc32(part) !== entry.crc) {
      throw new RefusedFile('damaged', { part: shownName(entry.name) });
    }
    return part;
  }
}

/** The declared size is the cap: a stream that holds more is stopped there, before it costs memory. */
function inflated(packed: Buffer, entry: Entry): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: entry.size + 1, chunkSize: entry.size + SPARE });
  } catch {
    throw new RefusedFile('damaged', { part: shownName(entry.name) });
  }
}
