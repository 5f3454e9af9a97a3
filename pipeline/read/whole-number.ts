/** Reads a whole number from bytes without making a text of it. */

/** Up to here a whole number is exact as a float. */
export const SAFE_DIGITS = 15;

/** The digits from `start` to `end` as a number; NaN when they aren't digits or too many. */
export function wholeNumber(bytes: Uint8Array, start: number, end: number): number {
  if (start === end || end - start > SAFE_DIGITS) return Number.NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
