/** Damage at random, from a seed: a file is read as what it says, or refused; there is no third way. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { examine } from '../../../pipeline/examine.ts';
import { RefusedFile } from '../../../schemas/refusal.ts';
import { teacherFields } from '../../../schemas/sheets/teacher.ts';
import { context, goodRow, labels } from '../builders.ts';
import { cellsOf, NotASheet } from './oracle.ts';
import { read, sharedStrings, workbookOf, worksheet } from './workbook.ts';

vi.setConfig({ testTimeout: 300_000 });

/** More, on a machine with time: MUSTER_FUZZ_RUNS=20000. Another seed: MUSTER_FUZZ_SEED. */
const RUNS = Number(process.env.MUSTER_FUZZ_RUNS ?? 400);
const seed = Number(process.env.MUSTER_FUZZ_SEED ?? 379904);

const fixtures = new URL('fixtures/', import.meta.url);
const messy = new URL('../../../samples/messy/', import.meta.url);
const fixture = (name: string): Buffer => readFileSync(new URL(name, fixtures));
const csv = Buffer.from(
  [
    labels().join(','),
    ...Array.from({ length: 5 }, () => teacherFields.map((field) => goodRow[field] ?? '').join(',')),
  ].join('\r\n'),
);
const originals: readonly Buffer[] = [
  ...['libreoffice.xlsx', 'openpyxl.xlsx', 'openpyxl-1904.xlsx', 'libreoffice.xls'].map(fixture),
  ...readdirSync(messy)
    .filter((name) => /\.(csv|xlsx)$/.test(name))
    .filter((_, at) => at % 6 === 0)
    .map((name) => readFileSync(new URL(name, messy))),
  csv,
];

/** What happens to a file: bits turned over, a piece lost, a piece twice, a piece of zeros. */
const damage = fc.record({
  flips: fc.array(fc.tuple(fc.nat(), fc.nat(7)), { maxLength: 4 }),
  piece: fc.tuple(fc.constantFrom('kept', 'lost', 'twice', 'zeros'), fc.nat(), fc.nat(300)),
});

function damaged(
  original: Buffer,
  { flips, piece: [fate, from, size] }: typeof damage extends fc.Arbitrary<infer T> ? T : never,
): Buffer {
  const bytes = Buffer.from(original);
  for (const [place, bit] of flips) {
    const at = place % bytes.length;
    bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  }
  const start = from % bytes.length;
  const [before, piece, after] = [
    bytes.subarray(0, start),
    bytes.subarray(start, start + size),
    bytes.subarray(start + size),
  ];
  const middle = { kept: [piece], lost: [], twice: [piece, piece], zeros: [Buffer.alloc(piece.length)] };
  return Buffer.concat([before, ...(middle[fate as keyof typeof middle] ?? []), after]);
}

/** True when the work ends with a value, false with a refusal; any other end fails the test. */
function ends(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof RefusedFile) return false;
    throw error;
  }
}

test('a file damaged anywhere is read and examined, or refused: nothing else is ever thrown', () => {
  fc.assert(
    fc.property(fc.constantFrom(...originals), damage, (original, harm) => {
      const bytes = damaged(original, harm);
      const isRead = ends(() => read(bytes));
      if (!isRead) expect(ends(() => examine(bytes, context({ template: null, unit: null })))).toBe(false);
      else ends(() => examine(bytes, context({ template: null, unit: null })));
    }),
    { numRuns: RUNS, seed },
  );
});

const strings = ['姓名', '张三', '李·四', ' 甲&乙 ', '<b>'];
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const rows = Array.from({ length: 6 }, (_, at) => {
  const y = at + 1;
  return (
    `<row r="${y}" spans="1:6"><c r="A${y}" t="s"><v>${at % 5}</v></c><c r="B${y}"><v>${y * 1234}</v></c>` +
    `<c r="C${y}" t="inlineStr"><is><t>文${y}</t></is></c><c r="D${y}" t="str"><f>A${y}</f><v>值${y}</v></c>` +
    `<c r="E${y}" t="b"><v>${at % 2}</v></c><c r="F${y}" s="0"/></row>`
  );
});
const sheet = worksheet(rows.join('\n'), '<mergeCells><mergeCell ref="A8:B9"/></mergeCells>');

