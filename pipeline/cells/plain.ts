/** Free text, and the limit of length that every text has. */
import type { Column } from '../../schemas/column.ts';
import { characters } from '../text.ts';
import type { CellParser, Report } from './cell-parser.ts';

/** The text when the column has room for it, counted in characters; null after reporting otherwise. */
export function withinLimit(text: string, column: Column, report: Report): string | null {
  if (text.length <= column.max) return text;
  const length = characters(text);
  if (length <= column.max) return text;
  report('too-long', { length, limit: column.max });
  return null;
}

export const plainText =
  (column: Column): CellParser =>
  (text, _cell, report) =>
    withinLimit(text, column, report);
