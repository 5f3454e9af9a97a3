/** Looks into an OLE2 container: an old .xls gives its Workbook stream, everything else a refusal that says what it is. */
import { Buffer } from 'node:buffer';
import { RefusedFile } from '../../schemas/refusal.ts';

interface Stream {
  readonly name: string;
  readonly start: number;
  readonly size: number;
}

// [MS-CFB] 2.2 header, 2.6 directory entry.
const ENTRY_SIZE = 128;
const LAST_SECTOR = 0xfffffffa;
/** Sectors of one directory; a real one has a handful. */
const MOST_SECTORS = 4096;
/** Streams below this size live in the mini stream. */
const SMALL_STREAM = 4096;
const MINI_SECTOR = 64;

/** Formats by a stream that only they have. Spreadsheets first: an .xls may embed a document of another kind. */
const kinds: readonly [name: RegExp, code: 'old-format' | 'not-a-spreadsheet', found: string][] = [
  [/^(workbook|book)$/, 'old-format', '.xls'],
  [/^et/, 'old-format', '.et'],
  [/^(worddocument|wpsdocument)$/, 'not-a-spreadsheet', '.doc'],
  [/^powerpoint document$/, 'not-a-spreadsheet', '.ppt'],
  [/^__substg1\.0/, 'not-a-spreadsheet', '.msg'],
  [/^visiodocument$/, 'not-a-spreadsheet', '.vsd'],
];

const damaged = (): RefusedFile => new RefusedFile('damaged', { part: 'OLE2' });

/**
 * The whole Workbook stream of an .xls. WPS writes .et as BIFF too; such a file is read as what it is.
 * @throws RefusedFile for everything else that comes in such a container, and where a sector is missing or comes twice
 */
export function workbookStreamOf(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const streams = streamsOf(file);
  if (!streams) throw damaged();
  const names = streams.map(({ name }) => name.toLowerCase());
  if (names.includes('encryptedpackage') || names.includes('encryptioninfo'))
    throw new RefusedFile('encrypted');
  for (const [pattern, code, found] of kinds) {
    const stream = streams.find(({ name }) => pattern.test(name.toLowerCase()));
    if (!stream) continue;
    if (found !== '.xls') throw new RefusedFile(code, { found });
    if (names.some((name) => name === '_vba_project_cur' || name === 'vba')) throw new RefusedFile('macros');
    if (stream.name.toLowerCase() === 'book') throw new RefusedFile('old-format', { found });
    return contentOf(file, streams, stream);
  }
  throw new RefusedFile('not-a-spreadsheet', { found: 'OLE2' });
}

/** All bytes of a stream, sector by sector. */
function contentOf(file: Buffer, streams: readonly Stream[], { start, size }: Stream): Uint8Array {
  const sectorSize = sectorSizeOf(file);
  if (size > file.length) throw damaged();
  if (size >= SMALL_STREAM) return chained(start, size, sectorSize, (sector) => sectorAt(file, sector));
  const [root] = streams;
  if (root === undefined || root.size > file.length) throw damaged();
  const mini = chained(root.start, root.size, sectorSize, (sector) => sectorAt(file, sector));
  const table = miniTableOf(file);
  return chained(start, size, MINI_SECTOR, (sector) => ({
    bytes: mini.subarray(sector * MINI_SECTOR, (sector + 1) * MINI_SECTOR),
    next: table.length >= (sector + 1) * 4 ? table.readUInt32LE(sector * 4) : LAST_SECTOR,
  }));
}

interface Sector {
  readonly bytes: Uint8Array;
  readonly next: number;
}

function sectorAt(file: Buffer, sector: number): Sector {
  const sectorSize = sectorSizeOf(file);
  const start = (sector + 1) * sectorSize;
  // The last sector of a file may be cut short.
  return {
    bytes: file.subarray(start, start + sectorSize),
    next: nextSector(file, sector, sectorSize) ?? LAST_SECTOR,
  };
}

