/** Makes the text of a cell comparable: what cannot be seen is dropped, and full-width forms become plain ones. */

const FULL_WIDTH_OFFSET = 0xfee0;

/** Spaces of every kind, line ends and control characters. */
const isBlankCode = (code: number): boolean =>
  code <= 0x20 ||
  (code >= 0x7f && code <= 0xa0) ||
  code === 0x1680 ||
  code === 0x3000 ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x2028 ||
  code === 0x2029 ||
  code === 0x202f ||
  code === 0x205f;

/** Characters without width: they carry no meaning in a name or a number. */
const isInvisibleCode = (code: number): boolean =>
  code === 0xad ||
  code === 0x180e ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x2069) ||
  code === 0xfeff;

const isFullWidthAlphanumeric = (code: number): boolean =>
  (code >= 0xff10 && code <= 0xff19) ||
  (code >= 0xff21 && code <= 0xff3a) ||
  (code >= 0xff41 && code <= 0xff5a);

/** Whether the text is clean as it stands; true for nearly every cell, so it is decided without building anything. */
function isClean(text: string): boolean {
  const last = text.length - 1;
  for (let i = 0; i <= last; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x20 && code < 0x7f) continue;
    if (code >= 0x3001 && code < 0xfeff) continue;
    if (code === 0x20 && i > 0 && i < last && text.charCodeAt(i - 1) !== 0x20) continue;
    if (isBlankCode(code) || isInvisibleCode(code) || isFullWidthAlphanumeric(code)) return false;
  }
  return true;
}

/**
 * The text without invisible characters, without blanks at its ends, with runs of blanks inside as one space, and with
 * full-width digits and letters as plain ones. Punctuation stays: it may belong to a name.
 */
export function cleaned(text: string): string {
  if (isClean(text)) return text;
  let out = '';
  let pending = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isInvisibleCode(code)) continue;
    if (isBlankCode(code)) {
      pending = out !== '';
      continue;
    }
    if (pending) out += ' ';
    pending = false;
    out += isFullWidthAlphanumeric(code) ? String.fromCharCode(code - FULL_WIDTH_OFFSET) : text[i];
  }
  return out;
}

/** Full-width punctuation too, for numbers and addresses; expects cleaned text. */
export function narrow(text: string): string {
  let out: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff00 && code < 0xff5f) {
      out ??= text.slice(0, i);
      out += String.fromCharCode(code - FULL_WIDTH_OFFSET);
    } else if (out !== undefined) out += text[i];
  }
  return out ?? text;
}

/** For comparing what means the same: no blanks, plain widths, lower case. Never stored. */
export const folded = (text: string): string => narrow(cleaned(text)).replace(/ /g, '').toLowerCase();

/** A name as it is compared: what people type differently for the same name is gone, the dots in it too. */
export const nameKey = (name: string): string => folded(name).replaceAll(/[\u00b7.]/g, '');

/** Length as people count it: a character beyond the BMP is one. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Zero-based column → its letters: 0 is A, 26 is AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  }
  return letters;
}

/** Letters → zero-based column: A is 0, AA is 26. Expects capital letters. */
export const columnOf = (letters: string): number =>
  Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
