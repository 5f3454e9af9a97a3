import * as XLSX from '@e965/xlsx';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { writeXlsx } from 'hucre';
import { expect, test, vi } from 'vitest';
import {
  type Answers,
  exceljsSays,
  hucreSays,
  type Library,
  oursSays,
  sheetjsSays,
  textOf,
} from './libraries.ts';
import { MAIN, type Shape, sharedStrings, textsIn, workbookOf, worksheet } from './workbook.ts';

// Hundreds of files each: slow on a busy machine, and no test of speed.
vi.setConfig({ testTimeout: 120_000 });

/** Values that all three libraries can write. */
type Value = string | number | boolean | Date | null;

const day = fc
  .integer({ min: 61, max: 60_000 })
  .map((serial) => new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000));
const moment = fc
  .tuple(day, fc.integer({ min: 1, max: 86_399 }))
  .map(([date, seconds]) => new Date(date.getTime() + seconds * 1000));
const word = fc.string({
  unit: fc.constantFrom(
    '张',
    '三',
    '·',
    '𬱖',
    'a',
    'B',
    '7',
    ' ',
    '\n',
    '&',
    '<',
    '>',
    '"',
    "'",
    '_',
    'x',
    '　',
    '，',
  ),
  minLength: 1,
  maxLength: 12,
});
const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: word },
  fc.constantFrom('379900198503071239', '37990019850307005X', '__proto__', 'constructor', '=1+1', "'前导"),
  fc.integer({ min: -100_000, max: 99_999_999_999 }),
  fc.integer({ min: -9999, max: 9_999_999 }).map((cents) => cents / 100),
  fc.boolean(),
  day,
  moment,
  fc.constant(null),
);
const table = fc.array(fc.array(value, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 });
const libraries: Readonly<Record<Library, (bytes: Buffer) => Promise<Answers>>> = {
  exceljs: exceljsSays,
  SheetJS: sheetjsSays,
  hucre: hucreSays,
};

const SAMPLES = 24;
const tables = fc.sample(table, { seed: 379900, numRuns: SAMPLES });

const writers: Readonly<Record<Library, (rows: readonly (readonly Value[])[]) => Promise<Buffer>>> = {
  exceljs: async (rows) => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('表');
    for (const row of rows) sheet.addRow([...row]);
    for (const row of rows.keys()) {
      sheet.getRow(row + 1).eachCell((cell) => {
        if (cell.value instanceof Date) cell.numFmt = 'yyyy"年"m"月"d"日" h:mm:ss';
      });
    }
    return Buffer.from(await book.xlsx.writeBuffer());
  },
  SheetJS: async (rows) => {
    const sheet = XLSX.utils.aoa_to_sheet(
      rows.map((row) => [...row]),
      { UTC: true },
    );
    return XLSX.write(XLSX.utils.book_new(sheet, '表'), { type: 'buffer', bookSST: true, compression: true });
  },
  hucre: async (rows) =>
    Buffer.from(await writeXlsx({ sheets: [{ name: '表', rows: rows.map((row) => [...row]) }] })),
};

/** What a library says of each cell where it doesn't say what we say; `threw` when it can't read the file at all. */
async function others(bytes: Buffer): Promise<Partial<Record<Library, string>>> {
  const ours = oursSays(bytes);
  const found: Partial<Record<Library, string>> = {};
  for (const [library, ask] of Object.entries(libraries) as [
    Library,
    (bytes: Buffer) => Promise<Answers>,
  ][]) {
    const theirs = await ask(bytes).catch(() => undefined);
    const cells = [...new Set([...ours.keys(), ...(theirs?.keys() ?? [])])];
    const different = cells.filter((where) => ours.get(where) !== theirs?.get(where));
    if (!theirs) found[library] = 'threw';
    else if (different.length > 0) {
      found[library] = different
        .map((where) => `${where.split('!')[1]} ${theirs.get(where) ?? 'nothing'}`)
        .join('; ');
    }
  }
  return found;
}

