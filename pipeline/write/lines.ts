/** Tells how many lines a text takes in a cell that wraps: rows written by a program don't grow by themselves everywhere. */

/** No row of a spreadsheet is higher, in points. */
const HIGHEST = 409;

/** In characters of a column's width; Han characters are two wide. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);

/** @param width of the column, in characters */
export const linesOf = (text: string, width: number): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / width)), 0);

/** The height of a row, in points, that shows so many lines; where a spreadsheet has no such row, less. */
export const heightOf = (lines: number, line_points: number, least = 0): number =>
  Math.min(HIGHEST, Math.max(least, line_points * lines + 5));
