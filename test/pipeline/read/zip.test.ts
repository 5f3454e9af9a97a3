import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Part, zipOf } from './archive.ts';
import { partsOf, read, refusalOf, refusedAs, sharedStrings, workbookOf, worksheet } from './workbook.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>';
const shape = { sheet: row, strings: sharedStrings('<t>甲</t>') };

/** A good workbook with one part changed. */
const withSheet = (change: Partial<Part>): Buffer =>
  zipOf(partsOf(shape).map((part) => (part.name === SHEET ? { ...part, ...change } : part)));
const withMore = (...more: Part[]): Buffer => zipOf([...partsOf(shape), ...more]);

test('stored parts, data descriptors, zip64 sizes, folders and a comment are all read', () => {
  const variants: Partial<Part>[] = [{ method: 0 }, { descriptor: true }, { zip64: true }];
  for (const variant of variants) {
    const bytes = zipOf(partsOf(shape).map((part) => ({ ...part, ...variant })));
    expect(read(bytes).sheets[0]?.rows).toHaveLength(1);
  }
  expect(refusalOf(withMore({ name: 'xl/', content: '', method: 0 }))).toBe('read');
  expect(refusalOf(zipOf(partsOf(shape), '由学校填写'))).toBe('read');
});

test('a zip64 end record is understood', () => {
  const plain = zipOf(partsOf(shape));
  const at = plain.length - 22;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(plain.readUInt16LE(at + 10)), 32);
  record.writeBigUInt64LE(BigInt(plain.readUInt32LE(at + 12)), 40);
  record.writeBigUInt64LE(BigInt(plain.readUInt32LE(at + 16)), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(at), 8);
  const end = Buffer.from(plain.subarray(at));
  end.fill(0xff, 8, 20);
  expect(refusalOf(Buffer.concat([plain.subarray(0, at), record, locator, end]))).toBe('read');
  record.writeBigUInt64LE(2n ** 60n, 48);
  expect(refusalOf(Buffer.concat([plain.subarray(0, at), record, locator, end]))).toBe('damaged');
  locator.writeBigUInt64LE(2n ** 63n, 8);
  expect(refusalOf(Buffer.concat([plain.subarray(0, at), record, locator, end]))).toBe('damaged');
});

test('a part that unpacks to more than its directory says is stopped', () => {
  expect(refusedAs(withSheet({ declaredSize: 10 }))).toEqual({ code: 'damaged', part: SHEET });
  expect(refusalOf(withSheet({ declaredSize: 100_000 }))).toBe('damaged');
});

test('a gigabyte of zeros in a megabyte is refused before it is unpacked', () => {
  const packed = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
  const honest = withSheet({ content: '', packed, declaredSize: 1024 * 1024 * 1024 });
  expect(refusedAs(honest)).toEqual({ code: 'too-much-inside', limit_mib: 200 });
  expect(refusalOf(withSheet({ content: '', packed, declaredSize: 64 * 1024 * 1024 }))).toBe(
    'unsafe-archive',
  );
  expect(refusalOf(withSheet({ content: '', packed, declaredSize: 1024 * 1024 }))).toBe('damaged');
});

test('all parts together have one limit', () => {
  const bytes = workbookOf({ ...shape, strings: sharedStrings(`<t>甲</t>${' '.repeat(5000)}`) });
  expect(refusedAs(bytes, { unpacked_bytes: 5000 })).toEqual({ code: 'too-much-inside', limit_mib: 0 });
  expect(refusalOf(bytes, { unpacked_bytes: 8000 })).toBe('read');
});

test('parts that are never needed are never unpacked', () => {
  const packed = deflateRawSync(Buffer.alloc(1024));
  expect(refusalOf(withMore({ name: 'xl/media/a.png', content: '', packed, declaredSize: 2 ** 31 }))).toBe(
    'read',
  );
});

test('two parts of one name are refused, also when only case or slashes differ', () => {
  for (const name of [SHEET, SHEET.toUpperCase(), `/${SHEET}`, SHEET.replaceAll('/', '\\')]) {
    expect(refusalOf(withMore({ name, content: worksheet('') })), name).toBe('unsafe-archive');
  }
});

test('headers that contradict the directory are refused', () => {
  expect(refusalOf(withSheet({ localName: 'xl/worksheets/sheet2.xml' }))).toBe('unsafe-archive');
  expect(refusalOf(withSheet({ localMethod: 0 }))).toBe('unsafe-archive');
});

test('entries that share their data are refused', () => {
  const again = { name: 'xl/again.xml', content: worksheet(''), localName: SHEET, headerOf: SHEET };
  expect(refusalOf(withMore(again))).toBe('unsafe-archive');
  const overlapping = zipOf([
    ...partsOf(shape),
    { name: 'a', content: 'x'.repeat(100), method: 0 },
    { name: 'a', content: '', method: 0, headerOf: 'a', declaredSize: 100 },
  ]);
  expect(refusalOf(overlapping)).toBe('unsafe-archive');
});

test('a checksum that is not the content is damaged', () => {
  expect(refusalOf(withSheet({ crc: 1 }))).toBe('damaged');
});

test('an encrypted entry is encrypted', () => {
  expect(refusalOf(withSheet({ flags: 1 }))).toBe('encrypted');
});

test('other compressions are refused', () => {
  expect(refusalOf(withSheet({ method: 12, localMethod: 12 }))).toBe('unsafe-archive');
});

test('more entries than a workbook has are refused', () => {
  const many = Array.from({ length: 30 }, (_, i) => ({ name: `a${i}`, content: '' }));
  expect(refusedAs(withMore(...many), { entries: 20 })).toEqual({
    code: 'unsafe-archive',
    part: '> 20 entries',
  });
});

test('a name chosen to harm is only a name, and shown without control characters', () => {
  expect(refusalOf(withMore({ name: '../../../etc/cron.d/x', content: 'x' }))).toBe('read');
  expect(refusalOf(withMore({ name: '__proto__', content: 'x' }))).toBe('read');
  const named = withMore({ name: 'a\u001b[31m\n', content: 'x', localName: 'b' });
  expect(refusedAs(named)).toEqual({ code: 'unsafe-archive', part: 'a?[31m?' });
});

test('bytes after the end of the archive do not matter, bytes before it do', () => {
  const bytes = workbookOf(shape);
  expect(refusalOf(Buffer.concat([bytes, Buffer.from('\r\n')]))).toBe('read');
  expect(refusalOf(Buffer.concat([Buffer.from('PK\u0003\u0004 more'), bytes]))).toBe('damaged');
});
