/** Reads the directory of a zip archive and believes it only where the archive itself agrees. */
import type { Buffer } from 'node:buffer';
import { RefusedFile } from '../../schemas/refusal.ts';

/** One file of the archive; sizes and positions in bytes. */
export interface Entry {
  /** As its sender wrote it: only to be shown, by {@link shownName}. */
  readonly name: string;
  readonly method: 0 | 8;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its packed bytes begin. */
  readonly start: number;
}

/** An entry as the central directory describes it. */
interface Listed {
  readonly name: string;
  readonly nameBytes: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly header: number;
}

interface Directory {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

// Signatures and layouts: PKWARE APPNOTE 6.3.10, 4.3.
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const END64_LOCATOR = 0x07064b50;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const SEE_ZIP64 = 0xffffffff;
const ENCRYPTED = 1 | (1 << 6) | (1 << 13);
const SIZES_FOLLOW = 1 << 3;
const NAMES_IN_UTF8 = 1 << 11;
const LONGEST_SHOWN = 80;

const damaged = (name: string): RefusedFile => new RefusedFile('damaged', { part: shownName(name) });
const unsafe = (name: string): RefusedFile => new RefusedFile('unsafe-archive', { part: shownName(name) });

/**
 * Every file of the archive by normalised name. Folders are left out.
 * @throws RefusedFile `damaged` when the directory or a header is missing or cut, `unsafe-archive` for duplicate names,
 * overlapping data, headers that contradict the directory, foreign compression or too many entries, `encrypted`.
 */
export function directoryOf(bytes: Buffer, limit: number): Map<string, Entry> {
  const directory = findDirectory(bytes);
  if (directory.count > limit) throw unsafe(`> ${limit} entries`);
  const entries = new Map<string, Entry>();
  const ranges: [start: number, end: number][] = [];
  let at = directory.start;
  for (let i = 0; i < directory.count; i++) {
    if (at + CENTRAL_SIZE > directory.end || bytes.readUInt32LE(at) !== CENTRAL) throw damaged('zip');
    const after =
      at +
      CENTRAL_SIZE +
      bytes.readUInt16LE(at + 28) +
      bytes.readUInt16LE(at + 30) +
      bytes.readUInt16LE(at + 32);
    if (after > directory.end) throw damaged('zip');
    const listed = readListed(bytes, at);
    const entry = checkedEntry(bytes, listed, directory.start);
    ranges.push([listed.header, entry.start + entry.packedSize]);
    const key = partKey(entry.name);
    if (!key.endsWith('/')) {
      if (entries.has(key)) throw unsafe(entry.name);
      entries.set(key, entry);
    }
    at = after;
  }
  if (at !== directory.end) throw damaged('zip');
  refuseOverlap(ranges);
  return entries;
}

/** Finds the end record; the directory must lie right before it, or it belongs to another (cut or nested) archive. */
function findDirectory(bytes: Buffer): Directory {
  const first = Math.max(0, bytes.length - END_SIZE - LONGEST_COMMENT);
  for (let at = bytes.length - END_SIZE; at >= first; at--) {
    if (bytes.readUInt32LE(at) !== END) continue;
    if (at + END_SIZE + bytes.readUInt16LE(at + 20) > bytes.length) continue;
    if (bytes.readUInt16LE(at + 4) !== 0 && bytes.readUInt16LE(at + 4) !== 0xffff) throw damaged('zip');
    const plain = {
      count: bytes.readUInt16LE(at + 10),
      start: bytes.readUInt32LE(at + 16),
      end: bytes.readUInt32LE(at + 16) + bytes.readUInt32LE(at + 12),
    };
    if (plain.end === at) return plain;
    const wide = findDirectory64(bytes, at);
    if (wide) return wide;
  }
  throw damaged('zip');
}

/** Streaming writers use zip64 for small files too; its numbers must still point into this file. */
function findDirectory64(bytes: Buffer, end: number): Directory | undefined {
  const locator = end - 20;
  if (locator < 0 || bytes.readUInt32LE(locator) !== END64_LOCATOR) return undefined;
  const record = Number(bytes.readBigUInt64LE(locator + 8));
  if (record + 56 > locator || bytes.readUInt32LE(record) !== END64) return undefined;
  const start = Number(bytes.readBigUInt64LE(record + 48));
  const size = Number(bytes.readBigUInt64LE(record + 40));
  if (start + size !== record) return undefined;
  return { start, end: record, count: Number(bytes.readBigUInt64LE(record + 32)) };
}

function readListed(bytes: Buffer, at: number): Listed {
  const nameEnd = at + CENTRAL_SIZE + bytes.readUInt16LE(at + 28);
  const extra = bytes.subarray(nameEnd, nameEnd + bytes.readUInt16LE(at + 30));
  const [size, packedSize, header] = widened(extra, [
    bytes.readUInt32LE(at + 24),
    bytes.readUInt32LE(at + 20),
    bytes.readUInt32LE(at + 42),
  ]);
  const nameBytes = bytes.subarray(at + CENTRAL_SIZE, nameEnd);
  const flags = bytes.readUInt16LE(at + 8);
  return {
    name: nameOf(nameBytes, flags),
    nameBytes,
    flags,
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    packedSize,
    size,
    header,
  };
}

/** Replaces each number that is all ones by the next one of the zip64 extra field (APPNOTE 4.5.3). */
function widened(extra: Buffer, narrow: [number, number, number]): [number, number, number] {
  if (!narrow.includes(SEE_ZIP64)) return narrow;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    const take = (value: number): number => {
      if (value !== SEE_ZIP64) return value;
      if (next + 8 > extra.length) throw damaged('zip');
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    };
    return [take(narrow[0]), take(narrow[1]), take(narrow[2])];
  }
  throw damaged('zip');
}

