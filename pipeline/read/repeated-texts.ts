/** Texts of cells that hold them themselves: what is written alike again and again becomes one string, made once. */
import type { Buffer } from 'node:buffer';
import { textOf, unescapeCell } from './text.ts';

/** So many texts are remembered at a time; a power of two. */
const PLACES = 1024;
/** What a school writes again and again is short: 女, 汉族, 专任教师, its own name. */
const MOST_BYTES = 64;

/** Of one part. A text is remembered at a place that its bytes give, until another one needs that place. */
export class RepeatedTexts {
  readonly #bytes: Buffer;
  readonly #part: string;
  /** Where each text that is remembered was written, and how many bytes it took. */
  readonly #starts = new Int32Array(PLACES);
  readonly #lengths = new Int32Array(PLACES);
  readonly #texts: string[] = new Array<string>(PLACES).fill('');

  constructor(bytes: Buffer, part: string) {
    this.#bytes = bytes;
    this.#part = part;
  }

  /** What {@link textOf} and {@link unescapeCell} make of the bytes from `start` to `end`. @throws RefusedFile as `textOf` does */
  at(start: number, end: number): string {
    const length = end - start;
    if (length > MOST_BYTES) return this.#made(start, end);
    const place = this.#placeOf(start, end);
    if (this.#isKept(place, start, length)) return this.#texts[place] ?? '';
    const text = this.#made(start, end);
    this.#starts[place] = start;
    this.#lengths[place] = length;
    this.#texts[place] = text;
    return text;
  }

  #made(start: number, end: number): string {
    return unescapeCell(textOf(this.#bytes, start, end, this.#part));
  }

  #placeOf(start: number, end: number): number {
    const bytes = this.#bytes;
    let hash = 0;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
    return (hash ^ (hash >>> 10)) & (PLACES - 1);
  }

  #isKept(place: number, start: number, length: number): boolean {
    if (this.#lengths[place] !== length) return false;
    const bytes = this.#bytes;
    const kept = this.#starts[place] ?? 0;
    for (let i = 0; i < length; i++) if (bytes[kept + i] !== bytes[start + i]) return false;
    return true;
  }
}