/** Follows a chain for exactly as many sectors as the size asks for: one that ends early, or runs in circles, gives no bytes. */
function chained(
  start: number,
  size: number,
  sectorSize: number,
  at: (sector: number) => Sector,
): Uint8Array {
  const bytes = new Uint8Array(size);
  const seen = new Set<number>();
  let sector = start;
  for (let done = 0; done < size; done += sectorSize) {
    if (sector >= LAST_SECTOR || seen.has(sector)) throw damaged();
    seen.add(sector);
    const found = at(sector);
    const wanted = Math.min(sectorSize, size - done);
    if (found.bytes.length < wanted) throw damaged();
    bytes.set(found.bytes.subarray(0, wanted), done);
    sector = found.next;
  }
  return bytes;
}

/** The allocation table of the small sectors ([MS-CFB] 2.4), whose first sector and count stand in the header. */
function miniTableOf(file: Buffer): Buffer {
  const sectorSize = sectorSizeOf(file);
  const count = file.readUInt32LE(64);
  if (count > MOST_SECTORS) throw damaged();
  if (count === 0) return Buffer.alloc(0);
  const bytes = chained(file.readUInt32LE(60), count * sectorSize, sectorSize, (sector) =>
    sectorAt(file, sector),
  );
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const sectorSizeOf = (file: Buffer): number => (file.readUInt16LE(30) === 12 ? 4096 : 512);

/** The directory's streams, or nothing when the file is too short for what its header says. */
function streamsOf(file: Buffer): Stream[] | undefined {
  if (file.length < 1024) return undefined;
  const sectorSize = sectorSizeOf(file);
  const streams: Stream[] = [];
  let sector = file.readUInt32LE(48);
  for (let count = 0; sector < LAST_SECTOR; count++) {
    const start = (sector + 1) * sectorSize;
    if (count > MOST_SECTORS || start + sectorSize > file.length) return undefined;
    for (let at = start; at < start + sectorSize; at += ENTRY_SIZE) {
      const length = file.readUInt16LE(at + 64);
      if (length < 2 || length > 64) continue;
      const name = file.toString('utf16le', at, at + length - 2);
      streams.push({ name, start: file.readUInt32LE(at + 116), size: file.readUInt32LE(at + 120) });
    }
    const next = nextSector(file, sector, sectorSize);
    // The first sector names the main streams; a table beyond the header's list isn't worth following.
    if (next === undefined) return streams;
    sector = next;
  }
  return streams;
}

/** Sectors of the allocation table that the header itself lists; the others are listed in sectors of their own (2.5). */
const LISTED = 109;

/** Follows the allocation table. */
function nextSector(file: Buffer, sector: number, sectorSize: number): number | undefined {
  const perSector = sectorSize / 4;
  const table = tableSector(file, Math.floor(sector / perSector), sectorSize);
  if (table === undefined || table >= LAST_SECTOR) return undefined;
  const at = (table + 1) * sectorSize + (sector % perSector) * 4;
  return at + 4 <= file.length ? file.readUInt32LE(at) : undefined;
}

/** Where the n-th sector of the allocation table is. */
function tableSector(file: Buffer, n: number, sectorSize: number): number | undefined {
  if (n < LISTED) return file.readUInt32LE(76 + n * 4);
  const perList = sectorSize / 4 - 1;
  let list = file.readUInt32LE(68);
  for (let skipped = Math.floor((n - LISTED) / perList); skipped > 0 && list < LAST_SECTOR; skipped--) {
    const next = (list + 2) * sectorSize - 4;
    if (next + 4 > file.length) return undefined;
    list = file.readUInt32LE(next);
  }
  const at = (list + 1) * sectorSize + ((n - LISTED) % perList) * 4;
  return list < LAST_SECTOR && at + 4 <= file.length ? file.readUInt32LE(at) : undefined;
}
