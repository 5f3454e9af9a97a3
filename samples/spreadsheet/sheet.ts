/** Writes the XML of a worksheet the ways different programs do: shared or inline strings, typed cells, merges, lists. */

/** A cell as its writer stored it; a plain string is a text cell. */
export type WrittenCell =
  | string
  | null
  /** Digits exactly as they stand in the file, so that a number can be as damaged as Excel makes it. */
  | { readonly number: string }
  /** Days since 1899-12-30 (or 1904-01-01) with a date format. */
  | { readonly serial: number; readonly format?: 'iso' | 'chinese' }
  | { readonly formula: string; readonly cached: string }
  | { readonly error: string }
  | { readonly boolean: boolean };

export interface DropDown {
  /** Zero-based column. */
  readonly column: number;
  /** A range such as `Lists!$A$1:$A$56`, or the values themselves in quotes. */
  readonly source: string;
}

export interface WrittenSheet {
  readonly name: string;
  readonly hidden?: boolean;
  /** Row 1 is `rows[0]`; an empty list leaves a row out of the file. */
  readonly rows: readonly (readonly WrittenCell[])[];
  /** Rows up to this one are drawn as title and header. */
  readonly headerRows?: number;
  readonly merges?: readonly string[];
  readonly widths?: readonly number[];
  readonly dropDowns?: readonly DropDown[];
  /** Formatted rows without content after the data, as a template leaves them. */
  readonly blankRows?: number;
}

/** Formats of styles.xml, by their place in `cellXfs`. */
export const formats = { general: 0, header: 1, title: 2, text: 3, isoDate: 4, chineseDate: 5 } as const;

const special = /[&<>"]/;
/** Characters that XML 1.0 can't hold never occur in samples. */
export const escaped = (text: string): string =>
  special.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    : text;

const letters: string[] = [];
/** `0` → `A`, `27` → `AB`. */
export function columnLetter(column: number): string {
  let letter = letters[column];
  if (letter === undefined) {
    const head = column < 26 ? '' : columnLetter(Math.floor(column / 26) - 1);
    letter = head + String.fromCharCode(65 + (column % 26));
    letters[column] = letter;
  }
  return letter;
}

/** Where the strings of a workbook are collected; null writes them into the cells. */
export type SharedStrings = Map<string, number> | null;

const outerSpace = /^\s|\s$|\n/;
const kept = (text: string): string => (outerSpace.test(text) ? ' xml:space="preserve"' : '');

function textXml(at: string, style: number, text: string, shared: SharedStrings): string {
  const place = `<c r="${at}" s="${style}"`;
  if (shared === null) return `${place} t="inlineStr"><is><t${kept(text)}>${escaped(text)}</t></is></c>`;
  let index = shared.get(text);
  if (index === undefined) {
    index = shared.size;
    shared.set(text, index);
  }
  return `${place} t="s"><v>${index}</v></c>`;
}

function cellXml(at: string, cell: WrittenCell, style: number, shared: SharedStrings): string {
  if (cell === null) return style === formats.text ? `<c r="${at}" s="${style}"/>` : '';
  if (typeof cell === 'string') return textXml(at, style, cell, shared);
  const place = ` r="${at}" s="${style}"`;
  if ('number' in cell) return `<c r="${at}" s="0"><v>${cell.number}</v></c>`;
  if ('serial' in cell) {
    const format = cell.format === 'chinese' ? formats.chineseDate : formats.isoDate;
    return `<c r="${at}" s="${format}"><v>${cell.serial}</v></c>`;
  }
  if ('formula' in cell) {
    return `<c${place} t="str"><f>${escaped(cell.formula)}</f><v>${escaped(cell.cached)}</v></c>`;
  }
  if ('error' in cell) return `<c${place} t="e"><v>${escaped(cell.error)}</v></c>`;
  return `<c${place} t="b"><v>${cell.boolean ? 1 : 0}</v></c>`;
}

function rowXml(cells: readonly WrittenCell[], number: number, style: number, shared: SharedStrings): string {
  let xml = `<row r="${number}">`;
  for (let column = 0; column < cells.length; column += 1) {
    xml += cellXml(columnLetter(column) + number, cells[column] ?? null, style, shared);
  }
  return `${xml}</row>`;
}

const styleOf = (index: number, headerRows: number): number => {
  if (index >= headerRows) return formats.text;
  return index === headerRows - 1 ? formats.header : formats.title;
};

function tailXml(sheet: WrittenSheet): string {
  const merges = sheet.merges ?? [];
  const lists = sheet.dropDowns ?? [];
  const first = (sheet.headerRows ?? 1) + 1;
  const mergeXml = merges.map((range) => `<mergeCell ref="${range}"/>`).join('');
  const listXml = lists.map(({ column, source }) => {
    const letter = columnLetter(column);
    const range = `${letter}${first}:${letter}2000`;
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${range}"><formula1>${escaped(source)}</formula1></dataValidation>`;
  });
  return (
    (merges.length > 0 ? `<mergeCells count="${merges.length}">${mergeXml}</mergeCells>` : '') +
    (lists.length > 0 ? `<dataValidations count="${lists.length}">${listXml.join('')}</dataValidations>` : '')
  );
}

/** The XML of one worksheet; strings go to `shared` when it is there. */
export function sheetXml(sheet: WrittenSheet, shared: SharedStrings): string {
  const headerRows = sheet.headerRows ?? 1;
  const widths = (sheet.widths ?? []).map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  let xml =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
  if (headerRows > 0) {
    xml += `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${headerRows}" topLeftCell="A${headerRows + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  }
  if (widths.length > 0) xml += `<cols>${widths.join('')}</cols>`;
  xml += '<sheetData>';
  for (let index = 0; index < sheet.rows.length; index += 1) {
    const cells = sheet.rows[index] ?? [];
    if (cells.length > 0) xml += rowXml(cells, index + 1, styleOf(index, headerRows), shared);
  }
  const width = sheet.rows[headerRows - 1]?.length ?? 0;
  const blank = Array<WrittenCell>(width).fill(null);
  for (let extra = 0; extra < (sheet.blankRows ?? 0); extra += 1) {
    xml += rowXml(blank, sheet.rows.length + extra + 1, formats.text, shared);
  }
  return `${xml}</sheetData>${tailXml(sheet)}</worksheet>`;
}
