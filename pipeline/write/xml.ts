/** Text inside the XML of a spreadsheet: nothing in it is ever markup, and every character arrives. */

/** A character that XML can't hold, or the beginning of what a reader takes for one (ECMA-376 part 1, 22.9.2.19). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML forbids
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const NEEDS_CARE = /[&<>"\u0000-\u001f\ufffe\uffff_]/;

const code = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** The text as it stands between tags or in an attribute. */
export function escaped(text: string): string {
  if (!NEEDS_CARE.test(text)) return text;
  return text
    .replace(UNWRITABLE, code)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '_x000D_');
}

/** Blanks at the ends and line breaks are dropped by readers unless they are told to keep them. */
const HAS_BLANKS = /^\s|\s$|\n| {2}/;

/** A text element of a cell. */
export const textElement = (text: string): string =>
  `<t${HAS_BLANKS.test(text) ? ' xml:space="preserve"' : ''}>${escaped(text)}</t>`;