/** The cells as they were handed to the writer. */
function written(rows: readonly (readonly Value[])[]): Record<string, string> {
  return Object.fromEntries(
    rows.flatMap((row, index) =>
      row.flatMap((cell, column) => (cell === null ? [] : [[`表!${index + 1},${column}`, textOf(cell)]])),
    ),
  );
}

test.each(Object.entries(writers))(
  'what %s writes is read as it was written, and as all libraries read it',
  async (_, write) => {
    for (const rows of tables) {
      expect(Object.fromEntries(oursSays(await write(rows)))).toEqual(written(rows));
      expect(await others(await write(rows))).toEqual({});
    }
  },
);

const styles =
  `<styleSheet xmlns="${MAIN}"><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>` +
  '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>' +
  '<cellXfs>' +
  [0, 14, 31, 57, 176, 22]
    .map((id) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>`)
    .join('') +
  '</cellXfs></styleSheet>';
const row = (...cells: string[]): string => `<row r="1">${cells.join('')}</row>`;
const first = (attributes: string, inside: string): string => row(`<c r="A1" ${attributes}>${inside}</c>`);
const shared = (item: string): Shape => ({ sheet: first('t="s"', '<v>0</v>'), strings: sharedStrings(item) });
const prefixed =
  `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c>` +
  '</x:row></x:sheetData></x:worksheet>';

/** Ordinary and odd things that real writers do, and what each cell says. */
const traps: readonly (readonly [name: string, shape: Shape, says: Readonly<Record<string, string>>])[] = [
  ['a shared string', shared('<t>甲</t>'), { A1: '甲' }],
  ['rich text', shared('<r><t>主课</t></r><r><rPr><b/></rPr><t>语文</t></r>'), { A1: '主课语文' }],
  ['a pinyin guide', shared('<t>张三</t><rPh sb="0" eb="1"><t>zhang</t></rPh>'), { A1: '张三' }],
  [
    'a pinyin guide beside runs',
    shared('<r><t>张</t></r><r><t>三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh>'),
    { A1: '张三' },
  ],
  ['spaces kept', shared('<t xml:space="preserve"> 甲 </t>'), { A1: ' 甲 ' }],
  ['an escaped return', shared('<t>a_x000D_b</t>'), { A1: 'a\rb' }],
  ['an escaped escape', shared('<t>a_x005F_x000D_b</t>'), { A1: 'a_x000D_b' }],
  ['a character beyond the BMP by number', shared('<t>&#x2CC56;</t>'), { A1: '𬱖' }],
  ['CDATA', { sheet: first('t="inlineStr"', '<is><t><![CDATA[<甲>]]></t></is>') }, { A1: '<甲>' }],
  [
    'an inline string in runs',
    { sheet: first('t="inlineStr"', '<is><r><t>甲</t></r><r><t>乙</t></r></is>') },
    { A1: '甲乙' },
  ],
  ['a formula with a text', { sheet: first('t="str"', '<f>B1</f><v>甲</v>') }, { A1: '甲' }],
  ['a formula with a number', { sheet: first('', '<f>1+1</f><v>2</v>') }, { A1: '2' }],
  ['an error', { sheet: first('t="e"', '<v>#N/A</v>') }, { A1: '#N/A' }],
  ['a boolean', { sheet: first('t="b"', '<v>1</v>') }, { A1: 'TRUE' }],
  ['an ISO date', { sheet: first('t="d" s="1"', '<v>2022-07-05</v>'), styles }, { A1: '2022-07-05' }],
  ['a date, format 14', { sheet: first('s="1"', '<v>31113</v>'), styles }, { A1: '1985-03-07' }],
  ['a Chinese date, format 31', { sheet: first('s="2"', '<v>31113</v>'), styles }, { A1: '1985-03-07' }],
  ['a Chinese month, format 57', { sheet: first('s="3"', '<v>31113</v>'), styles }, { A1: '1985-03-07' }],
  ['a Chinese month, own format', { sheet: first('s="4"', '<v>31113</v>'), styles }, { A1: '1985-03-07' }],
  [
    'a date counted from 1904',
    {
      sheet: first('s="1"', '<v>29651</v>'),
      styles,
      workbook: '<workbookPr date1904="1"/><sheets><sheet name="教师" sheetId="1" r:id="rId1"/></sheets>',
    },
    { A1: '1985-03-07' },
  ],
  ['the day that never was', { sheet: first('s="1"', '<v>60</v>'), styles }, { A1: '1900-02-29' }],
  ['a date before it', { sheet: first('s="1"', '<v>59</v>'), styles }, { A1: '1900-02-28' }],
  [
    'an ID that became a float',
    { sheet: first('', '<v>3.7990019850307005E17</v>') },
    { A1: '379900198503070050' },
  ],
  [
    'an ID written as a number',
    { sheet: first('', '<v>379900198503071239</v>') },
    { A1: '379900198503071239' },
  ],
  ['a tail of a float', { sheet: first('', '<v>1.1000000000000001</v>') }, { A1: '1.1' }],
  [
    'cells without r',
    { sheet: '<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>' },
    { A1: '1', B1: '2', A2: '3' },
  ],
  ['prefixed names', { sheet: prefixed }, { A1: '甲' }],
  [
    'a merge',
    {
      sheet: worksheet(
        row('<c r="A1"><v>1</v></c><c r="B1"/>'),
        '<mergeCells><mergeCell ref="A1:C2"/></mergeCells>',
      ),
    },
    { A1: '1' },
  ],
  ['single quotes', { sheet: "<row r='1'><c t='str' r='A1'><v>甲</v></c></row>" }, { A1: '甲' }],
];

/** Where other libraries say something else on purpose or by fault, and why our answer stands. */
const known: Readonly<Record<string, Partial<Record<Library, string>>>> = {
  // Cuts a character reference to 16 bits.
  'a character beyond the BMP by number': { SheetJS: '1,0 챖' },
  // Drops CDATA: a name would be lost without a word.
  CDATA: { exceljs: '1,0 nothing' },
  // Takes the year of an ISO date for a day count.
  'an ISO date': { exceljs: '1,0 1905-07-14' },
  // Doesn't know the built-in formats of East Asia; the column check would have to guess that this is a date.
  'a Chinese date, format 31': { exceljs: '1,0 31113' },
  'a Chinese month, format 57': { exceljs: '1,0 31113' },
  // 29 February 1900 isn't in their calendar; we show what the spreadsheet shows, and the cell check says no.
  'the day that never was': { exceljs: '1,0 1900-02-28', SheetJS: '1,0 60', hucre: '1,0 1900-02-28' },
  // Forgets that days before 1 March 1900 are counted from one day later.
  'a date before it': { exceljs: '1,0 1900-02-27' },
  // All go through a float; we keep the digits that the file holds, and the type says that they may be damaged.
  'an ID that became a float': {
    exceljs: '1,0 379900198503070100',
    SheetJS: '1,0 379900198503070100',
    hucre: '1,0 379900198503070100',
  },
  'an ID written as a number': {
    exceljs: '1,0 379900198503071200',
    SheetJS: '1,0 379900198503071200',
    hucre: '1,0 379900198503071200',
  },
  // Requires what the standard makes optional.
  'cells without r': { exceljs: 'threw' },
  'prefixed names': { exceljs: 'threw' },
  // Repeats a merged value in every cell: one teacher would become six.
  'a merge': { exceljs: '1,1 1; 1,2 1; 2,0 1; 2,1 1; 2,2 1' },
};

test.each(traps)('%s: our answer is right, and any other is explained', async (name, shape, says) => {
  const bytes = workbookOf(shape);
  expect(textsIn(shape)).toEqual(says);
  expect(await others(bytes)).toEqual(known[name] ?? {});
});
