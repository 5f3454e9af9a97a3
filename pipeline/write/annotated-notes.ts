/** Puts notes at cells, each as large as its text: Excel and WPS cut off what doesn't fit. */
import type { Cell, Worksheet } from 'exceljs';
import { safeText } from './annotated-storage.ts';
import { linesOf } from './lines.ts';
import { fonts, heights } from './template-look.ts';

/** In characters of a column's width, as wide as the columns beside the cell allow. */
const NOTE_WIDTH = 38;
const LINE_POINTS = 13;

/** Where a note stands, in columns and rows counted from nought. */
interface Anchor {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How exceljs keeps a note; what it publishes has no place for the size, though it writes one. */
interface WithComment {
  _comment: { readonly model: object };
}

function anchorOf(sheet: Worksheet, row: number, at: number, text: string): Anchor {
  let right = at;
  let width = 0;
  while (width < NOTE_WIDTH) width += sheet.getColumn(++right).width ?? NOTE_WIDTH;
  const rows = Math.ceil((LINE_POINTS * (linesOf(text, width) + 1)) / heights.row);
  const top = Math.max(0, row - 2);
  return { left: at + 0.1, top, right, bottom: top + rows };
}

/** @param at of the cell's column, counted from one */
export function putNote(sheet: Worksheet, cell: Cell, at: number, text: string): void {
  cell.note = { texts: [{ font: fonts.instruction, text: safeText(text) }] };
  const kept = cell as unknown as WithComment;
  kept._comment = { model: { ...kept._comment.model, anchor: anchorOf(sheet, Number(cell.row), at, text) } };
}
