import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { zipOf } from './archive.ts';
import { MAIN, partsOf, read, refusalOf, sharedStrings, workbookOf, worksheet } from './workbook.ts';

// Hundreds of files each: slow on a busy machine, and no test of speed.
vi.setConfig({ testTimeout: 120_000 });

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const whole = fixture('libreoffice.xlsx');
const handmade = workbookOf({
  sheet: Array.from(
    { length: 40 },
    (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>${i % 2}</v></c></row>`,
  ).join(''),
  strings: sharedStrings('<t>甲</t>', '<r><t>乙</t></r>'),
});

/** `read`, or a refusal's code; anything else is thrown and fails the test. */
const outcome = (bytes: Uint8Array): string => refusalOf(bytes);

test('a workbook cut anywhere after its signature is refused: never fewer rows in silence', () => {
  for (const bytes of [whole, handmade]) {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: bytes.length - 1 }), (length) => {
        expect(outcome(bytes.subarray(0, length))).not.toBe('read');
      }),
      { numRuns: 300 },
    );
  }
});

test('a workbook with a hole, or with its middle doubled, is refused or read as it was', () => {
  const before = read(whole);
  const place = fc.tuple(fc.nat(whole.length - 1), fc.nat(500));
  fc.assert(
    fc.property(place, fc.boolean(), ([at, size], doubled) => {
      const piece = whole.subarray(at, at + size);
      const bytes = Buffer.concat([
        whole.subarray(0, at),
        ...(doubled ? [piece, piece] : []),
        whole.subarray(at + size),
      ]);
      if (outcome(bytes) === 'read') expect(read(bytes)).toEqual(before);
    }),
    { numRuns: 300 },
  );
});

test('flipped bytes give a workbook or a refusal, never anything else', () => {
  const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 6,
  });
  for (const original of [whole, handmade, fixture('libreoffice.xls'), fixture('libreoffice.ods')]) {
    fc.assert(
      fc.property(flips, (changes) => {
        const bytes = Buffer.from(original);
        for (const [at, mask] of changes) bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ mask;
        outcome(bytes);
      }),
      { numRuns: 400 },
    );
  }
});

test('parts rewritten with random XML give a workbook or a refusal', () => {
  const pieces = fc.constantFrom(
    ...[
      '<row>',
      '</row>',
      '<row r="2"/>',
      '<c>',
      '<c r="A1" t="s">',
      '<c t="str">',
      '</c>',
      '<v>',
      '</v>',
      '<f>',
      '</f>',
    ],
    ...[
      '<is><t>',
      '</t></is>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?x',
      '?>',
      '0',
      '99',
      'a',
      '&amp;',
      '&',
      '<',
      '>',
      '"',
      "'",
    ],
    ...[
      '</sheetData>',
      '<sheetData>',
      '</worksheet>',
      '<x:c>',
      '</x:c>',
      '<c r=',
      's="1"',
      '\uFFFD',
      ' ',
      '/>',
    ],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 25 }), fc.boolean(), (text, inStrings) => {
      const xml = text.join('');
      const plain = '<row><c t="s"><v>0</v></c></row>';
      outcome(
        workbookOf(inStrings ? { sheet: plain, strings: sharedStrings(xml) } : { sheet: worksheet(xml) }),
      );
    }),
    { numRuns: 2000 },
  );
});

test('any bytes at all give a workbook or a refusal', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void outcome(bytes)),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      outcome(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), bytes]));
      outcome(Buffer.concat([Buffer.from('PK\u0003\u0004'), bytes, handmade.subarray(-22)]));
    }),
    { numRuns: 500 },
  );
});

test('fifty sheets that all point at one large part cost their size each time', () => {
  const sheets = Array.from({ length: 50 }, (_, i) => `<sheet name="${i}" r:id="rId1"/>`).join('');
  const bytes = workbookOf({
    workbook: `<sheets>${sheets}</sheets>`,
    sheet: `<row><c><v>1</v></c></row>${'<row/>'.repeat(20_000)}`,
  });
  expect(refusalOf(bytes, { unpacked_bytes: 1024 * 1024 })).toBe('too-much-inside');
});

test('text without end, attributes without end and tags without end stay within the limits', () => {
  const long = 'a'.repeat(3_000_000);
  const cases = [
    `<row><c t="str"><v>${long}</v></c></row>`,
    `<row><c t="${long}"><v>1</v></c></row>`,
    `<row><c ${'xy="1" '.repeat(300_000)}><v>1</v></c></row>`,
    `<row>${'<c/>'.repeat(500_000)}</row>`,
    `<row><${long}/></row>`,
    `<row><c><v>${'1'.repeat(3_000_000)}</v></c></row>`,
    `<row><c><v>${'<!--x-->'.repeat(300_000)}1</v></c></row>`,
  ];
  expect(cases.map((sheet) => refusalOf(workbookOf({ sheet })))).toEqual([
    'unsafe-archive',
    'damaged',
    'read',
    'damaged',
    'read',
    'unsafe-archive',
    'read',
  ]);
});

test('a workbook full of traps that real templates have is read', () => {
  const sheet =
    `<worksheet xmlns="${MAIN}"><sheetPr><tabColor rgb="FF0000"/></sheetPr><dimension ref="A1"/>` +
    '<cols><col min="1" max="16384" width="9" customWidth="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c></row>' +
    '<row r="1048576" s="1" customFormat="1"><c r="XFD1048576" s="1"/></row></sheetData>' +
    `<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression"><formula>A1&gt;0</formula></cfRule></conditionalFormatting>` +
    '<dataValidations count="1"><dataValidation type="list" sqref="A1:A1048576"/></dataValidations></worksheet>';
  expect(read(zipOf(partsOf({ sheet }))).sheets[0]?.rows).toEqual([
    { number: 1, cells: [{ column: 0, type: 'number', text: '1' }] },
  ]);
});
