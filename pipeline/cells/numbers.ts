/** Numbers that are really names: identity documents, certificates, phones, school codes, and email beside them. */
import type { Column } from '../../schemas/column.ts';
import type { Cell } from '../../schemas/workbook.ts';
import { narrow } from '../text.ts';
import type { CellParser, Report } from './cell-parser.ts';
import { withinLimit } from './plain.ts';

const RESIDENT = /^\d{17}[\dX]$/;
/** 3.79901E+17; a passport such as 1E23456 has neither a point nor a plus. */
const SCIENTIFIC = /^\d(?:\.\d+e\+?|e\+)\d+$/i;
/** What gets between digits: blanks, dashes, and the quotes and `="…"` that keep a spreadsheet from counting. */
const BETWEEN_DIGITS = /[\s\-\u2010-\u2015\u2212'"`\u2018\u2019\u201c\u201d=]/g;
const CERTIFICATE = /^\d{17}$/;
const SCHOOL_CODE = /^\d{10}$/;
const MOBILE = /^1[3-9]\d{9}$/;
const COUNTRY_PREFIX = /^(?:\+|00)?86(?=1\d{10}$)/;
const MOBILE_SEPARATORS = /[\s\-\u2010-\u2015\u2212'"()\u2018\u2019=]/g;
/** Deliberately simple: one @, a dotted domain, no blanks (the only true test of an address is a letter). */
const EMAIL = /^[^\s@,;，；、]+@[^\s@.,;，；、]+(?:\.[^\s@.,;，；、]+)+$/;

/** A number through a binary float keeps 15 digits; whatever comes after is gone for good. */
const isDamaged = (tidy: string, cell: Cell): boolean =>
  cell.type === 'number' || cell.type === 'date' || SCIENTIFIC.test(tidy);

/** The number alone, or an empty text where there was nothing but signs. */
const tidied = (text: string): string => narrow(text).replace(BETWEEN_DIGITS, '').toUpperCase();

/** Tells that more was taken out of a number than widths, which nobody needs to hear of. */
function tellTidied(text: string, tidy: string, report: Report): void {
  if (tidy !== narrow(text).toUpperCase()) report('number-tidied');
}

export const identityNumber =
  (column: Column): CellParser =>
  (text, cell, report) => {
    if (cell.type === 'text' && RESIDENT.test(text)) return text;
    const tidy = tidied(text);
    if (isDamaged(tidy, cell)) {
      report('number-damaged');
      return null;
    }
    if (tidy === '') {
      report('required');
      return null;
    }
    tellTidied(text, tidy, report);
    return withinLimit(tidy, column, report);
  };

export const certificateNumber: CellParser = (text, cell, report) => {
  if (cell.type === 'text' && CERTIFICATE.test(text)) return text;
  const tidy = tidied(text);
  if (isDamaged(tidy, cell)) {
    report('number-damaged');
    return null;
  }
  if (!CERTIFICATE.test(tidy)) {
    report('bad-certificate');
    return null;
  }
  tellTidied(text, tidy, report);
  return tidy;
};

export const mobileNumber: CellParser = (text, _cell, report) => {
  if (MOBILE.test(text)) return text;
  const digits = narrow(text).replace(MOBILE_SEPARATORS, '').replace(COUNTRY_PREFIX, '');
  if (!MOBILE.test(digits)) {
    report('bad-mobile');
    return null;
  }
  report('mobile-normalised');
  return digits;
};

export const schoolCodeNumber: CellParser = (text, _cell, report) => {
  if (SCHOOL_CODE.test(text)) return text;
  const tidy = tidied(text);
  if (!SCHOOL_CODE.test(tidy)) {
    report('bad-school-code');
    return null;
  }
  tellTidied(text, tidy, report);
  return tidy;
};

export const emailAddress =
  (column: Column): CellParser =>
  (text, _cell, report) => {
    const address = narrow(text);
    if (EMAIL.test(address)) return withinLimit(address, column, report);
    report('bad-email', { example: column.example });
    return null;
  };

const WHOLE_NUMBER = /^[1-9]\d{0,5}$/;

/** A number above zero without a fraction; a spreadsheet's 100 and 100.0 are the same. */
export const wholeNumber: CellParser = (text, _cell, report) => {
  const digits = narrow(text).replace(/\.0+$/, '').replace(/人$/, '');
  if (WHOLE_NUMBER.test(digits)) return digits;
  report('bad-count');
  return null;
};
