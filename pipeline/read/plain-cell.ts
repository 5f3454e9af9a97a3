/** Recognises a cell in the form that nearly all writers use, in one pass; whatever is not just so is left to the cursor. */
import { SAFE_DIGITS } from './whole-number.ts';
import { standsAt, xmlName } from './xml-bytes.ts';

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

/** With the quote behind it. */
const INLINE = xmlName('inlineStr"');
const TEXT = xmlName('<is><t>');
const AFTER_TEXT = xmlName('</t></is></c>');

/**
 * `<c r="B7" s="1" t="s"><v>12</v></c>` or `<c r="B7" s="1" t="inlineStr"><is><t>a</t></is></c>`, without content, or closed at
 * once: position first, or none, then style and type, each at most once; for a shared string or number a whole number, for an
 * inline string a text without markup. Whatever it takes, the cursor would understand the same.
 */
export class PlainCell {
  readonly #bytes: Uint8Array;
  #at = 0;
  #isInline = false;
  /** Zero-based, of the reference; -1 when there is none. */
  column = -1;
  /** One-based, of the reference; 0 when there is none. */
  row = 0;
  style = 0;
  isShared = false;
  /** The whole number it holds; -1 when it holds none. */
  value = -1;
  /** Where the text it holds begins, and ends; -1 when it holds none. */
  textStart = -1;
  textEnd = -1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The place after the cell that begins at `from`; -1 when none of this form does, and then nothing else here means anything. */
  match(from: number): number {
    const bytes = this.#bytes;
    if (bytes[from] !== LT || bytes[from + 1] !== LETTER_C) return -1;
    this.#at = from + 2;
    if (!this.#reference() || !this.#attributes()) return -1;
    const at = this.#at;
    this.value = -1;
    this.textStart = -1;
    if (bytes[at] === SLASH) return bytes[at + 1] === GT ? at + 2 : -1;
    if (bytes[at + 1] !== LT) return -1;
    if (bytes[at + 2] === SLASH) return this.#closed(at + 1);
    return this.#isInline ? this.#text(at + 1) : this.#content(at + 1);
  }

  /** ` r="`, letters and digits up to the quote, and the quote; or nothing of it. */
  #reference(): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    this.column = -1;
    this.row = 0;
    if (bytes[at + 1] !== LETTER_R) return true;
    if (bytes[at] !== SPACE || bytes[at + 2] !== EQUALS || bytes[at + 3] !== QUOTE) return false;
    at += 4;
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
    let isTyped = false;
    this.isShared = false;
    this.#isInline = false;
    while (bytes[this.#at] === SPACE) {
      const at = this.#at;
      const name = bytes[at + 1];
      if (bytes[at + 2] !== EQUALS || bytes[at + 3] !== QUOTE) return false;
      if (name === LETTER_S && this.style < 0) {
        this.style = this.#number(at + 4, ROW_DIGITS);
        if (this.style < 0 || bytes[this.#at] !== QUOTE) return false;
        this.#at++;
      } else if (name === LETTER_T && !isTyped) {
        isTyped = true;
        if (!this.#type(at + 4)) return false;
      } else return false;
    }
    if (this.style < 0) this.style = 0;
    return bytes[this.#at] === GT || bytes[this.#at] === SLASH;
  }

  #type(at: number): boolean {
    const bytes = this.#bytes;
    const type = bytes[at];
    if (bytes[at + 1] === QUOTE) {
      this.isShared = type === LETTER_S;
      this.#at = at + 2;
      return this.isShared || type === LETTER_N;
    }
    this.#isInline = standsAt(bytes, at, INLINE);
    this.#at = at + INLINE.length;
    return this.#isInline;
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

  /** `<is><t>`, a text, and all ends. */
  #text(from: number): number {
    const bytes = this.#bytes;
    if (!standsAt(bytes, from, TEXT)) return -1;
    let at = from + TEXT.length;
    this.textStart = at;
    while (at < bytes.length && bytes[at] !== LT) at++;
    this.textEnd = at;
    return standsAt(bytes, at, AFTER_TEXT) ? at + AFTER_TEXT.length : -1;
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
