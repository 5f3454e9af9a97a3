/** Turns bytes of XML text into the text a person typed: entities, line ends and the `_xHHHH_` escapes of spreadsheets. */
import type { Buffer } from 'node:buffer';
import { RefusedFile } from '../../schemas/refusal.ts';

const AMPERSAND = 0x26;
const RETURN = 0x0d;

/** More bytes than the longest cell of a spreadsheet (32,767 characters) can take, written all in references. */
const MOST_BYTES = 400_000;

const named = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * The text of `bytes` (UTF-8) from `start` to `end`, entities and line ends resolved as XML 1.0 asks.
 * @throws RefusedFile `damaged` on an entity that XML itself doesn't define: there is no DTD to define others;
 * `unsafe-archive` on a text that no cell could hold.
 */
export function textOf(bytes: Buffer, start: number, end: number, part: string): string {
  if (end - start > MOST_BYTES) throw new RefusedFile('unsafe-archive', { part });
  let special = false;
  let ascii = true;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === AMPERSAND || byte === RETURN) special = true;
    else if (byte > 0x7f) ascii = false;
  }
  const text = bytes.toString(ascii ? 'latin1' : 'utf8', start, end);
  return special ? resolve(text, part) : text;
}

function resolve(text: string, part: string): string {
  const resolved = text
    .replace(/\r\n?/g, '\n')
    .replace(/&(?:#(\d{1,9})|#[xX]([\da-fA-F]{1,8})|(\w+));|&/g, (_, decimal, hexadecimal, name) => {
      const known = name === undefined ? undefined : named.get(name);
      if (known !== undefined) return known;
      if (decimal !== undefined) return characterOf(Number.parseInt(decimal, 10));
      if (hexadecimal !== undefined) return characterOf(Number.parseInt(hexadecimal, 16));
      throw new RefusedFile('damaged', { part });
    });
  // Some writers spell a character beyond the BMP as two references; what is still half a pair has no meaning.
  return wellFormed(resolved);
}

/** U+0000 can't be stored by Postgres and nobody typed it; a number that is no character is shown as such. */
function characterOf(code: number): string {
  if (code === 0 || code > 0x10ffff) return '\uFFFD';
  return code >= 0xd800 && code <= 0xdfff ? String.fromCharCode(code) : String.fromCodePoint(code);
}

/**
 * Resolves the `_xHHHH_` escapes of ST_Xstring (ECMA-376 part 1, 22.9.2.19): `_x000D_` is a carriage return,
 * `_x005F_` protects an underscore that would otherwise begin an escape.
 */
export function unescapeCell(text: string): string {
  if (!text.includes('_x')) return text;
  const resolved = text.replace(/_x([\da-fA-F]{4})_/g, (_, digits: string) => {
    const code = Number.parseInt(digits, 16);
    return code === 0 ? '\uFFFD' : String.fromCharCode(code);
  });
  return wellFormed(resolved);
}

/** Half a surrogate pair means nothing, and can't be stored as UTF-8. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');
