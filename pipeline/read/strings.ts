/** Reads the strings part: what each shared string says, without its formatting and its pinyin guides. */
import { unescapeCell } from './text.ts';
import { Tags, xmlName } from './xml.ts';

const ITEM = xmlName('si');
const TEXT = xmlName('t');
const RUN = xmlName('r');

/** Every shared string by index. The declared counts are never trusted. */
export function sharedStringsOf(bytes: Uint8Array, part: string): string[] {
  const strings: string[] = [];
  const tags = new Tags(bytes, part);
  for (let tag = tags.next(); tag !== 'end'; tag = tags.next()) {
    if (tag === 'close' || !tags.is(ITEM)) continue;
    strings.push(tag === 'open' ? richTextOf(tags) : '');
  }
  return strings;
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
