/** A cursor over the tags of one XML part: no DTD, no entities of its own, no tree, and never half a document. */
import type { Buffer } from 'node:buffer';
import { RefusedFile } from '../../schemas/refusal.ts';
import { textOf } from './text.ts';
import { utf8Of } from './unicode.ts';
import { endsName, isOfName, isSpace } from './xml-bytes.ts';

export type Tag = 'open' | 'empty' | 'close' | 'end';

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const COLON = 0x3a;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BANG = 0x21;
const QUESTION = 0x3f;
const LETTER_C = 0x43;
const BRACKET = 0x5b;
/** Real workbooks nest about ten deep. */
const DEEPEST = 200;

/**
 * Walks an XML part tag by tag. Names are local names: a namespace prefix is skipped, because writers are free to choose it.
 * Bytes, not a string: a cell of an ordinary sheet costs no text at all when it points into the shared strings.
 * @throws RefusedFile `damaged` when the document ends early or isn't well formed, `unsafe-archive` on a DOCTYPE.
 */
export class Tags {
  readonly bytes: Buffer;
  readonly part: string;
  /** Where the next token starts. */
  at = 0;
  /** Local name of the current tag: bytes `nameStart` to `nameEnd`. */
  nameStart = 0;
  nameEnd = 0;
  attributesEnd = 0;
  attributeStart = 0;
  attributeEnd = 0;
  valueStart = 0;
  valueEnd = 0;
  #attributeAt = 0;
  /** Number of elements that are open after the current tag. */
  depth = 0;
  #closedRoot = false;
  /** Where the whole name of each open element begins and ends, by depth. */
  readonly #names = new Int32Array(2 * (DEEPEST + 1));

  constructor(bytes: Uint8Array, part: string) {
    this.bytes = utf8Of(bytes, part);
    this.part = part;
    // A byte order mark is no text.
    if (this.bytes[0] === 0xef && this.bytes[1] === 0xbb && this.bytes[2] === 0xbf) this.at = 3;
  }

  damaged(): RefusedFile {
    return new RefusedFile('damaged', { part: this.part });
  }

  /** Moves to the next tag; `end` only after the root element was closed. */
  next(): Tag {
    const bytes = this.bytes;
    const length = bytes.length;
    for (;;) {
      const start = bytes[this.at] === LT ? this.at : bytes.indexOf(LT, this.at);
      if (start < 0) return this.#end();
      if (this.depth === 0) this.#refuseText(start);
      let at = start + 1;
      const first = bytes[at];
      if (first === BANG || first === QUESTION) {
        this.at = this.#afterDeclaration(start);
        continue;
      }
      const closing = first === SLASH;
      if (closing) at++;
      const name = at;
      this.nameStart = at;
      for (; at < length; at++) {
        const byte = bytes[at];
        if (byte === COLON) this.nameStart = at + 1;
        else if (!isOfName(byte)) break;
      }
      this.nameEnd = at;
      this.#attributeAt = at;
      if (at === this.nameStart || !endsName(bytes[at])) throw this.damaged();
      return closing ? this.#close(name, at) : this.#open(name, at);
    }
  }

  #open(name: number, from: number): Tag {
    const bytes = this.bytes;
    const length = bytes.length;
    if (this.#closedRoot) throw this.damaged();
    let at = from;
    while (at < length && bytes[at] !== GT) {
      const byte = bytes[at];
      if (byte === QUOTE || byte === APOSTROPHE) {
        // Values are short: a loop beats a call into native code.
        do at++;
        while (at < length && bytes[at] !== byte);
      } else if (byte === LT) throw this.damaged();
      at++;
    }
    if (at >= length) throw this.damaged();
    this.at = at + 1;
    if (bytes[at - 1] === SLASH) {
      this.attributesEnd = at - 1;
      if (this.depth === 0) this.#closedRoot = true;
      return 'empty';
    }
    this.attributesEnd = at;
    if (++this.depth > DEEPEST) throw new RefusedFile('unsafe-archive', { part: this.part });
    this.#names[2 * this.depth] = name;
    this.#names[2 * this.depth + 1] = from;
    return 'open';
  }

  #close(name: number, from: number): Tag {
    const { bytes } = this;
    let at = from;
    while (isSpace(bytes[at])) at++;
    if (bytes[at] !== GT || this.depth === 0) throw this.damaged();
    // A tag with one letter wrong would be an element nobody asks for, and a cell would be gone without a word.
    const opened = this.#names[2 * this.depth] ?? 0;
    if ((this.#names[2 * this.depth + 1] ?? 0) - opened !== from - name) throw this.damaged();
    for (let i = from - name - 1; i >= 0; i--)
      if (bytes[opened + i] !== bytes[name + i]) throw this.damaged();
    this.at = at + 1;
    this.attributesEnd = this.nameEnd;
    if (--this.depth === 0) this.#closedRoot = true;
    return 'close';
  }

  /** Outside the root element stand blanks and declarations only. */
  #refuseText(end: number): void {
    for (let at = this.at; at < end; at++) if (!isSpace(this.bytes[at])) throw this.damaged();
  }

