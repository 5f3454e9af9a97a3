/** What an identity document's number says about itself: its shape, birth date, gender and check character (DOMAIN §3). */
import type { IdentityDocument } from '../schemas/identity-document.ts';
import type { FieldValues } from '../schemas/sheets.ts';
import { isCalendarDay } from './calendar.ts';

/** GB 11643-1999, section 4: weights of the first seventeen digits. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
/** The check character by the weighted sum modulo 11 (ISO 7064, MOD 11-2). */
const CHECK_CHARACTERS = '10X98765432';

/**
 * Check character of an 18-character number, from its first seventeen digits (GB 11643-1999 with ISO 7064 MOD 11-2).
 * Expects digits; anything else gives `undefined`.
 */
export function checkCharacter(number: string): string | undefined {
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const digit = number.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    sum += digit * (WEIGHTS[i] ?? 0);
  }
  return CHECK_CHARACTERS[sum % 11];
}

/** First two digits that were ever assigned (GB/T 2260; 81–83 for Hong Kong, Macao and Taiwan residents). */
const provincePrefixes = new Set(
  [
    [11, 15],
    [21, 23],
    [31, 37],
    [41, 46],
    [50, 54],
    [61, 65],
    [71, 71],
    [81, 83],
  ].flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, i) => String(from + i))),
);
export const isProvincePrefix = (digits: string): boolean => provincePrefixes.has(digits);

/**
 * - `resident`: 18 characters of GB 11643-1999, for resident IDs and residence permits alike.
 * - `foreign`: `9`, two digits of the province, three of the nationality, then as a resident ID (from 2023).
 * - `foreign-old`: three letters and twelve digits. - `resident-old`: fifteen digits. - `passport`.
 * - `unknown`: not a number of that type of document.
 */
export type IdentityShape = 'resident' | 'foreign' | 'foreign-old' | 'resident-old' | 'passport' | 'unknown';

const EIGHTEEN = /^\d{17}[\dX]$/;
const FIFTEEN = /^\d{15}$/;
const FOREIGN_OLD = /^[A-Z]{3}\d{12}$/;
const PASSPORT = /^[A-Z0-9]{5,17}$/;

const residentShape = (number: string): IdentityShape => {
  if (EIGHTEEN.test(number)) return 'resident';
  return FIFTEEN.test(number) ? 'resident-old' : 'unknown';
};

const shapesOf: Readonly<Record<IdentityDocument, (number: string) => IdentityShape>> = {
  居民身份证: residentShape,
  港澳台居民居住证: residentShape,
  外国人永久居留身份证: (number) => {
    if (EIGHTEEN.test(number) && number[0] === '9') return 'foreign';
    return FOREIGN_OLD.test(number) ? 'foreign-old' : 'unknown';
  },
  护照: (number) => (PASSPORT.test(number) ? 'passport' : 'unknown'),
};

/** The shape of an upper-case number for its type of document. */
export const identityShape = (type: IdentityDocument, number: string): IdentityShape =>
  shapesOf[type](number);

/** What follows with certainty from a number of eighteen characters whose check character is right. */
export interface IdentityFacts {
  /** `YYYY-MM-DD` */
  readonly birth_date: string;
  readonly gender: '男' | '女';
}

const isEighteen = (shape: IdentityShape): boolean => shape === 'resident' || shape === 'foreign';

/** The day in characters 7–14 as `YYYY-MM-DD`; nothing when there is no such day. */
export function birthDateIn(number: string): string | undefined {
  const date = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  return isCalendarDay(date) ? date : undefined;
}

export const isChecksumRight = (number: string): boolean => checkCharacter(number) === number[17];

/** Type, number and shape of a row's document; nothing while either is missing. */
export function documentOf(
  values: Pick<FieldValues, 'id_type' | 'id_number'>,
): { type: IdentityDocument; number: string; shape: IdentityShape; hasChecksum: boolean } | undefined {
  const { id_type: type, id_number: number } = values;
  if (type === null || number === null) return undefined;
  const shape = identityShape(type, number);
  return { type, number, shape, hasChecksum: isEighteen(shape) };
}

/** Birth date and gender by the number, or nothing when it doesn't say or can't be trusted. */
export function identityFacts(values: Pick<FieldValues, 'id_type' | 'id_number'>): IdentityFacts | undefined {
  const document = documentOf(values);
  if (!document?.hasChecksum || !isChecksumRight(document.number)) return undefined;
  const birth_date = birthDateIn(document.number);
  if (birth_date === undefined) return undefined;
  // The last digit of the sequence: odd for men, even for women (GB 11643-1999, section 3).
  return { birth_date, gender: Number(document.number[16]) % 2 === 1 ? '男' : '女' };
}