/** A change to the XML: a stretch lost, doubled, moved or written over with what XML is made of. */
const edit = fc.tuple(
  fc.constantFrom('lost', 'twice', 'moved', 'over'),
  fc.nat(sheet.length - 1),
  fc.oneof(fc.nat(3), fc.nat(60)),
  fc.nat(sheet.length - 1),
  fc.constantFrom(
    '<',
    '>',
    '/',
    '"',
    "'",
    '&',
    '1',
    '9',
    'A',
    'Z',
    's',
    'r="2"',
    't="s"',
    '<c>',
    '</c>',
    '<row>',
    '</row>',
    '<v>',
    '</v>',
    '<v/>',
    '<!--',
    '-->',
    ' ',
    '=',
    '0',
  ),
);

function edited(
  xml: string,
  [how, from, size, to, piece]: typeof edit extends fc.Arbitrary<infer T> ? T : never,
): string {
  const taken = xml.slice(from, from + size);
  const rest = xml.slice(0, from) + xml.slice(from + size);
  switch (how) {
    case 'lost':
      return rest;
    case 'twice':
      return xml.slice(0, from) + taken + xml.slice(from);
    case 'moved':
      return rest.slice(0, to) + taken + rest.slice(to);
    default:
      return xml.slice(0, from) + piece + xml.slice(from + piece.length);
  }
}

/** Whole elements, which leave the XML well formed more often than single characters do. */
const elements = fc
  .tuple(fc.constantFrom('lost', 'twice', 'swapped'), fc.nat(), fc.nat())
  .map(([how, a, b]) => {
    const found = [
      ...sheet.matchAll(/<c [\s\S]*?(?:\/>|<\/c>)|<row[^>]*>|<v>[^<]*<\/v>|\br="[^"]*"|>[^<]+</g),
    ];
    const [one, other] = [found[a % found.length], found[b % found.length]];
    if (!one || !other || one.index + one[0].length > other.index) return sheet;
    const [first, second] = [one[0], other[0]];
    const between = sheet.slice(one.index + first.length, other.index);
    const [before, after] = [sheet.slice(0, one.index), sheet.slice(other.index + second.length)];
    if (how === 'lost') return before + between + second + after;
    if (how === 'twice') return before + first + first + between + second + after;
    return before + second + between + first + after;
  });

function oracle(xml: string): Record<string, string> | 'refused' {
  try {
    return Object.fromEntries(cellsOf(xml, strings));
  } catch (error) {
    if (error instanceof NotASheet) return 'refused';
    throw error;
  }
}

function ours(xml: string): Record<string, string> | 'refused' {
  const bytes = workbookOf({
    sheet: xml,
    strings: sharedStrings(...strings.map((text) => `<t>${escaped(text)}</t>`)),
  });
  try {
    const found = read(bytes).sheets[0]?.rows ?? [];
    return Object.fromEntries(
      found.flatMap(({ number, cells }) =>
        cells.filter(({ text }) => text !== '').map(({ column, text }) => [`${column},${number}`, text]),
      ),
    );
  } catch (error) {
    if (error instanceof RefusedFile) return 'refused';
    throw error;
  }
}

test('a sheet whose XML was changed is read as a second reading reads it, or refused', () => {
  const changed = fc.oneof(
    fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) => edits.reduce(edited, sheet)),
    elements,
  );
  let alike = 0;
  fc.assert(
    fc.property(changed, (xml) => {
      const said = ours(xml);
      if (said === 'refused') return;
      expect(said).toEqual(oracle(xml));
      alike++;
    }),
    { numRuns: RUNS * 5, seed },
  );
  expect(alike).toBeGreaterThan(RUNS / 4);
});
