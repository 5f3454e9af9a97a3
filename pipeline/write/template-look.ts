/** How a template looks: calm, legible in print, and the same in Excel, WPS and LibreOffice. */
import type { Alignment, Borders, Fill, Font, Style } from 'exceljs';
import type { Requirement } from '../../schemas/column.ts';

/** Cells of this format keep what was typed: no lost digits, no dates out of fractions. */
export const TEXT_FORMAT = '@';

/** On every Windows since 7 and in WPS; others take their own sans-serif. */
const FACE = '微软雅黑';
const ink = { argb: 'FF1F2933' };
const quiet = { argb: 'FF52606D' };
const accent = { argb: 'FFB42318' };
const line = { style: 'thin', color: { argb: 'FFD5DBE1' } } as const;

export const solid = (argb: string): Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });
const font = (size: number, more: Partial<Font> = {}): Partial<Font> => ({
  name: FACE,
  size,
  color: ink,
  ...more,
});

export const fonts = {
  title: font(15, { bold: true }),
  instruction: font(9, { color: quiet }),
  label: font(10, { bold: true }),
  mark: font(10, { bold: true, color: accent }),
  english: font(8, { color: quiet }),
  cell: font(10),
} as const;

const headerFills: Readonly<Record<Requirement, Fill>> = {
  always: solid('FFCCDDEC'),
  conditional: solid('FFE4ECF4'),
  optional: solid('FFF1F4F7'),
};
/** Where something must stand and nothing does. */
export const missingFill: Fill = { type: 'pattern', pattern: 'solid', bgColor: { argb: 'FFFFF1CC' } };

const borders: Partial<Borders> = { top: line, bottom: line, left: line, right: line };
const wrapped: Partial<Alignment> = { vertical: 'middle', horizontal: 'left', wrapText: true };

/** Of whole columns, so that rows which nobody has filled yet are text too without being there. */
export const columnStyle: Partial<Style> = {
  numFmt: TEXT_FORMAT,
  font: fonts.cell,
  alignment: { vertical: 'middle' },
};
export const cellStyle: Partial<Style> = { ...columnStyle, border: borders };
export const titleStyle: Partial<Style> = { font: fonts.title, alignment: { vertical: 'middle' } };
export const instructionStyle: Partial<Style> = { font: fonts.instruction, alignment: wrapped };
export const headerStyle = (need: Requirement): Partial<Style> => ({
  numFmt: TEXT_FORMAT,
  font: fonts.label,
  fill: headerFills[need],
  border: borders,
  alignment: wrapped,
});
export const guideStyle: Partial<Style> = { font: fonts.cell, alignment: { ...wrapped, vertical: 'top' } };
export const guideHeadingStyle: Partial<Style> = { ...guideStyle, font: fonts.label };

/** In points. */
export const heights = { title: 30, instruction: 30, header: 34, row: 20 } as const;
