import { readFileSync } from 'node:fs';
import * as XLSX from '@e965/xlsx';
import { expect, test } from 'vitest';
import { refusalOf, refusedAs, workbookOf } from './workbook.ts';

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

/** An OLE2 container with these streams. */
function compound(streams: Readonly<Record<string, Buffer>>): Buffer {
  const container = XLSX.CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams))
    XLSX.CFB.utils.cfb_add(container, `/${name}`, content);
  return Buffer.from(XLSX.CFB.write(container, { type: 'buffer' }));
}

test('no bytes at all are an empty file', () => {
  expect(refusalOf(Buffer.alloc(0))).toBe('empty-file');
});

test('more bytes than the limit are refused before anything is looked at', () => {
  expect(refusedAs(Buffer.alloc(2 * 1024 * 1024 + 1), { file_bytes: 2 * 1024 * 1024 })).toEqual({
    code: 'file-too-large',
    limit_mib: 2,
  });
});

test.each([
  ['%PDF-1.7\n', 'PDF'],
  ['\u0089PNG\r\n\u001a\n', 'PNG'],
  ['\u00ff\u00d8\u00ff\u00e0\u0000\u0010JFIF', 'JPEG'],
  ['GIF89a', 'GIF'],
  ['BM\u0036\u0000\u0010\u0000\u0000\u0000\u0000\u0000', 'BMP'],
  ['RIFF\u0001\u0002\u0003\u0004WEBP', 'WebP'],
  ['\u0000\u0000\u0000\u0018ftypheic', 'HEIC / MP4'],
  ['Rar!\u001a\u0007', 'RAR'],
  ['7z\u00bc\u00af\u0027\u001c', '7z'],
  ['\u001f\u008b\u0008', 'gzip'],
  ['PK\u0005\u0006', 'ZIP'],
  ['{\\rtf1\\ansi', 'RTF'],
  ['MZ\u0090\u0000\u0003\u0000', 'EXE'],
  ['a,b\u0000c,d', 'binary'],
  ['\u0001\u0002\u0003\u0004\u0005\u0006', 'binary'],
])('%j is not a spreadsheet but %s', (start, found) => {
  expect(refusedAs(Buffer.from(start, 'latin1'))).toEqual({ code: 'not-a-spreadsheet', found });
});

test.each([
  ['<html><body><table><tr><td>姓名</td></tr></table></body></html>', 'HTML'],
  ['\uFEFF\r\n<!DOCTYPE html>\n<html>', 'HTML'],
  ['<table border="1"><tr>', 'HTML'],
  ['MIME-Version: 1.0\r\nContent-Type: multipart/related', 'MHTML'],
  ['<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>', 'XML 2003'],
  [
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">',
    '.fods',
  ],
])('%j posing as a spreadsheet is an old format, %s', (start, found) => {
  expect(refusedAs(Buffer.from(start, 'utf8'))).toEqual({ code: 'old-format', found });
});

test('any other XML is not a spreadsheet', () => {
  expect(refusedAs(Buffer.from('<?xml version="1.0"?><a/>'))).toEqual({
    code: 'not-a-spreadsheet',
    found: 'XML',
  });
});

test('an .ods of LibreOffice is the old format', () => {
  expect(refusedAs(fixture('libreoffice.ods'))).toEqual({ code: 'old-format', found: '.ods' });
});

test('an .xlsb is the old format', () => {
  const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet([['姓名']]));
  const bytes = XLSX.write(book, { type: 'buffer', bookType: 'xlsb' });
  expect(refusedAs(bytes)).toEqual({ code: 'old-format', found: '.xlsb' });
});

test('a workbook with a password to open it is encrypted', () => {
  const large = Buffer.alloc(10_000, 7);
  expect(refusalOf(compound({ EncryptionInfo: Buffer.from('x'), EncryptedPackage: large }))).toBe(
    'encrypted',
  );
});

test.each([
  ['WordDocument', '.doc'],
  ['PowerPoint Document', '.ppt'],
  ['Something', 'OLE2'],
])('an OLE2 container with %s is not a spreadsheet but %s', (stream, found) => {
  expect(refusedAs(compound({ [stream]: Buffer.from('x') }))).toEqual({ code: 'not-a-spreadsheet', found });
});

test('an OLE2 container that is cut, or whose tables run in circles, is refused and never searched for long', () => {
  const whole = compound({ Workbook: Buffer.alloc(20_000, 1) });
  for (const length of [8, 100, 512, 700, 1024, 1536]) {
    expect(refusalOf(whole.subarray(0, length)), `${length}`).toMatch(/^(damaged|old-format)$/);
  }
  const circle = Buffer.from(whole);
  for (let at = 512; at + 4 <= circle.length; at += 4)
    if (circle.readUInt32LE(at) === 0xfffffffe) circle.writeUInt32LE(1, at);
  expect(refusalOf(circle)).not.toBe('read');
});

test('the name of a file is never asked: a workbook is one by its content', () => {
  expect(refusalOf(workbookOf({ sheet: '<row><c><v>1</v></c></row>' }))).toBe('read');
});
