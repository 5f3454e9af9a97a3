import { expect, test } from 'vitest';
import { readWorkbook } from '../../../pipeline/read/read.ts';
import { defaultReadLimits } from '../../../schemas/workbook.ts';
import { zipOf } from './archive.ts';
import {
  partsOf,
  RELS,
  read,
  refusalOf,
  refusedAs,
  relationships,
  sharedStrings,
  textsIn,
  workbookOf,
  worksheet,
} from './workbook.ts';

const row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>';
const strings = sharedStrings('<t>甲</t>');
const sheetNamed = (text: string) => worksheet(`<row><c t="str"><v>${text}</v></c></row>`);

test('sheets come in workbook order, whatever their parts are called, hidden ones marked', () => {
  const workbook = read(
    workbookOf({
      workbook:
        '<sheets><sheet name="乙" sheetId="9" r:id="rId7"/><sheet name="甲" sheetId="1" r:id="rId1" state="hidden"/>' +
        '<sheet name="__proto__" sheetId="2" r:id="rId8" state="veryHidden"/></sheets>',
      parts: {
        'xl/_rels/workbook.xml.rels': relationships([
          ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
          ['rId8', 'worksheet', 'worksheets/sheet3.xml'],
          ['rId7', 'worksheet', 'worksheets/sheet2.xml'],
        ]),
        'xl/worksheets/sheet1.xml': sheetNamed('one'),
        'xl/worksheets/sheet2.xml': sheetNamed('two'),
        'xl/worksheets/sheet3.xml': sheetNamed('three'),
      },
    }),
  );
  expect(workbook.sheets.map(({ name, hidden, rows }) => [name, hidden, rows[0]?.cells[0]?.text])).toEqual([
    ['乙', false, 'two'],
    ['甲', true, 'one'],
    ['__proto__', true, 'three'],
  ]);
});

test('the strings part may stand after the sheet', () => {
  const parts = partsOf({ sheet: row, strings });
  expect(parts.at(-1)?.name).toBe('xl/sharedStrings.xml');
  expect(textsIn({ sheet: row, strings })).toEqual({ A1: '甲' });
});

test.each([
  ['absolute', '/xl/worksheets/sheet1.xml'],
  ['with dots', './x/../worksheets/sheet1.xml'],
  ['out of the package and back', '../../../xl/worksheets/sheet1.xml'],
  ['in other case', 'Worksheets/SHEET1.XML'],
  ['with backslashes', '\\xl\\worksheets\\sheet1.xml'],
  ['percent-encoded', 'worksheets/%73heet1.xml'],
])('a target %s is found', (_, target) => {
  const rels = relationships([
    ['rId1', 'worksheet', target],
    ['rId2', 'sharedStrings', '/xl/sharedStrings.xml'],
  ]);
  expect(textsIn({ sheet: row, strings, parts: { 'xl/_rels/workbook.xml.rels': rels } })).toEqual({
    A1: '甲',
  });
});

test('part names with backslashes or a leading slash are found', () => {
  const parts = partsOf({ sheet: row, strings });
  const renamed = (change: (name: string) => string) =>
    zipOf(parts.map((part) => ({ ...part, name: change(part.name) })));
  expect(read(renamed((name) => name.replaceAll('/', '\\'))).sheets[0]?.rows).toHaveLength(1);
  expect(read(renamed((name) => `/${name}`)).sheets[0]?.rows).toHaveLength(1);
});

