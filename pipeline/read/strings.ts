/** Reads the strings part: what each shared string says, without its formatting and its pinyin guides. */
import { textOf, unescapeCell } from './text.ts';
import { Tags } from './xml.ts';
import { standsAt, xmlName } from './xml-bytes.ts';

const ITEM = xmlName('si');
const TEXT = xmlName('t');
const RUN = xmlName('r');
/** How nearly all strings begin and end. */
const BEFORE = xmlName('<si><t>');
const AFTER = xmlName('</t></si>');
const LT = 0x3c;

/** Every shared string by index. The declared counts are never trusted. */
export function sharedStringsOf(bytes: Uint8Array, part: string): string[] {
  const strings: string[] = [];
  const tags = new Tags(bytes, part);
  for (let tag = tags.next(); tag !== 'end'; tag = tags.next()) {
    if (tag !== 'close' && tags.is(ITEM)) strings.push(tag === 'open' ? richTextOf(tags) : '');
    // Nothing but the root and its items has a place here, so an item of the plain form needs no cursor.
    if (tags.depth === 1) readPlainItems(tags, strings);
  }
  return strings;
}

/** Takes strings of the plain form, which the cursor would understand the same, up to the first that is not. */
function readPlainItems(tags: Tags, strings: string[]): void {
  const { bytes, part } = tags;
  while (standsAt(bytes, tags.at, BEFORE)) {
    const start = tags.at + BEFORE.length;
    let end = start;
    while (end < bytes.length && bytes[end] !== LT) end++;
    if (!standsAt(bytes, end, AFTER)) return;
    strings.push(unescapeCell(textOf(bytes, start, end, part)));
    tags.at = end + AFTER.length;
  }
}

/**
 * The text of the element just opened (`si` or `is`): its own `t`, or the `t` of every run joined. Phonetic guides (`rPh`)
 * hold pinyin beside the text and are skipped.
 */
export function richTextOf(tags: Tags): string {
  const outside = tags.depth - 1;
  let text = '';
  for (;;) {
    const tag = tags.next();
    if (tag === 'close') {
      if (tags.depth === outside) return unescapeCell(text);
    } else if (tag === 'open') {
      if (tags.is(TEXT)) text += tags.text();
      else if (!tags.is(RUN)) tags.skip();
    }
  }
}
