/** What the sheets of our fast workbooks are made of: cells, columns, opening and closing. */
import { styles } from './roster-styles.ts';
import { escaped, textElement } from './xml.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** What a worksheet can hold (ECMA-376 part 1, 18.3.1.73). */
export const mostRows = 1_048_576;
/** A piece of a sheet is handed on when it has grown this long, in characters. */
export const piece_chars = 65_536;

export const textCell = (letter: string, row: number, style: number, text: string): string =>
  `<c r="${letter}${row}" s="${style}" t="inlineStr"><is>${textElement(text)}</is></c>`;
export const numberCell = (letter: string, row: number, style: number, value: number): string =>
  `<c r="${letter}${row}" s="${style}"><v>${value}</v></c>`;

export const columnsXml = (widths: readonly number[], style: number): string =>
  `<cols>${widths
    .map(
      (width, at) =>
        `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${style}" customWidth="1"/>`,
    )
    .join('')}</cols>`;

/** A header that stays in sight. */
const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';

const opening = (view: string, columns: string): string =>
  `${declaration}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
  `<sheetViews><sheetView workbookViewId="0"${view}</sheetViews>` +
  `<sheetFormatPr defaultRowHeight="18"/>${columns}<sheetData>`;
export const listOpening = (widths: readonly number[]): string =>
  opening(`>${frozen}</sheetView>`, columnsXml(widths, styles.text));
export const coverOpening = (widths: readonly number[]): string =>
  opening(' showGridLines="0"/>', columnsXml(widths, styles.plain));

/** A header or footer holds 255 characters with its codes (ECMA-376 part 1, 18.3.1.39). */
const mostMark_chars = 150;
const marked = (mark: string): string => escaped(mark.slice(0, mostMark_chars).replaceAll('&', '&&'));

/** A4 landscape with page numbers; a mark stands above and below every printed page. */
export function closing(between: string, mark?: string): string {
  const above = mark === undefined ? '' : `<oddHeader>&amp;L${marked(mark)}</oddHeader>`;
  const below = mark === undefined ? '' : `&amp;L${marked(mark)}`;
  return (
    `</sheetData>${between}<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>` +
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
    `<headerFooter>${above}<oddFooter>${below}&amp;C&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`
  );
}

/** The name of a sheet as a defined name refers to it. */
export const quotedSheet = (name: string): string => escaped(`'${name.replaceAll("'", "''")}'`);
