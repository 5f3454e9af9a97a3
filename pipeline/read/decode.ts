/** Turns the bytes of a text file into text, by what the bytes themselves prove before what is only likely. */
import { RefusedFile } from '../../schemas/refusal.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

export interface Decoded {
  readonly text: string;
  readonly encoding: TextEncoding;
  /** Some bytes had no meaning in the encoding and became U+FFFD. */
  readonly replaced: boolean;
}

/** How much is looked at to tell UTF-16 without a byte order mark. */
const PROBE_BYTES = 8192;
/** One meaningless character in this many, and it isn't text. */
const NOISE = 20;

/** Tab, line feed, vertical tab (a line break in a cell), form feed, return, and the end-of-file mark of DOS. */
const harmless = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a]);

const marks: readonly [mark: readonly number[], encoding: TextEncoding][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * Byte order mark, then strict UTF-8, then UTF-16 by its zero bytes, then GB18030, which contains GBK and GB2312. No charset
 * guesser: they take short GBK for Big5.
 * @throws RefusedFile `not-a-spreadsheet` when the result isn't text in any of them.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const decoded = decode(bytes);
  refuseNoise(decoded.text);
  return decoded;
}

function decode(bytes: Uint8Array): Decoded {
  for (const [mark, encoding] of marks) {
    if (mark.every((byte, at) => bytes[at] === byte)) return lenient(bytes, encoding);
  }
  if (bytes.subarray(0, PROBE_BYTES).includes(0)) {
    const [likely, other] = wideOrder(bytes);
    return strict(bytes, likely) ?? strict(bytes, other) ?? lenient(bytes, 'utf-8');
  }
  return strict(bytes, 'utf-8') ?? strict(bytes, 'gb18030') ?? lenient(bytes, 'gb18030');
}

/** Commas, digits and line ends have a zero byte on one side; 一 (U+4E00) has one on the other, so the majority counts. */
function wideOrder(bytes: Uint8Array): readonly ['utf-16le', 'utf-16be'] | readonly ['utf-16be', 'utf-16le'] {
  let even = 0;
  let odd = 0;
  const end = Math.min(bytes.length, PROBE_BYTES);
  for (let at = 0; at < end; at++) {
    if (bytes[at] !== 0) continue;
    if (at % 2) odd++;
    else even++;
  }
  return odd >= even ? ['utf-16le', 'utf-16be'] : ['utf-16be', 'utf-16le'];
}

function strict(bytes: Uint8Array, encoding: TextEncoding): Decoded | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return isNoise(text) ? undefined : { text, encoding, replaced: false };
  } catch {
    return undefined;
  }
}

function lenient(bytes: Uint8Array, encoding: TextEncoding): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, replaced: text.includes('\uFFFD') };
}

/** Too many control characters that no table holds, or replacement characters; a single NUL is too many. */
function isNoise(text: string): boolean {
  let found = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0) return true;
    if (code === 0xfffd || (code < 0x20 && !harmless.has(code))) found++;
  }
  return found * NOISE > text.length;
}

function refuseNoise(text: string): void {
  if (isNoise(text)) throw new RefusedFile('not-a-spreadsheet', { found: 'binary' });
}
