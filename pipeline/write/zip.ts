/** Packs parts into a zip archive as they are made: bounded memory, and the same bytes for the same parts. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  /** Its text in pieces, best of some 64 KiB: each is handed to the compressor as it comes. */
  readonly content: AsyncIterable<string> | Iterable<string>;
}

interface Packed {
  readonly name: Buffer;
  readonly start: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
}

/** 1 January 1980, the first moment of MS-DOS time: a clock would make every file differ. */
const DOS_TIME = 0;
const DOS_DATE = (1 << 5) | 1;
/** Sizes follow the body, and names are UTF-8 (APPNOTE 4.4.4). */
const FLAGS = (1 << 3) | (1 << 11);
const DEFLATED = 8;
const VERSION = 20;
/** Four bytes hold a size; larger archives need ZIP64, which no spreadsheet of ours comes near. */
const LARGEST = 0xffff_ffff;

/** The fields that a local header and an entry of the directory share (APPNOTE 4.3.7, 4.3.12). */
function writeFacts(
  target: Buffer,
  at: number,
  { crc, packed, unpacked, name }: Omit<Packed, 'start'>,
): void {
  target.writeUInt16LE(VERSION, at);
  target.writeUInt16LE(FLAGS, at + 2);
  target.writeUInt16LE(DEFLATED, at + 4);
  target.writeUInt16LE(DOS_TIME, at + 6);
  target.writeUInt16LE(DOS_DATE, at + 8);
  target.writeUInt32LE(crc, at + 10);
  target.writeUInt32LE(packed, at + 14);
  target.writeUInt32LE(unpacked, at + 18);
  target.writeUInt16LE(name.length, at + 22);
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  writeFacts(header, 4, { name, crc: 0, packed: 0, unpacked: 0 });
  return Buffer.concat([header, name]);
}

function descriptor({ crc, packed, unpacked }: Packed): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(packed, 8);
  bytes.writeUInt32LE(unpacked, 12);
  return bytes;
}

function directory(parts: readonly Packed[], start: number): Buffer {
  const entries = parts.map((part) => {
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(VERSION, 4);
    writeFacts(entry, 6, part);
    entry.writeUInt32LE(part.start, 42);
    return Buffer.concat([entry, part.name]);
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(
    entries.reduce((sum, entry) => sum + entry.length, 0),
    12,
  );
  end.writeUInt32LE(start, 16);
  return Buffer.concat([...entries, end]);
}

/** Compresses one part, in a thread of the pool, and counts it. */
async function* body(
  content: ZipPart['content'],
  level: number,
): AsyncGenerator<Buffer, { crc: number; unpacked: number }> {
  let crc = 0;
  let unpacked = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const text of content) {
      const bytes = Buffer.from(text, 'utf8');
      crc = crc32(bytes, crc);
      unpacked += bytes.length;
      yield bytes;
    }
  }
  const deflater = createDeflateRaw({ level });
  const fed = pipeline(Readable.from(counted()), deflater);
  // Whoever reads the other end is told of the failure too; this one would otherwise be nobody's.
  fed.catch(() => undefined);
  for await (const chunk of deflater) yield chunk as Buffer;
  await fed;
  return { crc, unpacked };
}

/**
 * The archive in pieces. Parts are packed in their order, each only when it is asked for.
 * @param level of zlib: 1 is fast, 9 is small
 * @throws RangeError when a part or the archive exceeds 4 GiB
 */
export async function* zipped(
  parts: AsyncIterable<ZipPart> | Iterable<ZipPart>,
  level: number,
): AsyncGenerator<Buffer, void> {
  const done: Packed[] = [];
  let position = 0;
  for await (const { name, content } of parts) {
    const start = position;
    const header = localHeader(Buffer.from(name, 'utf8'));
    position += header.length;
    yield header;
    const bodyStart = position;
    const pieces = body(content, level);
    let piece = await pieces.next();
    try {
      for (; piece.done !== true; piece = await pieces.next()) {
        position += piece.value.length;
        yield piece.value;
      }
    } finally {
      // Whoever stopped reading leaves the part's source to be closed.
      await pieces.return({ crc: 0, unpacked: 0 });
    }
    const packed = position - bodyStart;
    if (position > LARGEST || piece.value.unpacked > LARGEST) throw new RangeError(`${name} exceeds 4 GiB`);
    const part = { name: Buffer.from(name, 'utf8'), start, packed, ...piece.value };
    done.push(part);
    position += 16;
    yield descriptor(part);
  }
  yield directory(done, position);
}