/** The header in front of the data must say the same as the directory: two readings of one file are an attack. */
function checkedEntry(bytes: Buffer, listed: Listed, directoryStart: number): Entry {
  const { name, header } = listed;
  if (header + LOCAL_SIZE > directoryStart || bytes.readUInt32LE(header) !== LOCAL) throw damaged(name);
  const flags = bytes.readUInt16LE(header + 6);
  if ((flags | listed.flags) & ENCRYPTED) throw new RefusedFile('encrypted');
  const nameEnd = header + LOCAL_SIZE + bytes.readUInt16LE(header + 26);
  const start = nameEnd + bytes.readUInt16LE(header + 28);
  if (start + listed.packedSize > directoryStart) throw damaged(name);
  if (!bytes.subarray(header + LOCAL_SIZE, nameEnd).equals(listed.nameBytes)) throw unsafe(name);
  const { method } = listed;
  if (bytes.readUInt16LE(header + 8) !== method) throw unsafe(name);
  if (method !== 0 && method !== 8) throw unsafe(name);
  if (method === 0 && listed.packedSize !== listed.size) throw unsafe(name);
  if (!(flags & SIZES_FOLLOW)) {
    const packedSize = bytes.readUInt32LE(header + 18);
    const size = bytes.readUInt32LE(header + 22);
    const agrees =
      bytes.readUInt32LE(header + 14) === listed.crc &&
      (packedSize === listed.packedSize || packedSize === SEE_ZIP64) &&
      (size === listed.size || size === SEE_ZIP64);
    if (!agrees) throw unsafe(name);
  }
  return { name, method, crc: listed.crc, packedSize: listed.packedSize, size: listed.size, start };
}

/** Overlapping entries let a small file unpack without end ("a better zip bomb"). */
function refuseOverlap(ranges: [start: number, end: number][]): void {
  ranges.sort((a, b) => a[0] - b[0]);
  let end = 0;
  for (const [start, next] of ranges) {
    if (start < end) throw unsafe('overlap');
    end = next;
  }
}

/** The key of a part name: names in a package are compared without case (ECMA-376 part 2, 6.2.2.3). */
export function partKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

/**
 * Bit 11 promises UTF-8 (APPNOTE 4.4.4), but macOS writes UTF-8 without it and Windows in China GBK. Strict first: GBK that
 * happens to be UTF-8 is rare, and names read wrongly could fall together as duplicates.
 */
function nameOf(bytes: Buffer, flags: number): string {
  if (flags & NAMES_IN_UTF8) return bytes.toString('utf8');
  // Parts of a workbook; a decoder costs more than all else about a name.
  if (bytes.every((byte) => byte < 0x80)) return bytes.toString('latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** A name chosen by a stranger, short and without control characters. */
export function shownName(name: string): string {
  return [...name]
    .slice(0, LONGEST_SHOWN)
    .join('')
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?');
}
