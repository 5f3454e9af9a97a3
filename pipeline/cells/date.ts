/** Days and months in every form that spreadsheets and people give them; nothing is guessed between two readings. */
import type { Column } from '../../schemas/column.ts';
import type { CellType } from '../../schemas/workbook.ts';
import { dayText, isDay, isMonth, isYear, monthText } from '../calendar.ts';
import { dateOf } from '../read/numbers.ts';
import { narrow } from '../text.ts';
import type { CellParser, CellStorage } from './cell-parser.ts';

/** 2022.7.5, 2022/7/5, 2022-07-05, 2022年7月5日, with or without a time of day. */
const DAY = /^(\d{4}) ?[.\-/年·] ?(\d{1,2}) ?[.\-/月·] ?(\d{1,2}) ?[日号]?(?:[ T]\d{1,2}:\d{2}.*)?$/;
const DAY_DIGITS = /^(\d{4})(\d{2})(\d{2})$/;
/** 1985-03, 1985.03, 1985/3, 1985年3月 */
const MONTH = /^(\d{4}) ?[.\-/年·] ?(\d{1,2}) ?月?$/;
const MONTH_DIGITS = /^(\d{4})(\d{2})$/;
/** A count of days that gives a year between 1927 and 2099. Four digits are a year, not a count. */
const SERIAL = /^\d{5}(?:\.\d+)?$/;
/** The number 2022.1 is what a spreadsheet keeps of 2022.10 as well as of 2022.1. */
const TRIMMED_MONTH = /^(\d{4})\.1$/;

interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number | null;
}

const moment = (match: RegExpExecArray): Moment => ({
  year: Number(match[1]),
  month: Number(match[2]),
  day: match[3] === undefined ? null : Number(match[3]),
});

const isReal = ({ year, month, day }: Moment): boolean =>
  day === null ? isMonth(year, month) : isDay(year, month, day);

/** The moment that a text tells, whether or not the calendar has it. */
function momentIn(text: string, storage: CellStorage): Moment | undefined {
  const match = DAY.exec(text) ?? DAY_DIGITS.exec(text) ?? MONTH.exec(text) ?? MONTH_DIGITS.exec(text);
  if (match !== null) return moment(match);
  if (!SERIAL.test(text)) return undefined;
  const date = DAY.exec(dateOf(Number(text), storage.from1904) ?? '');
  return date === null ? undefined : moment(date);
}

/** The year of a number such as 2022.1 that may be two months; in an untyped file any text may have been a number. */
function trimmedYear(text: string, type: CellType, storage: CellStorage): number | undefined {
  if (type !== 'number' && !storage.untyped) return undefined;
  const year = Number(TRIMMED_MONTH.exec(text)?.[1]);
  return isYear(year) ? year : undefined;
}

export const day =
  (column: Column, storage: CellStorage): CellParser =>
  (text, _cell, report) => {
    const found = momentIn(narrow(text), storage);
    const real = found !== undefined && isReal(found);
    if (real && found.day !== null) return dayText(found.year, found.month, found.day);
    report(real ? 'day-missing' : 'bad-date', { example: column.example });
    return null;
  };

/** A full date in a column of months gives its month. */
export const month =
  (column: Column, storage: CellStorage): CellParser =>
  (text, cell, report) => {
    const plain = narrow(text);
    const year = trimmedYear(plain, cell.type, storage);
    if (year !== undefined) {
      report('ambiguous-month', { found: plain, year });
      return null;
    }
    const found = momentIn(plain, storage);
    if (found !== undefined && isReal(found)) return monthText(found.year, found.month);
    report('bad-month', { example: column.example });
    return null;
  };
