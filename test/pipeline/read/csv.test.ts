import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { read, refusalOf, refusedAs, textsOf } from './workbook.ts';

const texts = (bytes: Uint8Array): Record<string, string> => textsOf(read(bytes).sheets[0]?.rows ?? []);
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
/** 姓名,手机 ⏎ 张三,13900000001 in GB2312. */
const gb = Buffer.from('d0d5c3fb2ccad6bbfa0d0ad5c5c8fd2c31333930303030303030310d0a', 'hex');
const table = '姓名,手机\r\n张三,13900000001\r\n';
const read3 = { A1: '姓名', B1: '手机', A2: '张三', B2: '13900000001' };

const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

test.each([
  ['UTF-8', utf8(table), 'utf-8'],
  ['UTF-8 with a mark', utf8(`\uFEFF${table}`), 'utf-8'],
  ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${table}`, 'utf16le'), 'utf-16le'],
  ['UTF-16 BE with a mark', swapped(`\uFEFF${table}`), 'utf-16be'],
  ['UTF-16 LE without a mark', Buffer.from(table, 'utf16le'), 'utf-16le'],
  ['UTF-16 BE without a mark', swapped(table), 'utf-16be'],
  ['GB18030', gb, 'gb18030'],
])('a table in %s is read', (_, bytes, encoding) => {
  const workbook = read(bytes);
  expect(workbook).toMatchObject({ format: 'csv', encoding, sheets: [{ name: 'CSV', hidden: false }] });
  expect(workbook.replaced).toBeUndefined();
  expect(texts(bytes)).toEqual(read3);
});

test('UTF-16 without a mark is told by the majority: 一 has its zero byte on the other side', () => {
  expect(texts(Buffer.from('一一,1\n一,2\n', 'utf16le'))).toEqual({ A1: '一一', B1: '1', A2: '一', B2: '2' });
});

test('characters that only GB18030 has are read', () => {
  // 䶮 (FE 9F), 𬱖 (four bytes)
  const bytes = Buffer.concat([
    gb,
    Buffer.from('fe9f2c', 'hex'),
    Buffer.from('9932c036', 'hex'),
    Buffer.from('\n'),
  ]);
  const cells = texts(bytes);
  expect(cells.A3).toBe('䶮');
  expect([...(cells.B3 ?? '')]).toHaveLength(1);
});

test('bytes without meaning are replaced and that is told', () => {
  const workbook = read(Buffer.concat([gb, gb, gb, Buffer.from('ff2c310a', 'hex')]));
  expect(workbook).toMatchObject({ encoding: 'gb18030', replaced: true });
});

test.each([
  ['tabs', '姓名\t手机,备注\n张三\t1\n', { A1: '姓名', B1: '手机,备注', A2: '张三', B2: '1' }],
  ['semicolons', '姓名;手机\n张三;1,5\n', { A1: '姓名', B1: '手机', A2: '张三', B2: '1,5' }],
  [
    'commas, with titles above',
    '教师表\n2022;年\n姓名,手机\n张三,1\n',
    { A1: '教师表', A2: '2022;年', A3: '姓名', B3: '手机', A4: '张三', B4: '1' },
  ],
  [
    'commas inside quotes between tabs',
    '"a,b,c"\tx\n"d,e,f"\ty\n',
    { A1: 'a,b,c', B1: 'x', A2: 'd,e,f', B2: 'y' },
  ],
  ['nothing: one column', '姓名\n张三\n', { A1: '姓名', A2: '张三' }],
  ['a hint of Excel', 'sep=;\r\na,b;c\r\n', { A1: 'a,b', B1: 'c' }],
])('cells separated by %s are told apart', (_, text, cells) => {
  expect(texts(utf8(text))).toEqual(cells);
});

test('a new line inside quotes belongs to the cell, and every record is one row', () => {
  expect(texts(utf8('a,b\r\n"一\r\n二",""""\r\n\r\nc,d'))).toEqual({
    A1: 'a',
    B1: 'b',
    A2: '一\n二',
    B2: '"',
    A4: 'c',
    B4: 'd',
  });
});

test('line ends of every kind in one file end a row', () => {
  expect(texts(utf8('a,b\r\nc,d\ne,f\rg,h'))).toEqual({
    A1: 'a',
    B1: 'b',
    A2: 'c',
    B2: 'd',
    A3: 'e',
    B3: 'f',
    A4: 'g',
    B4: 'h',
  });
});

test('an ID protected as a formula is the text it protects', () => {
  expect(texts(utf8('="379900198503071239","=""0012""",=1+1\n'))).toEqual({
    A1: '379900198503071239',
    B1: '0012',
    C1: '=1+1',
  });
});

test('cells keep their spaces and are text, whatever they look like', () => {
  expect(read(utf8(' 1 ,TRUE\n')).sheets[0]?.rows[0]?.cells).toEqual([
    { column: 0, type: 'text', text: ' 1 ' },
    { column: 1, type: 'text', text: 'TRUE' },
  ]);
});

test('a quote that never ends is damaged, with its row: it has swallowed the rows after it', () => {
  expect(refusedAs(utf8('a,b\nc,"d\ne,f\ng,h\n'))).toEqual({ code: 'damaged', part: '2 "' });
  expect(refusalOf(utf8('a,b\n"c"d,e\n'))).toBe('damaged');
});

test('limits count rows with content, columns, and characters of a cell', () => {
  expect(refusedAs(utf8('1\n2\n3\n'), { rows: 2 })).toEqual({ code: 'too-many-rows', limit: 2 });
  expect(refusalOf(utf8('1\n\n\n\n3\n'), { rows: 2 })).toBe('read');
  expect(refusedAs(utf8('1,2,3\n'), { columns: 2 })).toEqual({ code: 'too-many-columns', limit: 2 });
  expect(refusalOf(utf8('1,2,,,,\n'), { columns: 2 })).toBe('read');
  expect(refusedAs(utf8('1,2\n3,abcd\n'), { cell_chars: 3 })).toEqual({
    code: 'cell-too-long',
    cell: 'B2',
    limit: 3,
  });
});

test('an end-of-file mark of DOS is no row, and white space alone is a table without rows of content', () => {
  expect(texts(Buffer.concat([gb, Buffer.from([0x1a])]))).toEqual(read3);
  expect(texts(utf8('\n\n'))).toEqual({});
});

test('names of object members are ordinary cells', () => {
  expect(texts(utf8('__proto__,constructor\nhasOwnProperty,__parsed_extra\n'))).toEqual({
    A1: '__proto__',
    B1: 'constructor',
    A2: 'hasOwnProperty',
    B2: '__parsed_extra',
  });
});

const cell = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', ';', '\t', '\n', ' ', '张', '𬱖') });

test('a table written as CSV is read as it was, in every encoding that can hold it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
      fc.constantFrom(',', '\t', ';'),
      (rows, delimiter) => {
        const text = `sep=${delimiter}\r\n${Papa.unparse(rows, { delimiter, quotes: true })}`;
        const expected = rows.flatMap((row, index) =>
          row.flatMap((value, column) => (value === '' ? [] : [[`${'ABC'[column]}${index + 1}`, value]])),
        );
        for (const bytes of [utf8(text), Buffer.from(`\uFEFF${text}`, 'utf16le')]) {
          expect(texts(bytes)).toEqual(Object.fromEntries(expected));
        }
      },
    ),
  );
});
