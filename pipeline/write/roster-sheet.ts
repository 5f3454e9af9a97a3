/** Writes the XML of a roster's sheets in pieces, so that a hundred thousand rows never stand in memory together. */
import { type Stage, stages } from '../../schemas/subject.ts';
import { columnLetters } from '../text.ts';
import { type RosterSummary, type RosterTotal, rosterColumns } from './roster-rows.ts';
import { styles } from './roster-styles.ts';
import { escaped, textElement } from './xml.ts';

/** What a worksheet can hold (ECMA-376 part 1, 18.3.1.73). */
const MOST_ROWS = 1_048_576;
/** A piece is handed on when it has grown this long, in characters. */
const PIECE = 65_536;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const letters = rosterColumns.map((_, at) => columnLetters(at));
const lastLetter = letters.at(-1) ?? 'A';

const textCell = (letter: string, row: number, style: number, text: string): string =>
  `<c r="${letter}${row}" s="${style}" t="inlineStr"><is>${textElement(text)}</is></c>`;
const numberCell = (letter: string, row: number, style: number, value: number): string =>
  `<c r="${letter}${row}" s="${style}"><v>${value}</v></c>`;

const columnsXml = (widths: readonly number[], style: number): string =>
  `<cols>${widths
    .map(
      (width, at) =>
        `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${style}" customWidth="1"/>`,
    )
    .join('')}</cols>`;

const opening = (panes: string, columns: string): string =>
  `${declaration}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
  `<sheetViews><sheetView workbookViewId="0"${panes === '' ? ' showGridLines="0"/>' : `>${panes}</sheetView>`}</sheetViews>` +
  `<sheetFormatPr defaultRowHeight="18"/>${columns}<sheetData>`;

/** A4 landscape with page numbers. */
const closing = (middle: string): string =>
  `</sheetData>${middle}<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>` +
  '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
  '<headerFooter><oddFooter>&amp;C&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>';

function rowXml(texts: readonly string[], row: number): string {
  let xml = `<row r="${row}">`;
  for (let at = 0; at < texts.length; at++) {
    const text = texts[at] ?? '';
    if (text !== '') xml += textCell(letters[at] ?? '', row, styles.text, text);
  }
  return `${xml}</row>`;
}

function headerXml(): string {
  const cells = rosterColumns.map(({ label }, at) =>
    textCell(letters[at] ?? '', 1, styles.header, `${label.zh}\n${label.en}`),
  );
  return `<row r="1" ht="32" customHeight="1">${cells.join('')}</row>`;
}

/**
 * The sheet of one stage: a header that stays in sight, and a row for each list of texts.
 * @throws RangeError beyond what a worksheet can hold
 */
export async function* stageSheet(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const widths = rosterColumns.map(({ width }) => width);
  let piece = opening(pane, columnsXml(widths, styles.text)) + headerXml();
  let row = 1;
  for await (const texts of rows) {
    row++;
    if (row > MOST_ROWS) throw new RangeError(`a sheet holds ${MOST_ROWS} rows`);
    piece += rowXml(texts, row);
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  yield piece + closing(`<autoFilter ref="A1:${lastLetter}${row}"/>`);
}

export interface Cover {
  readonly title: string;
  /** Lines between title and table: what it is of, when, by whom. */
  readonly facts: readonly (readonly [string, string])[];
}

const total = ({ teachers }: RosterTotal): number =>
  Object.values(teachers).reduce((sum, count) => sum + count, 0);
const ofStage = (totals: readonly RosterTotal[], stage: Stage): number =>
  totals.reduce((sum, { teachers }) => sum + (teachers[stage] ?? 0), 0);

/** The first sheet: title, facts, and the teachers of each county by stage. */
export function coverSheet({ title, facts }: Cover, { totals, rows, digest }: RosterSummary): string {
  const lines: string[] = [];
  const add = (cells: (row: number) => readonly string[], height = ''): void => {
    const row = lines.length + 1;
    lines.push(`<row r="${row}"${height}>${cells(row).join('')}</row>`);
  };
  add((row) => [textCell('A', row, styles.title, title)], ' ht="30" customHeight="1"');
  for (const [label, value] of [...facts, ['摘要 Digest', digest.slice(0, 16)] as const]) {
    add((row) => [textCell('A', row, styles.label, label), textCell('B', row, styles.plain, value)]);
  }
  add(() => []);
  const heads = ['市\nCity', '县（市、区）\nCounty', ...stages.map(({ value, en }) => `${value}\n${en}`)];
  add(
    (row) =>
      [...heads, '合计\nTotal', '学校数\nSchools'].map((text, at) =>
        textCell(columnLetters(at), row, styles.header, text),
      ),
    ' ht="32" customHeight="1"',
  );
  for (const one of totals) {
    const counts = [...stages.map(({ value }) => one.teachers[value] ?? 0), total(one), one.schools];
    add((row) => [
      textCell('A', row, styles.text, one.city),
      textCell('B', row, styles.text, one.county),
      ...counts.map((count, at) => numberCell(columnLetters(at + 2), row, styles.number, count)),
    ]);
  }
  const schools = totals.reduce((sum, one) => sum + one.schools, 0);
  const sums = [...stages.map(({ value }) => ofStage(totals, value)), rows, schools];
  add((row) => [
    textCell('A', row, styles.totalText, '合计 Total'),
    textCell('B', row, styles.totalText, ''),
    ...sums.map((sum, at) => numberCell(columnLetters(at + 2), row, styles.total, sum)),
  ]);
  const widths = [16, 18, 18, 18, 14, 14, 12, 12];
  return opening('', columnsXml(widths, styles.plain)) + lines.join('') + closing('');
}

/** The name of a sheet as a defined name refers to it. */
export const quotedSheet = (name: string): string => escaped(`'${name.replaceAll("'", "''")}'`);

export interface SheetColumn {
  readonly label: { readonly zh: string; readonly en: string };
  readonly width: number;
}

/** A plain table with a header that stays in sight; a number stays one, everything else is text. @throws RangeError beyond what a worksheet can hold */
export function* tableSheet(
  columns: readonly SheetColumn[],
  rows: readonly (readonly (string | number)[])[],
): Generator<string> {
  if (rows.length >= MOST_ROWS) throw new RangeError(`a sheet holds ${MOST_ROWS} rows`);
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const names = columns.map((_, at) => columnLetters(at));
  const heads = columns.map(({ label }, at) =>
    textCell(names[at] ?? '', 1, styles.header, `${label.zh}\n${label.en}`),
  );
  const widths = columns.map(({ width }) => width);
  let piece = `${opening(pane, columnsXml(widths, styles.text))}<row r="1" ht="32" customHeight="1">${heads.join('')}</row>`;
  for (const [at, values] of rows.entries()) {
    const row = at + 2;
    const cells = values.map((value, column) => {
      const letter = names[column] ?? '';
      if (typeof value === 'number') return numberCell(letter, row, styles.number, value);
      return value === '' ? '' : textCell(letter, row, styles.text, value);
    });
    piece += `<row r="${row}">${cells.join('')}</row>`;
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  yield piece + closing(`<autoFilter ref="A1:${names.at(-1) ?? 'A'}${rows.length + 1}"/>`);
}
