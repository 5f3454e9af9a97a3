import { readFileSync } from 'node:fs';
import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Row } from '../../../schemas/workbook.ts';
import { read, refusalOf, refusedAs, textsOf } from './workbook.ts';

vi.setConfig({ testTimeout: 120_000 });

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const saved = fixture('libreoffice.xls');

/** A workbook as a library writes it. */
function written(rows: unknown[][], change: (book: XLSX.WorkBook) => void = () => undefined): Buffer {
  const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(rows), '教师');
  change(book);
  return XLSX.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer;
}
const firstRows = (bytes: Uint8Array): readonly Row[] => read(bytes).sheets[0]?.rows ?? [];
const cellIn = (rows: readonly Row[], number: number, column: number) =>
  rows.find((row) => row.number === number)?.cells.find((cell) => cell.column === column);

/** An OLE2 container with these streams. */
function compound(streams: Readonly<Record<string, Uint8Array>>): Buffer {
  const container = XLSX.CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) {
    XLSX.CFB.utils.cfb_add(container, `/${name}`, Buffer.from(content));
  }
  return Buffer.from(XLSX.CFB.write(container, { type: 'buffer' }) as Uint8Array);
}
const streamOf = (bytes: Buffer): Buffer =>
  Buffer.from(XLSX.CFB.find(XLSX.CFB.read(bytes, { type: 'buffer' }), 'Workbook')?.content as Uint8Array);

describe('an .xls that LibreOffice saved', () => {
  test('says what the same workbook says as .xlsx, sheet by sheet', () => {
    const [xls, xlsx] = [read(saved), read(fixture('libreoffice.xlsx'))];
    expect(xls.format).toBe('xls');
    expect(xls.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['教师信息', false],
      ['数据字典', true],
      ['戳', true],
    ]);
    const texts = (rows: readonly Row[] = []) => textsOf(rows);
    // The number has lost its end in either; this format keeps one digit more of it.
    expect(texts(xls.sheets[0]?.rows)).toEqual({ ...texts(xlsx.sheets[0]?.rows), B4: '379900198503071200' });
    expect(texts(xls.sheets[1]?.rows)).toEqual(texts(xlsx.sheets[1]?.rows));
  });

  test('marks a number, a date, a formula and a truth as what they are', () => {
    const rows = firstRows(saved);
    expect(cellIn(rows, 4, 1)).toMatchObject({ type: 'number' });
    expect(cellIn(rows, 2, 2)).toEqual({ column: 2, type: 'date', text: '1985-03-07' });
    expect(cellIn(rows, 3, 2)).toEqual({ column: 2, type: 'date', text: '1979-11-12 08:30:15' });
    expect(cellIn(rows, 5, 6)).toEqual({
      column: 6,
      type: 'text',
      text: '379900198503071239后缀',
      formula: true,
    });
    expect(cellIn(rows, 5, 5)).toMatchObject({ type: 'boolean', text: 'TRUE', formula: true });
  });
});

describe('an .xls that a library wrote', () => {
  test('keeps texts as they are, in small files and in files of many megabytes', () => {
    const odd = ['__proto__', '  王 芳 ', '𬱖', '=1+1', 'a\nb', '〇'.repeat(255)];
    expect(firstRows(written([odd]))[0]?.cells.map(({ text }) => text)).toEqual(odd);
    const many = Array.from({ length: 60_000 }, (_, n) => [
      `张试${n}`,
      `3799001985030${n}`,
      '语文'.repeat(8),
    ]);
    const bytes = written(many);
    // Beyond the part of the allocation table that the header lists itself.
    expect(bytes.length).toBeGreaterThan(109 * 128 * 512);
    const rows = firstRows(bytes);
    expect(rows).toHaveLength(60_000);
    expect(rows.at(-1)?.cells.map(({ text }) => text)).toEqual(many.at(-1));
  });

  test('counts its days from 1904 when it says so', () => {
    const day = { t: 'n', v: 29_651, z: 'yyyy/m/d' };
    const bytes = written([[day]], (book) => {
      book.Workbook = { WBProps: { date1904: true } };
    });
    expect(read(bytes).from1904).toBe(true);
    expect(firstRows(bytes)[0]?.cells).toEqual([{ column: 0, type: 'date', text: '1985-03-07' }]);
  });

  test('shows errors as errors, and leaves out cells without content', () => {
    const bytes = written([[{ t: 'e', v: 42 }, '', null, { t: 'e', v: 7 }], [], ['合计']]);
    const rows = firstRows(bytes);
    expect(rows[0]?.cells).toEqual([
      { column: 0, type: 'error', text: '#N/A' },
      { column: 3, type: 'error', text: '#DIV/0!' },
    ]);
    expect(rows.map(({ number }) => number)).toEqual([1, 3]);
  });

  test('stays within the limits', () => {
    const wide = written([Array.from({ length: 120 }, () => 'x')]);
    expect(refusalOf(wide)).toBe('too-many-columns');
    expect(refusalOf(written([['x'], ['x'], ['x']]), { rows: 2 })).toBe('too-many-rows');
    expect(refusalOf(written([['x'.repeat(200)]]), { cell_chars: 100 })).toBe('cell-too-long');
    const sheets = written([['x']], (book) => {
      for (let n = 0; n < 5; n++) XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['x']]));
    });
    expect(refusalOf(sheets, { sheets: 3 })).toBe('too-many-sheets');
  });
});