  #end(): Tag {
    if (!this.#closedRoot || this.depth !== 0) throw this.damaged();
    this.#refuseText(this.bytes.length);
    this.at = this.bytes.length;
    return 'end';
  }

  /** Comments, processing instructions and CDATA carry no tags; a DOCTYPE is where entity bombs live. */
  #afterDeclaration(start: number): number {
    const bytes = this.bytes;
    const second = bytes[start + 2];
    let after: number;
    if (bytes[start + 1] === QUESTION) after = bytes.indexOf('?>', start + 2) + 2;
    else if (second === 0x2d) after = bytes.indexOf('-->', start + 4) + 3;
    else if (second === BRACKET) after = bytes.indexOf(']]>', start + 3) + 3;
    else throw new RefusedFile('unsafe-archive', { part: this.part });
    if (after <= start) throw this.damaged();
    return after;
  }

  /** Is the current tag's local name this one? */
  is(name: Uint8Array): boolean {
    const start = this.nameStart;
    const length = name.length;
    if (this.nameEnd - start !== length) return false;
    const bytes = this.bytes;
    for (let i = 0; i < length; i++) if (bytes[start + i] !== name[i]) return false;
    return true;
  }

  /** Moves to the next attribute of the current tag; false when there are no more. */
  nextAttribute(): boolean {
    const bytes = this.bytes;
    const end = this.attributesEnd;
    let at = this.#attributeAt;
    while (at < end && isSpace(bytes[at])) at++;
    if (at >= end) return false;
    this.attributeStart = at;
    while (at < end && isOfName(bytes[at])) at++;
    this.attributeEnd = at;
    if (at === this.attributeStart) throw this.damaged();
    while (at < end && isSpace(bytes[at])) at++;
    if (bytes[at] !== EQUALS) throw this.damaged();
    at++;
    while (at < end && isSpace(bytes[at])) at++;
    const quote = bytes[at];
    if (quote !== QUOTE && quote !== APOSTROPHE) throw this.damaged();
    this.valueStart = ++at;
    while (at < end && bytes[at] !== quote) at++;
    if (at >= end) throw this.damaged();
    this.valueEnd = at;
    this.#attributeAt = at + 1;
    return true;
  }

  /** The name of the current attribute when it is a single character, as a byte; 0 otherwise. */
  attributeLetter(): number {
    return this.attributeEnd - this.attributeStart === 1 ? (this.bytes[this.attributeStart] ?? 0) : 0;
  }

  /** The attributes of the current tag by local name, as text. A Map: a name such as `__proto__` is only a key. */
  attributes(): Map<string, string> {
    const found = new Map<string, string>();
    while (this.nextAttribute()) {
      const name = this.bytes.toString('latin1', this.attributeStart, this.attributeEnd);
      const value = textOf(this.bytes, this.valueStart, this.valueEnd, this.part);
      found.set(name.slice(name.indexOf(':') + 1), value);
    }
    return found;
  }

  /** Skips what is left of the element that was just opened, with everything inside it. */
  skip(): void {
    const outside = this.depth - 1;
    while (this.depth > outside) this.next();
  }

  /** The text of the element that was just opened, and moves past its end; elements inside it are skipped. */
  text(): string {
    const bytes = this.bytes;
    const start = this.at;
    const next = bytes.indexOf(LT, start);
    // Nearly always a plain run of text up to the closing tag.
    if (bytes[next + 1] === SLASH) {
      this.next();
      return textOf(bytes, start, next, this.part);
    }
    return this.#mixedText();
  }

  #mixedText(): string {
    const bytes = this.bytes;
    let text = '';
    for (;;) {
      const start = this.at;
      const next = bytes.indexOf(LT, start);
      if (next < 0) throw this.damaged();
      text += textOf(bytes, start, next, this.part);
      this.at = next;
      if (bytes[next + 1] === BANG || bytes[next + 1] === QUESTION) {
        this.at = this.#afterDeclaration(next);
        if (bytes[next + 2] === BRACKET && bytes[next + 3] === LETTER_C)
          text += bytes.toString('utf8', next + 9, this.at - 3);
        continue;
      }
      const tag = this.next();
      if (tag === 'close') return text;
      if (tag === 'open') this.skip();
    }
  }
}
