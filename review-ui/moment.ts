/** Moments of the past as pages take them and say them. */
import type { Moment } from '../schemas/moment.ts';
import { problem } from '../schemas/problem.ts';
import type { PageContext } from './page.ts';
import { catalogue } from './words.ts';

const words = catalogue({
  endOf: { zh: '{day} 日终', en: 'the end of {day}' },
  now: { zh: '现在（{day}）', en: 'now ({day})' },
});

const dayLength = 'YYYY-MM-DD'.length;

/** Whether it has not ended yet: a roster of today is that of now. */
export const isNow = ({ until }: Moment, page: PageContext): boolean => until > page.now;

/** `2026-07-01 日终`, the time in Asia/Shanghai, or `现在（2026-07-01）`. */
export function shownMoment(moment: Moment, page: PageContext): string {
  const { text, begins } = moment;
  if (isNow(moment, page)) return page.say(words.now, { day: page.day(begins) });
  return text.length === dayLength ? page.say(words.endOf, { day: text }) : page.time(begins);
}

/** The day of a moment, for a date field. */
export const dayOfMoment = ({ begins }: Moment, page: PageContext): string => page.day(begins);

/** What has not come yet is nobody's history. Throws `invalid-input` that names the field. */
export function requirePast(moment: Moment | undefined, page: PageContext, field: string): void {
  if (moment !== undefined && moment.begins > page.now) throw problem('invalid-input', { fields: field });
}
