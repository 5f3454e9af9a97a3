/** An OLE2 container with named streams and nothing in them: the outside of what is no spreadsheet, or a locked one. */

const SECTOR = 512;
const ENTRY = 128;
const FREE = 0xffffffff;
const END = 0xfffffffe;
const TABLE = 0xfffffffd;
const ROOT = 5;
const STREAM = 2;

function writeEntry(
  target: Buffer,
  at: number,
  name: string,
  kind: number,
  child: number,
  right: number,
): void {
  target.write(name, at, 'utf16le');
  target.writeUInt16LE((name.length + 1) * 2, at + 64);
  target.writeUInt8(kind, at + 66);
  target.writeUInt8(1, at + 67);
  target.writeUInt32LE(FREE, at + 68);
  target.writeUInt32LE(right, at + 72);
  target.writeUInt32LE(child, at + 76);
  target.writeUInt32LE(END, at + 116);
}

/** Header, one table of sectors and one of streams ([MS-CFB] 2.2, 2.3, 2.6). At most three streams. */
export function compoundOf(...streams: readonly string[]): Uint8Array {
  const file = Buffer.alloc(3 * SECTOR);
  file.write('d0cf11e0a1b11ae1', 'hex');
  file.writeUInt16LE(0x3e, 24);
  file.writeUInt16LE(3, 26);
  file.writeUInt16LE(0xfffe, 28);
  file.writeUInt16LE(9, 30);
  file.writeUInt16LE(6, 32);
  file.writeUInt32LE(1, 44);
  file.writeUInt32LE(1, 48);
  file.writeUInt32LE(4096, 56);
  file.writeUInt32LE(END, 60);
  file.writeUInt32LE(END, 68);
  file.fill(0xff, 76, SECTOR);
  file.writeUInt32LE(0, 76);
  file.fill(0xff, SECTOR, 2 * SECTOR);
  file.writeUInt32LE(TABLE, SECTOR);
  file.writeUInt32LE(END, SECTOR + 4);
  const directory = 2 * SECTOR;
  writeEntry(file, directory, 'Root Entry', ROOT, 1, FREE);
  streams.forEach((name, index) => {
    const right = index + 1 < streams.length ? index + 2 : FREE;
    writeEntry(file, directory + (index + 1) * ENTRY, name, STREAM, FREE, right);
  });
  return file;
}
