/** The whole calendar of a campaign, day by day, in real browsers: from the city's two clicks to workbooks that add up. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCalendar } from './calendar/cast.ts';
import { enrolling } from './calendar/enrolling.ts';
import { exporting } from './calendar/exporting.ts';
import { opening } from './calendar/opening.ts';
import { staffing } from './calendar/staffing.ts';
import { submitting } from './calendar/submitting.ts';

const calendar = openCalendar();
beforeAll(() => calendar.begin(), 120_000);
afterAll(() => calendar.end());

describe('5 and 6 July: stages are opened', opening(calendar));
describe('8 to 19 July: teachers are enrolled', enrolling(calendar));
describe('20 to 23 July: words are given and taken back', submitting(calendar));
describe('23 to 25 July: experts are found and the plan is made', staffing(calendar));
describe('after the 25th: exports add up', exporting(calendar));

it('nobody’s browser complained', () => {
  expect(calendar.complaints()).toEqual([]);
});
