/** Turns the numbers of a spreadsheet into text: plain decimals, and dates from day counts. */

const DAY_SECONDS = 86_400;
const DAY_MS = DAY_SECONDS * 1000;
/** 9999-12-31 counted from 1900, the last day a spreadsheet knows. */
const LAST_DAY = 2_958_465;
/** Days between the two ways of counting (ECMA-376 part 1, 18.17.4.1). */
const FROM_1904 = 1462;

/** Longer digits and format codes come from no spreadsheet; the bound keeps the patterns below linear. */
const LONGEST_NUMBER = 400;
const LONGEST_FORMAT = 1000;

const pad = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/**
 * A stored number as the shortest decimal that gives the same value, or nothing when it isn't a number.
 * Whole numbers keep every digit of the file, even beyond what a float can hold; exponents below 21 are written out.
 */
export function decimalOf(stored: string): string | undefined {
  if (stored.length > LONGEST_NUMBER) return undefined;
  const text = stored.trim();
  if (/^-?\d+$/.test(text)) return text.replace(/^(-?)0+(?=\d)/, '$1').replace(/^-0$/, '0');
  const parts = /^([+-]?)(?:(\d+)\.?(\d*)|\.(\d+))(?:[eE]([+-]?\d+))?$/.exec(text);
  const value = Number(text);
  if (!parts || !Number.isFinite(value)) return undefined;
  const [, sign = '', whole = '', fraction = '', bare = '', exponent = '0'] = parts;
  const digits = `${whole}${fraction}${bare}`.replace(/^0+/, '');
  const zeros = Number(exponent) - fraction.length - bare.length;
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER && digits.length + zeros <= 21 && zeros >= 0) {
    return `${sign === '-' ? '-' : ''}${digits}${'0'.repeat(zeros)}`;
  }
  return written(value);
}

function written(value: number): string {
  const text = String(value);
  const [, sign = '', whole = '', fraction = '', exponent = ''] =
    /^(-?)(\d+)(?:\.(\d+))?e-(\d+)$/.exec(text) ?? [];
  const places = Number(exponent);
  if (exponent === '' || places > 20) return text === '-0' ? '0' : text;
  return `${sign}0.${'0'.repeat(places - 1)}${whole}${fraction}`;
}

/**
 * A day count as `YYYY-MM-DD`, or with ` HH:MM:SS` when it has a time of day; nothing when no calendar day is meant.
 * Counting from 1900, day 60 is the 29 February 1900 that never was, shown as the spreadsheet shows it.
 */
export function dateOf(serial: number, from1904: boolean): string | undefined {
  const days = from1904 ? serial + FROM_1904 : serial;
  if (!(days >= 1 && days < LAST_DAY + 1) || (from1904 && serial < 0)) return undefined;
  let day = Math.floor(days);
  let seconds = Math.round((days - day) * DAY_SECONDS);
  if (seconds === DAY_SECONDS) {
    seconds = 0;
    day++;
  }
  if (day > LAST_DAY) return undefined;
  const date = day === 60 ? '1900-02-29' : calendar(day);
  if (seconds === 0) return date;
  return `${date} ${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

const calendar = (day: number): string => {
  const date = new Date(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * DAY_MS);
  return `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
};

/** An ISO 8601 date of a `t="d"` cell in the shape of `dateOf`, or nothing when it has no calendar day. */
export function isoDateOf(stored: string): string | undefined {
  if (stored.length > LONGEST_NUMBER) return undefined;
  const parts =
    /^\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?\s*$/.exec(stored);
  if (!parts) return undefined;
  const [, date = '', minutes = '00:00', seconds = '00'] = parts;
  return minutes === '00:00' && seconds === '00' ? date : `${date} ${minutes}:${seconds}`;
}

/**
 * Does this number format show a date or a time of day? Built-in numbers by the table of ECMA-376 part 1, 18.8.30
 * (27–36 and 50–58 are the Chinese, Japanese and Korean dates); other formats by their code.
 */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) {
    return (
      (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
    );
  }
  // Quoted text, bracketed colours and locales, escaped and padding characters are no part of the pattern.
  const pattern = code.slice(0, LONGEST_FORMAT).replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '');
  return /[ymdh]/i.test(pattern) && !/general|standard/i.test(pattern);
}
