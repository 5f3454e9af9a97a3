/** A whole .xlsx from sheets: a few hundred lines instead of a library, since a province is 40,000 files. */
import { escaped, type SharedStrings, sheetXml, type WrittenSheet } from './sheet.ts';
import { type PackedPart, packed, zipOf } from './zip.ts';

export interface WriterStyle {
  /** `shared` as Excel and WPS write, `inline` as streaming libraries do. */
  readonly strings: 'shared' | 'inline';
  /** Puts xl/sharedStrings.xml after the sheets (Excel) or before them (WPS). */
  readonly stringsLast?: boolean;
  /** Sizes after each part, as writers that stream do. */
  readonly streamed?: boolean;
  readonly date1904?: boolean;
  /** zlib level; 1 when thousands are written. */
  readonly level?: number;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const thinBorder = ['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin"/>`).join('');
const xf = (format: number, font: number, fill: number, border: number, align = ''): string =>
  `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1">${align}</xf>`;
const centred = '<alignment horizontal="center" vertical="center" wrapText="1"/>';

/** In the order of `formats` in sheet.ts. */
const styles = packed(
  'xl/styles.xml',
  `${declaration}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
    '<fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="黑体"/></font></fonts>' +
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDDEBF7"/></patternFill></fill></fills>' +
    `<borders count="2"><border><left/><right/><top/><bottom/></border><border>${thinBorder}</border></borders>` +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="6">${xf(0, 0, 0, 1)}${xf(49, 1, 2, 1, centred)}${xf(49, 2, 0, 0, centred)}${xf(49, 0, 0, 1)}${xf(164, 0, 0, 1)}${xf(31, 0, 0, 1)}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
);
const rootRelations = packed(
  '_rels/.rels',
  `${declaration}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
);

function contentTypes(sheets: number, shared: boolean): string {
  const override = (part: string, type: string): string =>
    `<Override PartName="${part}" ContentType="${contentType}.${type}+xml"/>`;
  const sheetTypes = Array.from({ length: sheets }, (_, index) =>
    override(`/xl/worksheets/sheet${index + 1}.xml`, 'worksheet'),
  );
  return (
    `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `${override('/xl/workbook.xml', 'sheet.main')}${sheetTypes.join('')}${override('/xl/styles.xml', 'styles')}` +
    `${shared ? override('/xl/sharedStrings.xml', 'sharedStrings') : ''}</Types>`
  );
}

function workbookXml(sheets: readonly WrittenSheet[], date1904: boolean): string {
  const entries = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
  );
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${entries.join('')}</sheets></workbook>`;
}

function workbookRelations(sheets: number, shared: boolean): string {
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`;
  const toSheets = Array.from({ length: sheets }, (_, index) =>
    relation(index + 1, 'worksheet', `worksheets/sheet${index + 1}.xml`),
  );
  const toStrings = shared ? relation(sheets + 2, 'sharedStrings', 'sharedStrings.xml') : '';
  return `${declaration}<Relationships xmlns="${packageRelations}">${toSheets.join('')}${relation(sheets + 1, 'styles', 'styles.xml')}${toStrings}</Relationships>`;
}

function stringsXml(strings: ReadonlyMap<string, number>): string {
  let xml = `${declaration}<sst xmlns="${main}" uniqueCount="${strings.size}">`;
  for (const text of strings.keys()) xml += `<si><t xml:space="preserve">${escaped(text)}</t></si>`;
  return `${xml}</sst>`;
}

/** The parts that depend only on the sheets' names: one set for all workbooks alike. */
const frames = new Map<string, readonly PackedPart[]>();

function frameOf(sheets: readonly WrittenSheet[], style: WriterStyle): readonly PackedPart[] {
  const names = sheets.map(({ name, hidden }) => [name, hidden === true]);
  const key = JSON.stringify([names, style.strings, style.date1904 === true]);
  let frame = frames.get(key);
  if (frame === undefined) {
    const shared = style.strings === 'shared';
    frame = [
      packed('[Content_Types].xml', contentTypes(sheets.length, shared)),
      rootRelations,
      packed('xl/workbook.xml', workbookXml(sheets, style.date1904 === true)),
      packed('xl/_rels/workbook.xml.rels', workbookRelations(sheets.length, shared)),
      styles,
    ];
    frames.set(key, frame);
  }
  return frame;
}

/** The bytes of an .xlsx file; the same for the same sheets and style. */
export function xlsxOf(sheets: readonly WrittenSheet[], style: WriterStyle): Uint8Array {
  const level = style.level ?? 6;
  const strings: SharedStrings = style.strings === 'shared' ? new Map() : null;
  const bodies = sheets.map((sheet, index) =>
    packed(`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet, strings), level),
  );
  const stringParts = strings === null ? [] : [packed('xl/sharedStrings.xml', stringsXml(strings), level)];
  const parts = style.stringsLast ? [...bodies, ...stringParts] : [...stringParts, ...bodies];
  return zipOf([...frameOf(sheets, style), ...parts], style.streamed === true);
}
