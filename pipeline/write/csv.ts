/** Lines of .csv that are safe to open: nothing in them is calculated, and long numbers keep their digits. */

/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"): = + - @, tab, carriage return, line
 * feed, and the full-width forms that Chinese editions accept.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** Numbers that a spreadsheet would round at the fifteenth digit, strip of zeros, or read as a power of ten. */
const MANGLED_NUMBER = /^(\d{16,}|0\d+|\d+[Ee]\d+)$/;
const NEEDS_QUOTES = /[",\r\n\t]|^\s|\s$/;

/**
 * The text as it is safe to open: a quote before what would be a formula, a tab, which no program shows, before a number
 * that would be mangled.
 */
export function safeText(text: string): string {
  if (FORMULA.test(text)) return `'${text}`;
  return MANGLED_NUMBER.test(text) ? `\t${text}` : text;
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line with its end, CRLF (RFC 4180). */
export const csvLine = (texts: readonly string[]): string =>
  `${texts.map((text) => quoted(safeText(text))).join(',')}\r\n`;
