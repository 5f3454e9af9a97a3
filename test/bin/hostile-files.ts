/** Files made to hurt whoever reads them, each small enough to be sent by anybody; and a large one that is good. */
import { deflateRawSync } from 'node:zlib';
import { teacherFields, teacherSheet } from '../../schemas/sheets/teacher.ts';
import { goodRow } from '../pipeline/builders.ts';
import { zipOf } from '../pipeline/read/archive.ts';
import { MAIN, partsOf, sharedStrings, workbookOf, worksheet } from '../pipeline/read/workbook.ts';

const mebi = 1024 * 1024;
const cellOf = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const header = `<row>${teacherFields.map((field) => cellOf(teacherSheet.columns[field].label.zh)).join('')}</row>`;
const teacher = (changed: Partial<Record<string, string>> = {}): string =>
  `<row>${teacherFields.map((field) => cellOf(changed[field] ?? String(goodRow[field] ?? ''))).join('')}</row>`;
const repeated = (count: number, make: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join('');

/** A part that unpacks to so many bytes of blanks, and says so, or says less. */
const bomb = (bytes: number, declaredSize = bytes): Buffer =>
  zipOf([
    ...partsOf({}).filter(({ name }) => name !== 'xl/worksheets/sheet1.xml'),
    {
      ...{ name: 'xl/worksheets/sheet1.xml', content: '', declaredSize, crc: 0 },
      packed: deflateRawSync(Buffer.alloc(bytes, 0x20), { level: 9 }),
    },
  ]);

const entities = (depth: number): string =>
  `<!DOCTYPE x [<!ENTITY a0 "lol">${repeated(depth, (n) => `<!ENTITY a${n + 1} "&a${n};&a${n};&a${n};&a${n};">`)}]>`;

const csv = (text: string): Buffer => Buffer.from(text, 'utf8');
const csvHeader = teacherFields.map((field) => teacherSheet.columns[field].label.zh).join(',');
const csvRow = teacherFields.map((field) => goodRow[field] ?? '').join(',');
const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** A compound file whose first sector says that it is followed by itself. */
function endlessChain(): Buffer {
  const bytes = Buffer.alloc(512 * 8);
  compound.copy(bytes);
  bytes.writeUInt16LE(0x3e, 24);
  bytes.writeUInt16LE(3, 26);
  bytes.writeUInt16LE(0xfffe, 28);
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt16LE(6, 32);
  bytes.writeUInt32LE(1, 44);
  bytes.writeUInt32LE(1, 48);
  bytes.writeUInt32LE(4096, 56);
  bytes.writeUInt32LE(0xfffffffe, 60);
  bytes.writeUInt32LE(0xfffffffe, 68);
  bytes.fill(0xff, 76, 512);
  bytes.writeUInt32LE(0, 76);
  for (let at = 512; at < 1024; at += 4) bytes.writeUInt32LE((at - 512) / 4, at);
  return bytes;
}

const table = (rows: string): string => header + rows;
const whole = workbookOf({ sheet: table(teacher()) });

/** Name → bytes, made when they are asked for. */
export const hostileFiles: Readonly<Record<string, () => Buffer>> = {
  'bomb-1-gib.xlsx': () => bomb(1024 * mebi),
  'bomb-that-lies.xlsx': () => bomb(1024 * mebi, 1000),
  'bomb-just-below-the-limit.xlsx': () => bomb(199 * mebi),
  'entities.xlsx': () =>
    workbookOf({ sheet: `${entities(40)}${worksheet('<row><c><v>&a40;</v></c></row>')}` }),
  'doctype-in-strings.xlsx': () =>
    workbookOf({
      sheet: `${table(teacher())}<row><c t="s"><v>0</v></c></row>`,
      strings: `${entities(3)}<sst/>`,
    }),
  'external-entity.xlsx': () =>
    workbookOf({ sheet: '<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet><sheetData/></worksheet>' }),
  'nested-tags.xlsx': () => workbookOf({ sheet: table('<a>'.repeat(2_000_000)) }),
  'million-columns.xlsx': () => workbookOf({ sheet: `<row>${'<c><v>1</v></c>'.repeat(1_000_000)}</row>` }),
  'eight-million-strings.xlsx': () =>
    workbookOf({
      sheet: `${table(teacher())}<row><c t="s"><v>0</v></c></row>`,
      strings: sharedStrings().replace('</sst>', `${'<si><t>a</t></si>'.repeat(8_000_000)}</sst>`),
    }),
  'merges.xlsx': () =>
    workbookOf({
      sheet: `<worksheet xmlns="${MAIN}"><sheetData>${table(teacher({ mobile: 'x' }))}</sheetData><mergeCells>${repeated(200_000, (n) => `<mergeCell ref="A${n + 1}:XFD1048576"/>`)}</mergeCells></worksheet>`,
    }),
  'validations.xlsx': () =>
    workbookOf({
      sheet: `<worksheet xmlns="${MAIN}"><sheetData>${table(teacher({ mobile: 'x' }))}</sheetData><dataValidations>${repeated(100_000, () => '<dataValidation type="list" sqref="A1:XFD1048576"/>')}</dataValidations></worksheet>`,
    }),
  'sparse-corner.xlsx': () =>
    workbookOf({ sheet: `${table('')}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>` }),
  'lying-dimension.xlsx': () =>
    workbookOf({
      sheet: `<worksheet xmlns="${MAIN}"><dimension ref="A1:XFD1048576"/><cols><col min="1" max="4294967295"/></cols><sheetData>${table(teacher({ mobile: 'x' }))}</sheetData></worksheet>`,
    }),
  'prototype-names.xlsx': () =>
    workbookOf({
      workbook:
        '<sheets><sheet name="__proto__" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="__proto__">constructor!$A$1</definedName></definedNames>',
      sheet: `<row>${['__proto__', 'constructor', 'toString', ...teacherFields.map((field) => teacherSheet.columns[field].label.zh)].map(cellOf).join('')}</row><row>${Array.from({ length: 24 }, () => cellOf('__proto__')).join('')}</row>`,
    }),
  'long-cells.xlsx': () =>
    workbookOf({
      sheet: table(
        repeated(500, () => teacher({ name: `${'阿·'.repeat(16_000)}`, subject: '语'.repeat(32_000) })),
      ),
    }),
  'long-spaces.xlsx': () =>
    workbookOf({
      sheet: table(
        repeated(300, () =>
          teacher({ birth_date: `1985${' '.repeat(32_000)}x`, mobile: `1${'-'.repeat(32_000)}` }),
        ),
      ),
    }),
  'every-row-wrong.xlsx': () =>
    workbookOf({
      sheet: table(
        repeated(40_000, (n) =>
          teacher({ name: `王${n}`, title: '老师', mobile: `${n}`, id_number: `${n}`, is_rural: '?' }),
        ),
      ),
    }),
  'every-cell-a-formula.xlsx': () =>
    workbookOf({
      sheet: table(
        repeated(
          40_000,
          () => `<row>${'<c t="str"><f>A1&amp;B1</f><v>x</v></c>'.repeat(teacherFields.length)}</row>`,
        ),
      ),
    }),
  'hundred-columns.xlsx': () =>
    workbookOf({ sheet: `${table('')}${`<row>${'<c><v>1</v></c>'.repeat(100)}</row>`.repeat(60_000)}` }),
  'one-person-30000-times.xlsx': () => workbookOf({ sheet: table(repeated(30_000, () => teacher())) }),
  'two-million-empty-rows.xlsx': () =>
    workbookOf({ sheet: table(teacher({ mobile: 'x' }) + '<row/>'.repeat(2_000_000)) }),
  'overlapping.xlsx': () =>
    zipOf(
      partsOf({ sheet: table(teacher()) }).map((part, at) =>
        at === 3 ? { ...part, headerOf: 'xl/workbook.xml' } : part,
      ),
    ),
  'twice-the-same-part.xlsx': () =>
    zipOf([...partsOf({ sheet: table(teacher()) }), ...partsOf({ sheet: '' }).slice(-1)]),
  'other-name-inside.xlsx': () =>
    zipOf(
      partsOf({ sheet: table(teacher()) }).map((part) => ({ ...part, localName: '../../../etc/passwd' })),
    ),
  'many-entries.xlsx': () =>
    zipOf([
      ...partsOf({ sheet: table(teacher()) }),
      ...Array.from({ length: 60_000 }, (_, n) => ({ name: `x/${n}`, content: '' })),
    ]),
  'cut.xlsx': () => whole.subarray(0, whole.length - 300),
  'half-a-sheet.xlsx': () => workbookOf({ sheet: `<worksheet><sheetData>${table(teacher())}` }),
  'endless-chain.xls': endlessChain,
  'noise.xls': () =>
    Buffer.concat([
      compound,
      Buffer.from(
        repeated(4_000, (n) => String.fromCharCode((n * 7919) % 251)),
        'latin1',
      ),
    ]),
  'endless-quote.csv': () => csv(`${csvHeader}\n"${'a,'.repeat(4_000_000)}`),
  'one-line.csv': () => csv(`${csvHeader},${'甲,'.repeat(3_000_000)}`),
  'million-lines.csv': () =>
    csv(`${csvHeader}\n${'\n'.repeat(5_000_000)}${csvRow.replace('13800001234', 'x')}`),
  'nuls.csv': () => Buffer.alloc(8 * mebi),
  'quotes.csv': () => csv(`${csvHeader}\n${'""""'.repeat(2_000_000)}`),
  'long-lines.csv': () =>
    csv(`${csvHeader}\n${`${csvRow.replace('13800001234', '1'.repeat(30_000))}\n`.repeat(300)}`),
};

/** Nothing wrong with it but its size: it must still be read within the same bounds. */
export const largeGoodFile = (): Buffer => {
  const rows = repeated(100_000, (n) => {
    const name = `王${String.fromCodePoint(0x4e00 + (n % 20_000))}`;
    return teacher({
      name,
      id_type: '护照',
      id_number: `MUSTER${n}`,
      cert_no: `2007379912${String(n).padStart(7, '0')}`,
      email: `t${n}@example.com`,
    });
  });
  return workbookOf({ sheet: table(rows) });
};