describe('an .xls that is not whole', () => {
  test('cut anywhere is refused: never fewer rows in silence', () => {
    const whole = written(Array.from({ length: 400 }, (_, n) => [`张试${n}`, n]));
    for (const bytes of [saved, whole]) {
      const before = read(bytes);
      fc.assert(
        fc.property(fc.integer({ min: 9, max: bytes.length - 1 }), (length) => {
          const cut = bytes.subarray(0, length);
          if (refusalOf(cut) === 'read') expect(read(cut)).toEqual(before);
        }),
        { numRuns: 200 },
      );
      expect(refusalOf(bytes.subarray(0, bytes.length >> 1))).toBe('damaged');
    }
  });

  test('whose records end early is refused, though its container is whole', () => {
    const stream = streamOf(written([['姓名'], ['张三']]));
    for (const length of [stream.length - 4, stream.length >> 1, 600]) {
      expect(refusalOf(compound({ Workbook: stream.subarray(0, length) })), `${length}`).toBe('damaged');
    }
  });

  test('whose sectors run in circles is refused', () => {
    const bytes = Buffer.from(written(Array.from({ length: 2_000 }, (_, n) => [`张试${n}`])));
    const table = (bytes.readUInt32LE(76) + 1) * 512;
    for (let entry = 0; entry < 100; entry++) {
      if (bytes.readUInt32LE(table + entry * 4) < 0xfffffffa) bytes.writeUInt32LE(0, table + entry * 4);
    }
    expect(refusalOf(bytes)).toBe('damaged');
  });
});

describe('what only looks like one', () => {
  test('with a password is encrypted', () => {
    const stream = streamOf(written([['姓名']]));
    const bofEnd = 4 + stream.readUInt16LE(2);
    const lock = Buffer.from('2f00060001000100aaaa'.slice(0, 20), 'hex');
    const locked = Buffer.concat([stream.subarray(0, bofEnd), lock, stream.subarray(bofEnd)]);
    expect(refusalOf(compound({ Workbook: locked }))).toBe('encrypted');
  });

  test('with macros is refused, and so is a sheet of old ones', () => {
    const stream = streamOf(written([['姓名']]));
    expect(refusalOf(compound({ Workbook: stream, '_VBA_PROJECT_CUR/VBA/dir': Buffer.from('x') }))).toBe(
      'macros',
    );
    const macro = Buffer.from(stream);
    for (let at = 0; at + 4 < macro.length; at += 4 + macro.readUInt16LE(at + 2)) {
      if (macro.readUInt16LE(at) === 0x0085) {
        macro[at + 9] = 1;
        break;
      }
    }
    expect(refusalOf(compound({ Workbook: macro }))).toBe('macros');
  });

  test('of a time before Excel 97 is an old format', () => {
    expect(refusedAs(compound({ Book: Buffer.alloc(600) }))).toEqual({ code: 'old-format', found: '.xls' });
    const stream = streamOf(written([['姓名']]));
    stream.writeUInt16LE(0x0500, 4);
    expect(refusedAs(compound({ Workbook: stream }))).toEqual({ code: 'old-format', found: '.xls' });
  });
});
