/** Recognises a cell in the form that nearly all writers use, in one pass; whatever is not just so is left to the cursor. */
import { SAFE_DIGITS } from './whole-number.ts';

const QUOTE = 0x22;
const SLASH = 0x2f;
const ZERO = 0x30;
const LT = 0x3c;
const EQUALS = 0x3d;
const GT = 0x3e;
const SPACE = 0x20;
const LETTER_A = 0x41;
const LETTER_C = 0x63;
const LETTER_N = 0x6e;
const LETTER_R = 0x72;
const LETTER_S = 0x73;
const LETTER_T = 0x74;
const LETTER_V = 0x76;

/** Of a row number, and of a style. */
const ROW_DIGITS = 7;
const COLUMN_LETTERS = 3;

/**
 * `<c r="B7" s="1" t="s"><v>12</v></c>`, without content, or closed at once: position first, then style and type, each at most
 * once; a type of shared string or number; a whole number as value. Whatever it takes, the cursor would understand the same.
 */
export class PlainCell {
  readonly #bytes: Uint8Array;
  #at = 0;
  /** Zero-based, of the reference. */
  column = 0;
  /** One-based, of the reference. */
  row = 0;
  style = 0;
  isShared = false;
  /** The whole number it holds; -1 when it has no content. */
  value = -1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The place after the cell that begins at `from`; -1 when none of this form does, and then nothing else here means anything. */
  match(from: number): number {
    const bytes = this.#bytes;
    if (
      bytes[from] !== LT ||
      bytes[from + 1] !== LETTER_C ||
      bytes[from + 2] !== SPACE ||
      bytes[from + 3] !== LETTER_R
    )
      return -1;
    if (bytes[from + 4] !== EQUALS || bytes[from + 5] !== QUOTE) return -1;
    this.#at = from + 6;
    if (!this.#reference() || !this.#attributes()) return -1;
    const at = this.#at;
    this.value = -1;
    if (bytes[at] === SLASH) return bytes[at + 1] === GT ? at + 2 : -1;
    if (bytes[at + 1] !== LT) return -1;
    return bytes[at + 2] === SLASH ? this.#closed(at + 1) : this.#content(at + 1);
  }

  /** Letters and digits up to the quote. */
  #reference(): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    let column = 0;
    const letters = at;
    for (; ; at++) {
      const letter = (bytes[at] ?? 0) - LETTER_A;
      if (letter < 0 || letter > 25) break;
      column = column * 26 + letter + 1;
    }
    const digits = at;
    const row = this.#number(at, ROW_DIGITS);
    this.column = column - 1;
    this.row = row;
    at = this.#at;
    this.#at = at + 1;
    return digits > letters && digits - letters <= COLUMN_LETTERS && row > 0 && bytes[at] === QUOTE;
  }

  /** Style and type, up to the end of the start tag. */
  #attributes(): boolean {
    const bytes = this.#bytes;
    this.style = -1;
    let type = 0;
    while (bytes[this.#at] === SPACE) {
      const at = this.#at;
      const name = bytes[at + 1];
      if (bytes[at + 2] !== EQUALS || bytes[at + 3] !== QUOTE) return false;
      if (name === LETTER_S && this.style < 0) {
        this.style = this.#number(at + 4, ROW_DIGITS);
        if (this.style < 0) return false;
      } else if (name === LETTER_T && type === 0) {
        type = bytes[at + 4] ?? 0;
        if (type !== LETTER_S && type !== LETTER_N) return false;
        this.#at = at + 5;
      } else return false;
      if (bytes[this.#at] !== QUOTE) return false;
      this.#at++;
    }
    if (this.style < 0) this.style = 0;
    this.isShared = type === LETTER_S;
    return bytes[this.#at] === GT || bytes[this.#at] === SLASH;
  }

  /** `<v>`, a whole number, and both ends. */
  #content(from: number): number {
    const bytes = this.#bytes;
    if (bytes[from + 1] !== LETTER_V || bytes[from + 2] !== GT) return -1;
    this.value = this.#number(from + 3, SAFE_DIGITS);
    const at = this.#at;
    const ends =
      this.value >= 0 &&
      bytes[at] === LT &&
      bytes[at + 1] === SLASH &&
      bytes[at + 2] === LETTER_V &&
      bytes[at + 3] === GT;
    return ends ? this.#closed(at + 4) : -1;
  }

  /** `</c>`. */
  #closed(at: number): number {
    const bytes = this.#bytes;
    const ends =
      bytes[at] === LT && bytes[at + 1] === SLASH && bytes[at + 2] === LETTER_C && bytes[at + 3] === GT;
    return ends ? at + 4 : -1;
  }

  /** One to so many digits; -1 when there are none, or more. Moves behind them. */
  #number(from: number, most: number): number {
    const bytes = this.#bytes;
    let at = from;
    let value = 0;
    for (; ; at++) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    this.#at = at;
    return at > from && at - from <= most ? value : -1;
  }
}
