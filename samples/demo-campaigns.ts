/** The campaigns of the demo: the year that the field's own papers describe, and one that is under way today. */
import type { Campaign } from '../schemas/campaign.ts';

const day_ms = 24 * 60 * 60 * 1000;
const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * day_ms).toISOString().slice(0, 10);

/** @param today `YYYY-MM-DD` in Asia/Shanghai */
export const demoCampaigns = (today: string): Omit<Campaign, 'id'>[] => [
  {
    year: 2022,
    name: '2022年“互联网+教师专业发展”',
    windows: {
      // The papers give the day on which collection ends, and not the one on which it began.
      collection: { opens_on: '2022-06-06', closes_on: '2022-07-05' },
      // Cities open their counties from the 5th, counties their units from the 6th, and who comes late is opened late.
      openings: { opens_on: '2022-07-05', closes_on: '2022-07-20' },
      enrolment: { opens_on: '2022-07-06', closes_on: '2022-07-20' },
      experts: { opens_on: '2022-07-21', closes_on: '2022-07-25' },
    },
  },
  {
    year: Number(today.slice(0, 4)),
    name: `${today.slice(0, 4)}年“互联网+教师专业发展”（演示）`,
    windows: {
      collection: { opens_on: dayAfter(today, -14), closes_on: dayAfter(today, 15) },
      // All at once, so that whoever tries the demo finds each step open.
      openings: { opens_on: dayAfter(today, -5), closes_on: dayAfter(today, 20) },
      enrolment: { opens_on: dayAfter(today, -4), closes_on: dayAfter(today, 20) },
      experts: { opens_on: today, closes_on: dayAfter(today, 25) },
    },
  },
];
