/** How marks look: errors red, warnings amber, both with dark ink that stays legible in print. */
import type { Style } from 'exceljs';
import type { Severity } from '../../schemas/issue.ts';
import { cellStyle, fonts, guideStyle, instructionStyle, solid } from './template-look.ts';

const ink = { argb: 'FF7A1710' };
const amberInk = { argb: 'FF5C3D00' };
const borders = cellStyle.border ?? {};

type Marked = Exclude<Severity, 'note'>;
export const isMarked = (severity: Severity): severity is Marked => severity !== 'note';

/** Of a cell with a finding. */
export const markedCell: Readonly<Record<Marked, Partial<Style>>> = {
  error: { ...cellStyle, font: { ...fonts.label, color: ink }, fill: solid('FFFBC9C4') },
  warning: { ...cellStyle, font: { ...fonts.label, color: amberInk }, fill: solid('FFFFE8A8') },
};

/** Of the summary at the beginning of a row. */
export const summaryCell: Readonly<Record<Marked, Partial<Style>>> = {
  error: { ...guideStyle, font: { ...fonts.instruction, color: ink }, border: borders },
  warning: { ...guideStyle, font: { ...fonts.instruction, color: amberInk }, border: borders },
};

export const emptySummary: Partial<Style> = { ...guideStyle, border: borders };

/** Of what we add beside the rows: quiet, so that nobody takes it for something to fill in. */
export const rowNumberCell: Partial<Style> = { ...instructionStyle, numFmt: '0', border: borders };
export const listCell: Partial<Style> = { ...guideStyle, border: borders };
export const linkCell: Partial<Style> = {
  ...listCell,
  font: { ...fonts.cell, color: { argb: 'FF1D5FA8' }, underline: true },
};
