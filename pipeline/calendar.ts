/** Days and months as text: `YYYY-MM-DD` and `YYYY-MM`. */

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
/** Outside these years a date in a teacher's file is a slip of the keyboard. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export const isYear = (year: number): boolean => year >= FIRST_YEAR && year <= LAST_YEAR;
export const isMonth = (year: number, month: number): boolean => isYear(year) && month >= 1 && month <= 12;
export const isDay = (year: number, month: number, day: number): boolean =>
  isMonth(year, month) && day >= 1 && day <= (month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? 0));

const two = (number: number): string => (number < 10 ? `0${number}` : String(number));
export const monthText = (year: number, month: number): string => `${year}-${two(month)}`;
export const dayText = (year: number, month: number, day: number): string =>
  `${monthText(year, month)}-${two(day)}`;

/** Whether `YYYY-MM-DD` is a day of the calendar between 1900 and 2100. */
export const isCalendarDay = (date: string): boolean =>
  isDay(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));

/** Completed years from one day to another, both `YYYY-MM-DD`. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

const chineseDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day in Asia/Shanghai, `YYYY-MM-DD`, whatever the clock of the machine is set to. */
export const dayInChina = (instant: Date): string => chineseDay.format(instant);

const chineseSecond = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `2026-07-20 19:30:05`, Asia/Shanghai. */
export const shownInstant = (instant: Date): string => chineseSecond.format(instant);
