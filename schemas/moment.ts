/** A moment as somebody names it, in Asia/Shanghai unless it says otherwise: as long as it is written, and meant to its end. */
import { z } from 'zod';

export interface Moment {
  /** As it was asked for. */
  readonly text: string;
  readonly begins: Date;
  /** The first instant after it: what was made before this was there at the moment. */
  readonly until: Date;
}

const written = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:\d\d)?)?$/;
const day_ms = 86_400_000;
const minute_ms = 60_000;

/**
 * `2026-07-01`, `2026-07-01T19:30`, `2026-07-01T19:30:05.123+08:00`: the day, minute, second or millisecond with its end, so
 * that asking for the time that a page shows finds what was done in it. Null for anything else, and for days that there are not.
 */
export function momentOf(asked: string): Moment | null {
  // In a query an unescaped + has become a space.
  const text = asked.trim().replace(' ', '+');
  const [, day, minute, second, fraction, offset = '+08:00'] = written.exec(text) ?? [];
  if (day === undefined || !z.iso.date().safeParse(day).success) return null;
  const begins = new Date(
    `${day}T${minute ?? '00:00'}:${second ?? '00'}.${(fraction ?? '').padEnd(3, '0')}${offset}`,
  );
  if (Number.isNaN(begins.getTime())) return null;
  const length_ms =
    minute === undefined ? day_ms : second === undefined ? minute_ms : fraction === undefined ? 1000 : 1;
  return { text, begins, until: new Date(begins.getTime() + length_ms) };
}

/** For queries: what names no moment is refused. */
export const momentSchema = z
  .string()
  .max(40)
  .transform((text, context) => {
    const moment = momentOf(text);
    if (moment === null) context.addIssue({ code: 'custom', message: 'not a moment' });
    return moment ?? z.NEVER;
  })
  .describe('YYYY-MM-DD (its end, Asia/Shanghai) or ISO 8601');
