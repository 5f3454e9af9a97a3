/** Writes the XML of sheets that are lists, in pieces, so that a hundred thousand rows never stand in memory together. */
import type { Words } from '../../schemas/language.ts';
import { columnLetters } from '../text.ts';
import { styles } from './roster-styles.ts';
import { closing, listOpening, mostRows, numberCell, piece_chars, textCell } from './sheet-parts.ts';

export interface SheetColumn {
  readonly label: Words;
  /** In characters. */
  readonly width: number;
}

/** A number stays one; everything else is text. */
export type SheetValue = string | number;
/** Rows that come together. */
export type SheetBlock = readonly (readonly SheetValue[])[];

function rowXml(letters: readonly string[], values: readonly SheetValue[], row: number): string {
  let xml = `<row r="${row}">`;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? '';
    const letter = letters[at] ?? '';
    if (typeof value === 'number') xml += numberCell(letter, row, styles.number, value);
    else if (value !== '') xml += textCell(letter, row, styles.text, value);
  }
  return `${xml}</row>`;
}

function headerXml(letters: readonly string[], columns: readonly SheetColumn[]): string {
  const cells = columns.map(({ label }, at) =>
    textCell(letters[at] ?? '', 1, styles.header, `${label.zh}\n${label.en}`),
  );
  return `<row r="1" ht="32" customHeight="1">${cells.join('')}</row>`;
}

/**
 * A header that stays in sight and a filter, and a row for each list of values. `markOf` is asked after the last row for what stands
 * above and below each printed page.
 * @throws RangeError beyond what a worksheet can hold
 */
export async function* listSheet(
  columns: readonly SheetColumn[],
  blocks: AsyncIterable<SheetBlock> | Iterable<SheetBlock>,
  markOf: () => string | undefined = () => undefined,
): AsyncGenerator<string> {
  const letters = columns.map((_, at) => columnLetters(at));
  let piece = listOpening(columns.map(({ width }) => width)) + headerXml(letters, columns);
  let row = 1;
  for await (const block of blocks) {
    for (const values of block) {
      row++;
      if (row > mostRows) throw new RangeError(`a sheet holds ${mostRows} rows`);
      piece += rowXml(letters, values, row);
      if (piece.length >= piece_chars) {
        yield piece;
        piece = '';
      }
    }
  }
  yield piece + closing(`<autoFilter ref="A1:${letters.at(-1) ?? 'A'}${row}"/>`, markOf());
}
