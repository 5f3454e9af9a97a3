/** The frame of a roster workbook: which sheets it has, what they are, and which header each repeats in print. */
import { quotedSheet } from './sheet-parts.ts';
import { escaped } from './xml.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export interface NamedSheet {
  readonly name: string;
  /** Path of the part inside the archive. */
  readonly part: string;
  /** Whether its first row is a header to repeat in print. */
  readonly hasHeader: boolean;
}

const relations = (entries: readonly string[]): string =>
  `${declaration}<Relationships xmlns="${PACKAGE}/relationships">${entries.join('')}</Relationships>`;
const relation = (id: number, type: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;

export const rootRelations = relations([relation(1, 'officeDocument', 'xl/workbook.xml')]);

export function contentTypes(sheets: readonly NamedSheet[]): string {
  const override = (part: string, type: string): string =>
    `<Override PartName="/${part}" ContentType="${TYPE}.${type}+xml"/>`;
  return (
    `${declaration}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `${override('xl/workbook.xml', 'sheet.main')}${override('xl/styles.xml', 'styles')}` +
    `${sheets.map(({ part }) => override(part, 'worksheet')).join('')}</Types>`
  );
}

export const workbookRelations = (sheets: readonly NamedSheet[]): string =>
  relations([
    ...sheets.map(({ part }, at) => relation(at + 1, 'worksheet', part.replace(/^xl\//, ''))),
    relation(sheets.length + 1, 'styles', 'styles.xml'),
  ]);

export function workbookXml(sheets: readonly NamedSheet[]): string {
  const entries = sheets.map(
    ({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const titles = sheets.flatMap(({ name, hasHeader }, at) =>
    hasHeader
      ? [
          `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${quotedSheet(name)}!$1:$1</definedName>`,
        ]
      : [],
  );
  const names = titles.length === 0 ? '' : `<definedNames>${titles.join('')}</definedNames>`;
  return (
    `${declaration}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews>` +
    `<sheets>${entries.join('')}</sheets>${names}</workbook>`
  );
}
