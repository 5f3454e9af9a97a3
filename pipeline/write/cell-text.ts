/** Values as files carry them: the text that the reader of our own files understands without a finding. */
import type { CellValue } from '../../schemas/change.ts';

export const yesNoTexts = ['是', '否'] as const;

/** Blank for null, 是 or 否 for a boolean, everything else as it stands. */
export function cellText(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? yesNoTexts[0] : yesNoTexts[1];
  return value;
}
