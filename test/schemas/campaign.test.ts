/** The calendar: inclusive days in Asia/Shanghai, to the second. */
import { describe, expect, it } from 'vitest';
import {
  type Campaign,
  closesAt,
  currentCampaign,
  opensAt,
  phaseOf,
  stepAt,
  timeLeft,
} from '../../schemas/campaign.ts';
import { stepsOf } from '../../schemas/submission.ts';

const july = { opens_on: '2022-07-06', closes_on: '2022-07-20' };

describe('a window', () => {
  it.each([
    ['2022-07-05T23:59:59+08:00', 'before'],
    ['2022-07-05T15:59:59Z', 'before'],
    ['2022-07-06T00:00:00+08:00', 'open'],
    ['2022-07-20T23:59:59.999+08:00', 'open'],
    ['2022-07-21T00:00:00+08:00', 'closed'],
    ['2022-07-20T16:00:00Z', 'closed'],
  ])('of 6 to 20 July at %s is %s', (at, phase) => {
    expect(phaseOf(july, new Date(at))).toBe(phase);
  });

  it('begins with its first day and ends with its last, in China', () => {
    expect(opensAt(july).toISOString()).toBe('2022-07-05T16:00:00.000Z');
    expect(closesAt(july).toISOString()).toBe('2022-07-20T16:00:00.000Z');
  });

  it('ends with February where the year is a leap year and where it is not', () => {
    expect(closesAt({ opens_on: '2024-02-01', closes_on: '2024-02-28' }).toISOString()).toBe(
      '2024-02-28T16:00:00.000Z',
    );
    expect(
      timeLeft({ opens_on: '2024-02-01', closes_on: '2024-02-29' }, new Date('2024-02-28T16:00:00Z')),
    ).toMatchObject({
      days: 1,
      hours: 0,
    });
  });

  it('says in days and hours what is left, and nothing when it is over', () => {
    expect(timeLeft(july, new Date('2022-07-18T13:30:00+08:00'))).toMatchObject({ days: 2, hours: 10 });
    expect(timeLeft(july, new Date('2022-07-20T23:30:00+08:00'))).toEqual({
      days: 0,
      hours: 0,
      all_ms: 1_800_000,
    });
    expect(timeLeft(july, new Date('2022-07-21T00:00:00+08:00'))).toBeNull();
  });
});

describe('the campaign that people work in', () => {
  const campaign = (id: string, opens_on: string): Campaign => ({
    ...{ id, year: Number(opens_on.slice(0, 4)), name: id },
    windows: {
      enrolment: { opens_on: '2099-01-01', closes_on: '2099-01-02' },
      collection: { opens_on, closes_on: opens_on },
    },
  });
  const both = [campaign('1', '2025-06-01'), campaign('2', '2026-06-01')];

  it.each([
    ['2026-05-31T23:59:59+08:00', '1'],
    ['2026-06-01T00:00:00+08:00', '2'],
    ['2027-01-01T00:00:00+08:00', '2'],
    ['2024-01-01T00:00:00+08:00', '1'],
  ])('at %s is %s: the newest that has begun, else the next', (at, id) => {
    expect(currentCampaign(both, new Date(at))?.id).toBe(id);
    expect(currentCampaign(both.toReversed(), new Date(at))?.id).toBe(id);
  });

  it('is none where there is none', () => {
    expect(currentCampaign([], new Date())).toBeNull();
  });
});

describe('the step that people are at', () => {
  const campaign: Campaign = {
    ...{ id: '1', year: 2022, name: '2022' },
    windows: { enrolment: july, experts: { opens_on: '2022-07-21', closes_on: '2022-07-25' } },
  };

  it.each([
    ['2022-07-05', 'enrolment', 'enrolment'],
    ['2022-07-20', 'enrolment', 'enrolment'],
    // A school that is late still has its enrolment to see to; experts are nothing that it gives its word on.
    ['2022-07-21', 'experts', 'enrolment'],
    ['2022-07-26', 'experts', 'enrolment'],
  ])('on %s is %s, and for a school %s', (day, step, ofSchool) => {
    const now = new Date(`${day}T12:00:00+08:00`);
    expect(stepAt(campaign, now, stepsOf('city'))).toBe(step);
    expect(stepAt(campaign, now, stepsOf('school'))).toBe(ofSchool);
  });
});
