import { expect, test } from 'vitest';
import type { Cell } from '../../../schemas/workbook.ts';
import { zipOf } from './archive.ts';
import {
  MAIN,
  partsOf,
  read,
  refusalOf,
  refusedAs,
  rowsIn,
  sharedStrings,
  textsIn,
  workbookOf,
  worksheet,
} from './workbook.ts';

const only = (sheet: string, strings?: string): Cell | undefined =>
  rowsIn(strings === undefined ? { sheet } : { sheet, strings })[0]?.cells[0];
const cell = (attributes: string, inside: string): Cell | undefined =>
  only(`<row r="1"><c r="A1" ${attributes}>${inside}</c></row>`);

test('a shared string is given as its text', () => {
  expect(
    textsIn({
      sheet: '<row r="2"><c r="B2" t="s"><v>1</v></c></row>',
      strings: sharedStrings('<t>姓名</t>', '<t>张三</t>'),
    }),
  ).toEqual({ B2: '张三' });
});

test('rich text gives all its runs joined', () => {
  const strings = sharedStrings('<r><t>主课</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 语文</t></r>');
  expect(only('<row><c t="s"><v>0</v></c></row>', strings)?.text).toBe('主课 语文');
});

test('a pinyin guide beside a name is not part of the name', () => {
  const strings = sharedStrings(
    '<t>张三</t><rPh sb="0" eb="1"><t>Zhāng</t></rPh><rPh sb="1" eb="2"><t>Sān</t></rPh><phoneticPr fontId="1"/>',
  );
  expect(only('<row><c t="s"><v>0</v></c></row>', strings)?.text).toBe('张三');
});

test('an inline string joins its runs and skips its pinyin guide', () => {
  expect(
    cell('t="inlineStr"', '<is><r><t>欧</t></r><r><t>阳</t></r><rPh sb="0" eb="2"><t>ouyang</t></rPh></is>'),
  ).toEqual({ column: 0, type: 'text', text: '欧阳' });
});

test('a formula gives its cached value and says that it is a formula', () => {
  expect(cell('t="str"', '<f>A2&amp;"x"</f><v>结果</v>')).toEqual({
    column: 0,
    type: 'text',
    text: '结果',
    formula: true,
  });
  expect(cell('', '<f t="shared" si="0"/><v>12</v>')).toEqual({
    column: 0,
    type: 'number',
    text: '12',
    formula: true,
  });
});

test('a formula without a stored value is an empty text that says that it is a formula', () => {
  expect(cell('', '<f>A2</f><v></v>')).toEqual({ column: 0, type: 'text', text: '', formula: true });
  expect(cell('', '<f>A2</f>')).toEqual({ column: 0, type: 'text', text: '', formula: true });
});

test('a formula whose value is the empty string is no content', () => {
  expect(rowsIn({ sheet: '<row r="1"><c r="A1" t="str"><f>IF(B1="","",B1)</f><v></v></c></row>' })).toEqual(
    [],
  );
});

test.each([
  ['t="b"', '<v>1</v>', 'boolean', 'TRUE'],
  ['t="b"', '<v>0</v>', 'boolean', 'FALSE'],
  ['t="e"', '<v>#N/A</v>', 'error', '#N/A'],
  ['t="n"', '<v>12</v>', 'number', '12'],
  ['', '<v>2022.1</v>', 'number', '2022.1'],
  ['', '<v>2022.0999999999999</v>', 'number', '2022.1'],
  ['', '<v>379900198503071239</v>', 'number', '379900198503071239'],
  ['', '<v>3.7990019850307005E17</v>', 'number', '379900198503070050'],
  ['', '<v> 7 </v>', 'number', '7'],
  ['', '<v>二</v>', 'text', '二'],
  ['t="d"', '<v>2022-07-05T00:00:00</v>', 'date', '2022-07-05'],
  ['t="d"', '<v>2022-07-05T08:30:00Z</v>', 'date', '2022-07-05 08:30:00'],
  ['t="d"', '<v>七月</v>', 'text', '七月'],
  ['t="str"', '<v>0123</v>', 'text', '0123'],
])('a cell %s with %s is a %s %s', (attributes, inside, type, text) => {
  expect(cell(attributes, inside)).toEqual({ column: 0, type, text });
});

