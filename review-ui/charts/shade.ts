/** Shades of a share: six steps that a class of the style sheet paints, so that no drawing needs an inline style. */

/** `shade-0` for nothing to `shade-5` for all; all is said only when it is all, and nothing only when it is nothing. */
export function shadeOf(share: number): string {
  if (share >= 1) return 'shade-5';
  return `shade-${share <= 0 ? 0 : Math.min(4, 1 + Math.floor(share * 4))}`;
}
