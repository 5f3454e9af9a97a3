/** The package around generated sheets: two of them, the second hidden, put together in every way that a reader must bear. */
import { type Part, zipOf } from './archive.ts';
import { MAIN, partsOf, relationships, sharedStrings } from './workbook.ts';

/** How the package is built. */
export const features = [
  'from-1904',
  'second-sheet-first',
  'absolute-parts',
  'no-references',
  'lying-dimension',
  'prefixed',
  'strings-first',
  'merged',
  'whole-columns',
  'blank-rows',
  'stored',
  'sizes-behind',
  'stored-sizes-behind',
] as const;
export type Feature = (typeof features)[number];

/** Style 0 is plain; 1 a date, 2 a moment in a format of its own, 3 the Chinese date that is built in. */
const styles =
  `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\\ h:mm:ss"/></numFmts>` +
  '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">' +
  [0, 14, 176, 31]
    .map((id) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`)
    .join('') +
  '</cellXfs></styleSheet>';

/** The bytes of the workbook. */
export function packed(
  sheets: readonly Part[],
  strings: readonly string[],
  with_: ReadonlySet<Feature>,
): Buffer {
  const folder = with_.has('absolute-parts') ? '/xl/' : '';
  const list = [
    '<sheet name="教师" sheetId="1" r:id="rId1"/>',
    '<sheet name="字典" sheetId="2" state="hidden" r:id="rId4"/>',
  ];
  const types =
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    [
      ['workbook', 'sheet.main'],
      ['worksheets/sheet1', 'worksheet'],
      ['worksheets/sheet2', 'worksheet'],
      ['styles', 'styles'],
      ['sharedStrings', 'sharedStrings'],
    ]
      .map(
        ([part, type]) =>
          `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`,
      )
      .join('') +
    '</Types>';
  const [first, second] = sheets;
  const parts = partsOf({
    styles,
    strings: sharedStrings(...strings),
    workbook:
      `<workbookPr${with_.has('from-1904') ? ' date1904="1"' : ''}/>` + `<sheets>${list.join('')}</sheets>`,
    parts: {
      '[Content_Types].xml': types,
      'xl/_rels/workbook.xml.rels': relationships([
        ['rId4', 'worksheet', `${folder}worksheets/sheet2.xml`],
        ['rId1', 'worksheet', `${folder}worksheets/sheet1.xml`],
        ['rId2', 'sharedStrings', `${folder}sharedStrings.xml`],
        ['rId3', 'styles', `${folder}styles.xml`],
      ]),
      'xl/worksheets/sheet1.xml': first?.content ?? '',
      'xl/worksheets/sheet2.xml': second?.content ?? '',
    },
  });
  const both = with_.has('stored-sizes-behind');
  const stored = both || with_.has('stored');
  const sizesBehind = both || (with_.has('sizes-behind') && !stored);
  const order = (part: Part): number => {
    if (part.name === '[Content_Types].xml') return 0;
    if (part.name.includes('sharedStrings')) return with_.has('strings-first') ? 1 : 9;
    return part.name.includes('sheet2') && with_.has('second-sheet-first') ? 2 : 5;
  };
  return zipOf(
    parts
      .toSorted((a, b) => order(a) - order(b))
      .map((part) => ({
        ...part,
        ...(stored ? { method: 0 } : {}),
        ...(sizesBehind ? { descriptor: true } : {}),
      })),
  );
}