test('cells and rows without r follow their neighbours', () => {
  expect(
    textsIn({
      sheet:
        '<row><c t="str"><v>甲</v></c><c t="str"><v>乙</v></c></row>' +
        '<row r="5"><c r="C5" t="str"><v>丙</v></c><c t="str"><v>丁</v></c></row><row><c t="str"><v>戊</v></c></row>',
    }),
  ).toEqual({ A1: '甲', B1: '乙', C5: '丙', D5: '丁', A6: '戊' });
});

test('a row without r takes its number from its cells', () => {
  expect(textsIn({ sheet: '<row><c r="A7" t="str"><v>甲</v></c></row><row><c><v>1</v></c></row>' })).toEqual({
    A7: '甲',
    A8: '1',
  });
});

test('a blank cell without r still takes its place', () => {
  expect(textsIn({ sheet: '<row><c s="1"/><c s="1"></c><c><v>1</v></c></row>' })).toEqual({ C1: '1' });
});

test('attributes may stand in any order, in single quotes and with spaces', () => {
  expect(
    textsIn({
      sheet: `<row spans='1:2' x14ac:dyDescent="0.3"\n r = '3' ><c t='s' s="0"\tr='B3'  ><v >0</v ></c ></row >`,
      strings: sharedStrings("<t xml:space='preserve'> 甲 </t>"),
    }),
  ).toEqual({ B3: ' 甲 ' });
});

test('names may carry any namespace prefix', () => {
  const sheet =
    `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c>` +
    '<x:c r="B1"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>';
  expect(textsIn({ sheet })).toEqual({ A1: '甲', B1: '2' });
});

test('entities are resolved, also beyond the BMP, and line ends are one character', () => {
  expect(
    cell('t="str"', '<v>&lt;&amp;&gt;&quot;&apos;&#65;&#x4E00;&#x2CC56;&#177238;&amp;lt;\r\n甲\r乙</v>')
      ?.text,
  ).toBe('<&>"\'A一𬱖𫑖&lt;\n甲\n乙');
});

test('a character spelt as two surrogate references is one character, half of one has no meaning', () => {
  expect(cell('t="str"', '<v>&#xD872;&#xDC56;</v>')?.text).toBe('\u{2C856}');
  expect(cell('t="str"', '<v>a&#xD872;b&#0;</v>')?.text).toBe('a\uFFFDb\uFFFD');
});

test('an entity that only a DTD could define makes the part damaged', () => {
  expect(refusalOf(workbookOf({ sheet: '<row><c t="str"><v>&bomb;</v></c></row>' }))).toBe('damaged');
  expect(refusalOf(workbookOf({ sheet: '<row><c t="str"><v>A & B</v></c></row>' }))).toBe('damaged');
});

test('escapes of spreadsheets are resolved once, in every kind of text', () => {
  const strings = sharedStrings('<t>a_x000D__x000A_b_x005F_x000D_c_xZZZZ_</t>');
  expect(only('<row><c t="s"><v>0</v></c></row>', strings)?.text).toBe('a\r\nb_x000D_c_xZZZZ_');
  expect(cell('t="inlineStr"', '<is><t>_x0041_</t></is>')?.text).toBe('A');
  expect(cell('t="str"', '<v>_x0000_</v>')?.text).toBe('\uFFFD');
});

test('CDATA and comments are read as XML reads them', () => {
  expect(cell('t="inlineStr"', '<is><t>甲<![CDATA[<乙>&]]>丙<!-- 丁 --></t></is>')?.text).toBe('甲<乙>&丙');
  expect(cell('', '<!-- x --><v><![CDATA[12]]></v>')?.text).toBe('12');
  expect(
    textsIn({ sheet: '<!-- <row r="1"><c><v>9</v></c></row> --><row r="2"><c><v>1</v></c></row>' }),
  ).toEqual({
    A2: '1',
  });
});

test('spaces and new lines inside a text are kept as they are', () => {
  expect(cell('t="inlineStr"', '<is><t>  张 三 \n</t></is>')?.text).toBe('  张 三 \n');
  expect(cell('t="inlineStr"', '<is><t> </t></is>')?.text).toBe(' ');
});

