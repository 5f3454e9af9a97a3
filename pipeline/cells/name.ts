/** People's names: one kind of dot, no stray spaces, and no character refused. */
import type { Column } from '../../schemas/column.ts';
import type { CellParser } from './cell-parser.ts';
import { withinLimit } from './plain.ts';

/** Dots that people type between the parts of a transliterated name; U+00B7 is the one in personnel files. */
const OTHER_DOTS =
  /[\u00b0\u0387\u16eb\u2022\u2024\u2027\u2219\u22c5\u25cf\u25e6\u2e30\u2e31\u2e33\u30fb\ua78f\ufe52\uff0e\uff61\uff65]/g;
const DOT_BETWEEN_HAN = /(?<=\p{Script=Han})[.\u3002](?=\p{Script=Han})/gu;
/** Spaces around a dot, and a dot typed twice. */
const SPACED_DOT = /(?: ?\u00b7)+ ?/g;
const ONLY_HAN_AND_SPACES = /^[\p{Script=Han} ]+$/u;
/** Names of two to four characters are written apart to align columns; longer ones may have a real space. */
const LONGEST_SPACED_NAME = 4;

/** Nothing but characters from the Han blocks on, surrogates included: the common case, decided without a pattern. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x3400 || code > 0xdfff) return false;
  }
  return true;
}

function withUniformDots(text: string): string {
  return text.replace(OTHER_DOTS, '\u00b7').replace(DOT_BETWEEN_HAN, '\u00b7').replace(SPACED_DOT, '\u00b7');
}

export function personName(column: Column): CellParser {
  return (text, _cell, report) => {
    if (isPlain(text)) return withinLimit(text, column, report);
    const dotted = withUniformDots(text);
    if (dotted !== text) report('name-dot-normalised', { found: text, to: dotted });
    if (!dotted.includes(' ') || !ONLY_HAN_AND_SPACES.test(dotted)) {
      return withinLimit(dotted, column, report);
    }
    const joined = dotted.replaceAll(' ', '');
    if ([...joined].length > LONGEST_SPACED_NAME) return withinLimit(dotted, column, report);
    report('name-spaces-removed', { found: dotted, to: joined });
    return joined;
  };
}
