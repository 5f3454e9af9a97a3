/** What covers of rosters say. A file is read by people of either language, so they say it in both. */
import type { Words } from '../../schemas/language.ts';
import type { Moment } from '../../schemas/moment.ts';
import { shownInstant } from '../calendar.ts';

const both = ({ zh, en }: Words): string => `${zh} ${en}`;

export const coverWords = {
  roster: both({ zh: '教师名册', en: 'Roster of teachers' }),
  rosterThen: both({ zh: '教师名册（历史）', en: 'Roster of teachers as it was' }),
  enrolment: both({ zh: '参训报名名册', en: 'Enrolment roster' }),
  scope: both({ zh: '范围', en: 'Scope' }),
  campaign: both({ zh: '项目', en: 'Campaign' }),
  asOf: both({ zh: '截至', en: 'As of' }),
  numbers: both({ zh: '号码', en: 'Numbers' }),
  masked: both({ zh: '号码已遮盖', en: 'Numbers masked' }),
  full: both({ zh: '含完整号码', en: 'With whole numbers' }),
} as const;

const dayLength = 'YYYY-MM-DD'.length;

/** A day is meant to its end. */
export const shownMoment = ({ text, begins }: Moment): string =>
  text.length === dayLength ? `${text} 日终 end of day` : shownInstant(begins);
