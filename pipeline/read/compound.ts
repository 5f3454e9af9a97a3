/** Looks into an OLE2 container far enough to say what it is: an encrypted workbook, an old .xls, or something else. */
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
/** The records in question stand at the very start, within one sector. */
const FIRST_RECORDS = 512;
const BIFF_BOF = 0x0809;
const BIFF_FILEPASS = 0x002f;

/** Formats by a stream that only they have. Spreadsheets first: an .xls may embed a document of another kind. */
const kinds: readonly [name: RegExp, code: 'old-format' | 'not-a-spreadsheet', found: string][] = [
  [/^(workbook|book)$/, 'old-format', '.xls'],
  [/^et/, 'old-format', '.et'],
  [/^(worddocument|wpsdocument)$/, 'not-a-spreadsheet', '.doc'],
  [/^powerpoint document$/, 'not-a-spreadsheet', '.ppt'],
  [/^__substg1\.0/, 'not-a-spreadsheet', '.msg'],
  [/^visiodocument$/, 'not-a-spreadsheet', '.vsd'],
];

/** Why this OLE2 container can't be read, as a refusal. WPS writes .et as BIFF too; such a file is named .xls. */
export function refusalOfCompound(bytes: Uint8Array): RefusedFile {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = new RefusedFile('damaged', { part: 'OLE2' });
  const streams = streamsOf(file);
  if (!streams) return damaged;
  const names = streams.map(({ name }) => name.toLowerCase());
  if (names.includes('encryptedpackage') || names.includes('encryptioninfo'))
    return new RefusedFile('encrypted');
  for (const [pattern, code, found] of kinds) {
    const stream = streams.find(({ name }) => pattern.test(name.toLowerCase()));
    if (!stream) continue;
    if (found === '.xls' && isLocked(file, streams, stream)) return new RefusedFile('encrypted');
    return new RefusedFile(code, { found });
  }
  return new RefusedFile('not-a-spreadsheet', { found: 'OLE2' });
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

/** Follows the allocation table, whose first 109 sectors are listed in the header: enough for the files we accept. */
function nextSector(file: Buffer, sector: number, sectorSize: number): number | undefined {
  const perSector = sectorSize / 4;
  const table = Math.floor(sector / perSector);
  if (table >= 109) return undefined;
  const at = (file.readUInt32LE(76 + table * 4) + 1) * sectorSize + (sector % perSector) * 4;
  return at + 4 <= file.length ? file.readUInt32LE(at) : undefined;
}

/** A password-protected .xls says so in a FILEPASS record right after its first one ([MS-XLS] 2.4.117). */
function isLocked(file: Buffer, streams: readonly Stream[], workbook: Stream): boolean {
  let at = startOf(file, streams, workbook);
  if (at === undefined) return false;
  const end = Math.min(at + FIRST_RECORDS, file.length) - 4;
  for (let record = 0; record < 4 && at <= end; record++) {
    const id = file.readUInt16LE(at);
    if (record === 0 && id !== BIFF_BOF) return false;
    if (id === BIFF_FILEPASS) return true;
    at += 4 + file.readUInt16LE(at + 2);
  }
  return false;
}

/** Where a stream's bytes begin: small ones lie in the mini stream, which is the stream of the root entry. */
function startOf(file: Buffer, streams: readonly Stream[], stream: Stream): number | undefined {
  const sectorSize = sectorSizeOf(file);
  if (stream.size >= SMALL_STREAM) return (stream.start + 1) * sectorSize;
  let offset = stream.start * MINI_SECTOR;
  let sector = streams[0]?.start;
  for (let step = 0; sector !== undefined && sector < LAST_SECTOR && offset >= sectorSize; step++) {
    sector = step < MOST_SECTORS ? nextSector(file, sector, sectorSize) : undefined;
    offset -= sectorSize;
  }
  return sector === undefined || sector >= LAST_SECTOR ? undefined : (sector + 1) * sectorSize + offset;
}
