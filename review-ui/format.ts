/** Numbers and times as people read them; a day is a day in Asia/Shanghai wherever the server stands. */
import type { Language } from '../schemas/language.ts';

export interface Formats {
  /** `1,188` */
  readonly number: (value: number) => string;
  /** `2026-07-20 19:30`, Asia/Shanghai. */
  readonly time: (value: Date) => string;
  /** `2026-07-20`, Asia/Shanghai. */
  readonly day: (value: Date) => string;
  /** `12.4 KB` */
  readonly size: (bytes: number) => string;
}

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

const parts = (value: Date): Record<string, string> =>
  Object.fromEntries(clock.formatToParts(value).map((part) => [part.type, part.value]));

const dayOf = (value: Date): string => {
  const { year, month, day } = parts(value);
  return `${year}-${month}-${day}`;
};

const timeOf = (value: Date): string => {
  const { hour, minute } = parts(value);
  return `${dayOf(value)} ${hour}:${minute}`;
};

/** ISO 8601 with the offset of Asia/Shanghai, which has no summer time: `2026-07-20T19:30:00+08:00`. */
export const isoTime = (value: Date): string => {
  const { hour, minute, second } = parts(value);
  return `${dayOf(value)}T${hour}:${minute}:${second}+08:00`;
};

/** {@link isoTime} to the millisecond, where a moment names what happened in it. */
export const exactTime = (value: Date): string =>
  isoTime(value).replace('+', `.${String(value.getMilliseconds()).padStart(3, '0')}+`);

const units = ['KB', 'MB', 'GB'];

/** Made once: a number format costs more than all the numbers of a page. */
const formats: Readonly<Record<Language, Formats>> = { zh: made('zh-CN'), en: made('en-GB') };

export const formatsOf = (language: Language): Formats => formats[language];

function made(locale: string): Formats {
  const plain = new Intl.NumberFormat(locale);
  const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return {
    number: (value) => plain.format(value),
    time: timeOf,
    day: dayOf,
    size: (bytes) => {
      if (bytes < 1024) return `${plain.format(bytes)} B`;
      const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
      return `${oneDigit.format(bytes / 1024 ** power)} ${units[power - 1]}`;
    },
  };
}
