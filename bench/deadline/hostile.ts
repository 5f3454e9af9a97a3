/** Files that are made to hurt: small to send, and as much work as the limits let through. */
import { type PackedPart, packed, zipOf } from '../../samples/spreadsheet/zip.ts';

const mebi = 1024 * 1024;
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const frame: readonly PackedPart[] = [
  packed(
    '[Content_Types].xml',
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
  ),
  packed(
    '_rels/.rels',
    `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ),
  packed(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ),
  packed(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  ),
];

/** A sheet that repeats one piece of XML until it has so many bytes. */
function repeated(piece: string, bytes: number): PackedPart {
  const start = `<worksheet xmlns="${main}"><sheetData>`;
  return packed('xl/worksheets/sheet1.xml', start + piece.repeat(Math.floor(bytes / piece.length)));
}

/** So many different files, made to be sent in turn. */
export function hostileFiles(count: number): Buffer[] {
  const sheets = [
    // Just below the limit of what may be unpacked: all of it has to be walked through.
    repeated('<row><c t="inlineStr"><is><t>x</t></is></c><c/><c/><c/></row>', 190 * mebi),
    // Above it: refused as soon as that is known.
    repeated('<row/>', 400 * mebi),
  ];
  return Array.from({ length: count }, (_, at) => {
    const sheet = sheets[at % sheets.length];
    if (sheet === undefined) throw new Error('there is no such sheet');
    // A part that nobody reads makes the bytes new each time.
    return Buffer.from(
      zipOf([...frame, sheet, packed('docProps/app.xml', `<Properties>${at}</Properties>`)]),
    );
  });
}
