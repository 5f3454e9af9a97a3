/** Says what a stored cell value means: its type and its text, by cell type, style and the workbook's calendar. */
import type { Cell, CellType } from '../../schemas/workbook.ts';
import { dateOf, decimalOf, isoDateOf } from './numbers.ts';
import { unescapeCell } from './text.ts';

/** Values of a cell's `t` attribute (ECMA-376 part 1, 18.18.11). */
export const storedTypes = ['n', 's', 'str', 'inlineStr', 'b', 'e', 'd'] as const;
export type StoredType = (typeof storedTypes)[number];

/** What a cell needs from its workbook; strings and styles are read when the first cell asks. */
export interface Meaning {
  readonly strings: () => readonly string[];
  /** By style index: does it show dates? */
  readonly dateStyles: () => readonly boolean[];
  readonly from1904: boolean;
}

/** A cell, its object shaped the same for millions of cells. */
export function makeCell(column: number, type: CellType, text: string, formula: boolean): Cell {
  return formula ? { column, type, text, formula: true } : { column, type, text };
}

/** The meaning of a value that isn't a shared string. A number that is none stays the text that it is. */
export function meaningOf(
  stored: string,
  type: StoredType,
  style: number,
  meaning: Meaning,
): readonly [type: CellType, text: string] {
  switch (type) {
    case 'n':
      return numberOf(stored, style, meaning);
    case 'b':
      if (stored === '1' || stored === 'true') return ['boolean', 'TRUE'];
      if (stored === '0' || stored === 'false') return ['boolean', 'FALSE'];
      return ['text', stored];
    case 'e':
      return ['error', stored];
    case 'd': {
      const date = isoDateOf(stored);
      return date === undefined ? ['text', stored] : ['date', date];
    }
    default:
      return ['text', unescapeCell(stored)];
  }
}

function numberOf(stored: string, style: number, meaning: Meaning): readonly [type: CellType, text: string] {
  const decimal = decimalOf(stored);
  if (decimal === undefined) return ['text', stored];
  const date = meaning.dateStyles()[style] ? dateOf(Number(decimal), meaning.from1904) : undefined;
  return date === undefined ? ['number', decimal] : ['date', date];
}