test('the workbook part is found by its relationship, not by its name', () => {
  const moved: [string, string][] = [
    ['xl/workbook.xml', 'table/book.xml'],
    ['xl/_rels/workbook.xml.rels', 'table/_rels/book.xml.rels'],
    ['_rels/.rels', '_rels/.rels'],
  ];
  const parts = partsOf({ sheet: row, strings }).map((part) => {
    const name = moved.find(([from]) => from === part.name)?.[1] ?? part.name;
    const content =
      part.name === '_rels/.rels'
        ? relationships([['rId1', 'officeDocument', 'table/book.xml']])
        : String(part.content)
            .replace('/xl/workbook.xml', '/table/book.xml')
            .replace(/Target="(worksheets|sharedStrings)/g, 'Target="/xl/$1');
    return { name, content };
  });
  expect(read(zipOf(parts)).sheets[0]?.rows).toHaveLength(1);
});

test('the strict kind of OOXML is read', () => {
  const parts = partsOf({ sheet: row, strings }).map(({ name, content }) => ({
    name,
    content: String(content)
      .replaceAll(RELS, 'http://purl.oclc.org/ooxml/officeDocument/relationships')
      .replaceAll(
        'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
        'http://purl.oclc.org/ooxml/spreadsheetml/main',
      ),
  }));
  expect(read(zipOf(parts)).sheets[0]?.rows).toHaveLength(1);
});

test('chart sheets hold no rows and are left out', () => {
  const workbook = '<sheets><sheet name="图" r:id="rId4"/><sheet name="表" r:id="rId1"/></sheets>';
  const rels = relationships([
    ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
    ['rId4', 'chartsheet', 'chartsheets/sheet1.xml'],
  ]);
  const names = read(workbookOf({ workbook, parts: { 'xl/_rels/workbook.xml.rels': rels } })).sheets.map(
    ({ name }) => name,
  );
  expect(names).toEqual(['表']);
});

test('a sheet that the workbook lists but the file lacks is damaged', () => {
  expect(refusedAs(workbookOf({ parts: { 'xl/worksheets/sheet1.xml': null } }))).toEqual({
    code: 'damaged',
    part: 'xl/worksheets/sheet1.xml',
  });
  expect(refusalOf(workbookOf({ workbook: '<sheets><sheet name="a" r:id="rId99"/></sheets>' }))).toBe(
    'damaged',
  );
  expect(refusalOf(workbookOf({ workbook: '<sheets/>' }))).toBe('damaged');
});

test('a strings part that is gone while cells point into it is damaged', () => {
  expect(refusalOf(workbookOf({ sheet: row }))).toBe('damaged');
});

test('macros are refused by the project, by the content type and by the kind of sheet', () => {
  expect(refusalOf(workbookOf({ parts: { 'xl/vbaProject.bin': 'x' } }))).toBe('macros');
  const enabled = partsOf().map((part) =>
    part.name === '[Content_Types].xml'
      ? {
          ...part,
          content: String(part.content).replace(
            /ContentType="[^"]*main\+xml"/,
            'ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"',
          ),
        }
      : part,
  );
  expect(refusalOf(zipOf(enabled))).toBe('macros');
  const sheet = relationships([['rId1', 'xlMacrosheet', 'worksheets/sheet1.xml']]);
  expect(refusalOf(workbookOf({ parts: { 'xl/_rels/workbook.xml.rels': sheet } }))).toBe('macros');
});

test.each([
  ['word/document.xml', 'not-a-spreadsheet', '.docx'],
  ['ppt/presentation.xml', 'not-a-spreadsheet', '.pptx'],
  ['xl/workbook.bin', 'old-format', '.xlsb'],
  ['Index/Document.iwa', 'old-format', '.numbers'],
  ['学校/一年级.xlsx', 'not-a-spreadsheet', 'ZIP (.xlsx inside)'],
  ['readme.txt', 'not-a-spreadsheet', 'ZIP'],
])('a zip with %s is %s', (name, code, found) => {
  expect(refusedAs(zipOf([{ name, content: 'x' }]))).toEqual({ code, found });
});

test('an OpenDocument text is not a spreadsheet', () => {
  const mimetype = { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', method: 0 };
  expect(refusedAs(zipOf([mimetype]))).toEqual({ code: 'not-a-spreadsheet', found: 'OpenDocument' });
});

test('a workbook extension with the name of a property does not undo the 1904 calendar', () => {
  const workbook =
    '<workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1"/></sheets>' +
    '<extLst><ext><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst>';
  const read1904 = read(workbookOf({ workbook }));
  expect(read1904.from1904).toBe(true);
});

test('rows are reported while they are read, and the whole count at the end', () => {
  const sheet = Array.from({ length: 1200 }, () => '<row><c><v>1</v></c></row>').join('');
  const reports: number[] = [];
  readWorkbook(workbookOf({ sheet }), defaultReadLimits, (rows) => reports.push(rows));
  expect(reports).toEqual([500, 1000, 1200]);
});
