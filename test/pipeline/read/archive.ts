/** Writes small zip archives and workbooks by hand, right or wrong on purpose, for the tests of the readers. */
import { crc32, deflateRawSync } from 'node:zlib';

/** One file of an archive. What is left out is right; what is given may lie. */
export interface Part {
  readonly name: string;
  /** The bytes of the name, when they aren't UTF-8. */
  readonly nameBytes?: Uint8Array;
  readonly content: string | Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  /** The name in the header in front of the data, when it differs from the directory's. */
  readonly localName?: string;
  readonly localMethod?: number;
  readonly declaredSize?: number;
  readonly crc?: number;
  /** Sizes and checksum follow the data, as streaming writers do. */
  readonly descriptor?: boolean;
  /** Sizes in the zip64 extra field. */
  readonly zip64?: boolean;
  /** The directory points at this earlier part's header instead of its own. */
  readonly headerOf?: string;
  /** Already deflated data, taken as it is. */
  readonly packed?: Uint8Array;
}

const bytesOf = (content: string | Uint8Array): Buffer =>
  typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content);

/** The archive's bytes. */
export function zipOf(parts: readonly Part[], comment = ''): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  const headers = new Map<string, number>();
  let position = 0;
  const add = (piece: Buffer): void => {
    pieces.push(piece);
    position += piece.length;
  };
  for (const part of parts) {
    const raw = bytesOf(part.content);
    const method = part.method ?? 8;
    const data = part.packed ? Buffer.from(part.packed) : method === 8 ? deflateRawSync(raw) : raw;
    const size = part.declaredSize ?? raw.length;
    const crc = part.crc ?? crc32(raw);
    const header = (part.headerOf === undefined ? undefined : headers.get(part.headerOf)) ?? position;
    headers.set(part.name, header);
    add(localHeader(part, method, crc, data.length, size));
    add(data);
    if (part.descriptor) add(numbers([0x08074b50, crc, data.length, size]));
    directory.push(centralHeader(part, method, crc, data.length, size, header));
  }
  const start = position;
  for (const line of directory) add(line);
  add(endRecord(parts.length, start, position - start, comment));
  return Buffer.concat(pieces);
}

/** Little-endian unsigned 32-bit numbers in a row. */
function numbers(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    buffer.writeUInt32LE(value, index * 4);
  });
  return buffer;
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  values.forEach((value, index) => {
    extra.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  });
  return extra;
}

function localHeader(part: Part, method: number, crc: number, packed: number, size: number): Buffer {
  const name = Buffer.from(part.nameBytes ?? bytesOf(part.localName ?? part.name));
  const extra = part.zip64 ? zip64Extra([size, packed]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE((part.flags ?? 0) | (part.descriptor ? 8 : 0), 6);
  header.writeUInt16LE(part.localMethod ?? method, 8);
  if (!part.descriptor) {
    header.writeUInt32LE(crc, 14);
    header.writeUInt32LE(part.zip64 ? 0xffffffff : packed, 18);
    header.writeUInt32LE(part.zip64 ? 0xffffffff : size, 22);
  }
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

function centralHeader(
  part: Part,
  method: number,
  crc: number,
  packed: number,
  size: number,
  header: number,
): Buffer {
  const name = Buffer.from(part.nameBytes ?? bytesOf(part.name));
  const extra = part.zip64 ? zip64Extra([size, packed]) : Buffer.alloc(0);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20, 4);
  entry.writeUInt16LE(20, 6);
  entry.writeUInt16LE((part.flags ?? 0) | (part.descriptor ? 8 : 0), 8);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(part.zip64 ? 0xffffffff : packed, 20);
  entry.writeUInt32LE(part.zip64 ? 0xffffffff : size, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt16LE(extra.length, 30);
  entry.writeUInt32LE(header, 42);
  return Buffer.concat([entry, name, extra]);
}

function endRecord(count: number, start: number, size: number, comment: string): Buffer {
  const note = Buffer.from(comment, 'utf8');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(start, 16);
  end.writeUInt16LE(note.length, 20);
  return Buffer.concat([end, note]);
}