test('names of object members are ordinary text', () => {
  const words = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const strings = sharedStrings(...words.map((word) => `<t>${word}</t>`));
  const cells = words
    .map((_, index) => `<c t="s" __proto__="1" constructor="2"><v>${index}</v></c>`)
    .join('');
  expect(
    rowsIn({ sheet: `<row __proto__="x">${cells}</row>`, strings })[0]?.cells.map(({ text }) => text),
  ).toEqual(words);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('a dimension that lies, a merge over everything and endless columns change nothing and cost nothing', () => {
  const sheet =
    `<worksheet xmlns="${MAIN}"><dimension ref="A1:XFD1048576"/><cols><col min="1" max="4294967295" width="9"/></cols>` +
    '<sheetData><row r="1" spans="1:16384"><c r="A1"><v>1</v></c></row></sheetData>' +
    '<autoFilter ref="A1:XFD1048576"/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>' +
    '<dataValidations><dataValidation sqref="A1:XFD1048576"><formula1>"是,否"</formula1></dataValidation></dataValidations></worksheet>';
  const workbook =
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>' +
    '<definedNames><definedName name="__proto__">__proto__!$A$1:$XFD$1048576</definedName></definedNames>';
  expect(textsIn({ sheet, workbook })).toEqual({ A1: '1' });
});

test('styled blank rows and cells are no rows', () => {
  const blank = Array.from(
    { length: 1000 },
    (_, i) => `<row r="${i + 2}" s="3"><c r="A${i + 2}" s="3"/></row>`,
  );
  expect(rowsIn({ sheet: `<row r="1"><c r="A1"><v>1</v></c></row>${blank.join('')}` })).toHaveLength(1);
});

test('rows and cells out of order are put in order', () => {
  expect(
    rowsIn({
      sheet:
        '<row r="3"><c r="B3"><v>4</v></c><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
    }),
  ).toEqual([
    { number: 1, cells: [{ column: 0, type: 'number', text: '1' }] },
    {
      number: 3,
      cells: [
        { column: 0, type: 'number', text: '3' },
        { column: 1, type: 'number', text: '4' },
      ],
    },
  ]);
});

test.each([
  [
    'two rows of one number',
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
  ],
  ['two cells of one reference', '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'],
  ['a cell of another row', '<row r="1"><c r="A2"><v>1</v></c></row>'],
  ['a row beyond the grid', '<row r="1048577"><c><v>1</v></c></row>'],
  ['a column beyond the grid', '<row r="1"><c r="XFE1"/></row>'],
  ['row 0', '<row r="0"><c><v>1</v></c></row>'],
  ['a reference without a row', '<row r="1"><c r="A"><v>1</v></c></row>'],
  ['a string that is not in the strings part', '<row><c t="s"><v>7</v></c></row>'],
  ['an unknown cell type', '<row><c t="x"><v>7</v></c></row>'],
  ['an unclosed row', '<row><c><v>7</v></c>'],
  ['an attribute without a value', '<row><c t><v>7</v></c></row>'],
])('%s is damaged', (_, sheet) => {
  expect(refusalOf(workbookOf({ sheet }))).toBe('damaged');
});

test('a sheet that ends early is damaged, wherever it ends', () => {
  const whole = worksheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>');
  for (let length = 0; length < whole.length; length++) {
    const parts = { 'xl/worksheets/sheet1.xml': whole.slice(0, length) };
    expect(refusalOf(workbookOf({ parts })), `cut at ${length}`).toBe('damaged');
  }
});

test('a DOCTYPE is refused in whatever part is read', () => {
  const doctype = '<!DOCTYPE x [<!ENTITY a "aaaa">]>';
  const cells = '<row><c t="s"><v>0</v></c><c s="1"><v>1</v></c></row>';
  for (const name of ['xl/worksheets/sheet1.xml', 'xl/workbook.xml', 'xl/sharedStrings.xml', '_rels/.rels']) {
    const parts = partsOf({ sheet: cells, strings: sharedStrings('<t>a</t>') }).map((part) =>
      part.name === name ? { ...part, content: `${doctype}${part.content}` } : part,
    );
    expect(refusalOf(zipOf(parts)), name).toBe('unsafe-archive');
  }
});

test('elements nested without end are refused', () => {
  const sheet = worksheet('', `<a>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</a>`);
  expect(refusalOf(workbookOf({ sheet }))).toBe('unsafe-archive');
});

test('parts in UTF-16 are read like those in UTF-8', () => {
  const sheet = worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>𬱖张三</t></is></c></row>').replace(
    'UTF-8',
    'UTF-16',
  );
  const little = Buffer.from(`\uFEFF${sheet}`, 'utf16le');
  const big = Buffer.from(little).swap16();
  for (const content of [little, big]) {
    expect(textsIn({ parts: { 'xl/worksheets/sheet1.xml': content } })).toEqual({ A1: '𬱖张三' });
  }
});

test('a part with a byte order mark in UTF-8 is read', () => {
  expect(textsIn({ sheet: `\uFEFF${worksheet('<row><c><v>1</v></c></row>')}` })).toEqual({ A1: '1' });
});

test('bytes that are not UTF-8 are damaged', () => {
  const content = Buffer.from(worksheet('<row><c t="str"><v>??</v></c></row>'));
  content.fill(0xff, content.indexOf('??'), content.indexOf('??') + 2);
  expect(refusalOf(workbookOf({ parts: { 'xl/worksheets/sheet1.xml': content } }))).toBe('damaged');
});

test('rows, columns, cells, cell length and sheets have limits, counted on content only', () => {
  const rows = (count: number) => Array.from({ length: count }, () => '<row><c><v>1</v></c></row>').join('');
  expect(refusedAs(workbookOf({ sheet: rows(4) }), { rows: 3 })).toEqual({ code: 'too-many-rows', limit: 3 });
  expect(refusalOf(workbookOf({ sheet: rows(3) }), { rows: 3 })).toBe('read');
  const far = (inside: string) => workbookOf({ sheet: `<row r="1"><c r="CW1">${inside}</c></row>` });
  expect(refusedAs(far('<v>1</v>'), { columns: 100 })).toEqual({ code: 'too-many-columns', limit: 100 });
  expect(refusalOf(far(''), { columns: 100 })).toBe('read');
  expect(refusedAs(workbookOf({ sheet: rows(4) }), { cells: 3 })).toEqual({
    code: 'too-many-cells',
    limit: 3,
  });
  expect(refusalOf(workbookOf({ sheet: rows(3) }), { cells: 3 })).toBe('read');
  const long = workbookOf({ sheet: '<row r="9"><c r="B9" t="str"><v>甲乙丙丁</v></c></row>' });
  expect(refusedAs(long, { cell_chars: 3 })).toEqual({ code: 'cell-too-long', cell: 'B9', limit: 3 });
  expect(refusalOf(long, { cell_chars: 4 })).toBe('read');
  const twice = '<sheets><sheet name="a" r:id="rId1"/><sheet name="b" r:id="rId1"/></sheets>';
  expect(refusedAs(workbookOf({ workbook: twice }), { sheets: 1 })).toEqual({
    code: 'too-many-sheets',
    limit: 1,
  });
});

test('one long string repeated in every cell is too much inside', () => {
  const sheet = `<row>${'<c t="s"><v>0</v></c>'.repeat(50)}</row>`;
  const bytes = workbookOf({ sheet, strings: sharedStrings(`<t>${'长'.repeat(1000)}</t>`) });
  expect(refusalOf(bytes, { unpacked_bytes: 40_000 })).toBe('too-much-inside');
  expect(refusalOf(bytes, { unpacked_bytes: 60_000 })).toBe('read');
});

test('progress tells how many rows with content were read', () => {
  expect(read(workbookOf({ sheet: '<row><c><v>1</v></c></row>' })).sheets[0]?.rows).toHaveLength(1);
});

// Each of these would lose a cell, its type or its place without a word. Found by fuzz.test.ts.
test.each([
  ['a closing tag of another name', '<row r="1"><x r="A1"><v>1</v></c></row>'],
  ['a name that runs into its attribute', '<row r="1"><cr="A1"><v>1</v></c></row>'],
  ['an attribute without a name', '<row r="1"><c ="A1"><v>1</v></c></row>'],
  ['an attribute given twice', '<row r="1"><c r="A1" r="B1"><v>1</v></c></row>'],
  ['a row with two numbers', '<row r="1" r="2"><c><v>1</v></c></row>'],
  ['an attribute behind a slash', '<row r="1"><c/r="A1"><v>1</v></c></row>'],
  ['a tag inside a tag', '<row r="1"><c r="A1"<v>1</v></c></row>'],
  ['a cell with two values', '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>'],
])('%s is damage, not something to guess about', (_, sheet) => {
  expect(refusalOf(workbookOf({ sheet }))).toBe('damaged');
});

test.each([
  ['before', (xml: string) => `xml?>${xml}`],
  ['behind', (xml: string) => `${xml}<`],
])('text %s the only element of a part is damage', (_, changed) => {
  expect(refusalOf(workbookOf({ sheet: changed(worksheet('<row r="1"/>')) }))).toBe('damaged');
});
