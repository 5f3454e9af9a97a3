/** Tells what a file is by its first bytes, never by its name. */
import { RefusedFile } from '../../schemas/refusal.ts';

export type Container = 'zip' | 'compound' | 'text';

type Stranger = readonly [
  start: readonly number[],
  code: 'old-format' | 'not-a-spreadsheet',
  found: string,
  offset?: number,
];

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** What schools have sent under the name of a spreadsheet, by its signature. */
const strangers: readonly Stranger[] = [
  [ascii('%PDF'), 'not-a-spreadsheet', 'PDF'],
  [[0x89, ...ascii('PNG')], 'not-a-spreadsheet', 'PNG'],
  [[0xff, 0xd8, 0xff], 'not-a-spreadsheet', 'JPEG'],
  [ascii('GIF8'), 'not-a-spreadsheet', 'GIF'],
  [ascii('WEBP'), 'not-a-spreadsheet', 'WebP', 8],
  [ascii('ftyp'), 'not-a-spreadsheet', 'HEIC / MP4', 4],
  [[0x49, 0x49, 0x2a, 0x00], 'not-a-spreadsheet', 'TIFF'],
  [[0x4d, 0x4d, 0x00, 0x2a], 'not-a-spreadsheet', 'TIFF'],
  [[0x00, 0x00, 0x00, 0x00], 'not-a-spreadsheet', 'BMP', 6],
  [ascii('Rar!'), 'not-a-spreadsheet', 'RAR'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'not-a-spreadsheet', '7z'],
  [[0x1f, 0x8b], 'not-a-spreadsheet', 'gzip'],
  [[0x50, 0x4b, 0x05, 0x06], 'not-a-spreadsheet', 'ZIP'],
  [ascii('{\\rtf'), 'not-a-spreadsheet', 'RTF'],
  [ascii('MZ'), 'not-a-spreadsheet', 'EXE'],
  // BIFF before it was put into OLE2 containers: Excel 2 to 4 and 5.
  [[0x09, 0x00, 0x04, 0x00], 'old-format', '.xls'],
  [[0x09, 0x02, 0x06, 0x00], 'old-format', '.xls'],
  [[0x09, 0x04, 0x06, 0x00], 'old-format', '.xls'],
  [[0x09, 0x08, 0x08, 0x00], 'old-format', '.xls'],
  [[0x09, 0x08, 0x10, 0x00], 'old-format', '.xls'],
];

/**
 * The container that the bytes are in.
 * @throws RefusedFile `empty-file`, or what the file is instead of a spreadsheet.
 */
export function containerOf(bytes: Uint8Array): Container {
  if (bytes.length === 0) throw new RefusedFile('empty-file');
  if (startsWith(bytes, ZIP, 0)) return 'zip';
  if (startsWith(bytes, COMPOUND, 0)) return 'compound';
  for (const [start, code, found, offset = 0] of strangers) {
    if (!startsWith(bytes, start, offset)) continue;
    if (found === 'BMP' && !startsWith(bytes, ascii('BM'), 0)) continue;
    if (found === 'EXE' && !bytes.subarray(0, 64).includes(0)) continue;
    throw new RefusedFile(code, { found });
  }
  return 'text';
}

function startsWith(bytes: Uint8Array, start: readonly number[], offset: number): boolean {
  return start.every((byte, at) => bytes[offset + at] === byte);
}

/** Text that is a spreadsheet's disguise rather than a table of values. @throws RefusedFile `old-format` */
export function refuseMarkup(text: string): void {
  const head = text.slice(0, 4096).trimStart().toLowerCase();
  if (head.startsWith('mime-version:')) throw new RefusedFile('old-format', { found: 'MHTML' });
  if (!head.startsWith('<')) return;
  if (head.includes('urn:oasis:names:tc:opendocument'))
    throw new RefusedFile('old-format', { found: '.fods' });
  if (/<(!doctype html|html|head|body|table|meta|div)(?=[\s>/])/.test(head)) {
    throw new RefusedFile('old-format', { found: 'HTML' });
  }
  if (
    head.includes('urn:schemas-microsoft-com:office:spreadsheet') ||
    head.includes('progid="excel.sheet"')
  ) {
    throw new RefusedFile('old-format', { found: 'XML 2003' });
  }
  if (head.startsWith('<?xml')) throw new RefusedFile('not-a-spreadsheet', { found: 'XML' });
}
