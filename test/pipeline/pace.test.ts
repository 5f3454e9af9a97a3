/** Pace: what the deadline needs, what there is, and what will be missing on the last day. */
import { describe, expect, it } from 'vitest';
import { paceOf } from '../../pipeline/pace.ts';
import { slowest } from '../../pipeline/slowest.ts';
import { emptyTally } from '../../schemas/progress.ts';

/** Ten days: from the first midnight of 1 July to the last of 10 July, in China. */
const window = { opens_on: '2026-07-01', closes_on: '2026-07-10' };
const at = (time: string) => new Date(`2026-07-${time}:00+08:00`);

describe('in the middle of the window', () => {
  const pace = paceOf({
    ...{ window, now: at('06T00:00'), units: 100 },
    done: [
      { day: '2026-07-01', units: 10 },
      { day: '2026-07-04', units: 20 },
    ],
  });

  it('says what is done, what the straight line asks for, and what will be missing at this pace', () => {
    // 30 in 5 days are 6 a day; 5 days more make 60.
    expect(pace).toMatchObject({ phase: 'open', done: 30, needed_now: 50, per_day: 6, short: 40 });
  });

  it('says what each day that is left needs', () => {
    expect(pace.needed_per_day).toBe(14);
  });

  it('counts up day by day, and knows nothing of days to come', () => {
    expect(pace.days).toHaveLength(10);
    expect(pace.days.map(({ done }) => done)).toEqual([10, 10, 10, 30, 30, null, null, null, null, null]);
    expect(pace.days.map(({ needed }) => needed)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect([pace.days[0]?.day, pace.days[9]?.day]).toEqual(['2026-07-01', '2026-07-10']);
  });
});

it('is enough when the pace reaches all units: nobody is missing, not fewer than nobody', () => {
  const pace = paceOf({ window, now: at('03T00:00'), units: 20, done: [{ day: '2026-07-01', units: 15 }] });
  expect(pace).toMatchObject({ per_day: 7.5, short: 0 });
});

it('takes the day that runs by its hours', () => {
  // 9 in 1.5 days are 6 a day; 8.5 days more make 51.
  const pace = paceOf({ window, now: at('02T12:00'), units: 100, done: [{ day: '2026-07-01', units: 9 }] });
  expect(pace).toMatchObject({ elapsed_days: 1.5, needed_now: 15, per_day: 6, short: 40 });
  expect(pace.days.map(({ done }) => done).slice(0, 3)).toEqual([9, 9, null]);
});

it('concludes nothing wild from the first hour', () => {
  const pace = paceOf({ window, now: at('01T01:00'), units: 100, done: [{ day: '2026-07-01', units: 2 }] });
  // As if it were the whole first day: 2 a day for 9.96 days.
  expect(pace).toMatchObject({ per_day: 2, short: 79 });
});

it('before the window there is no pace, and what was done early is done', () => {
  const pace = paceOf({
    ...{ window, now: new Date('2026-06-30T23:59:00+08:00'), units: 10 },
    done: [{ day: '2026-06-29', units: 3 }],
  });
  expect(pace).toMatchObject({
    ...{ phase: 'before', done: 3, early: 3, needed_now: 0, per_day: null, short: null, needed_per_day: 0.7 },
  });
  expect(pace.days.every(({ done }) => done === null)).toBe(true);
});

it('what was done early is no part of the pace', () => {
  const pace = paceOf({
    ...{ window, now: at('03T00:00'), units: 50 },
    done: [
      { day: '2026-06-29', units: 10 },
      { day: '2026-07-02', units: 4 },
    ],
  });
  // 14 are done, 4 of them in 2 days: 16 more in the 8 days left.
  expect(pace).toMatchObject({ done: 14, early: 10, per_day: 2, short: 20 });
  expect(pace.days[0]?.done).toBe(10);
});

it('after the window those who are not done are missing, and no day is left', () => {
  const pace = paceOf({ window, now: at('11T00:00'), units: 10, done: [{ day: '2026-07-10', units: 7 }] });
  expect(pace).toMatchObject({ phase: 'closed', short: 3, needed_now: 10, needed_per_day: null });
  expect(pace.days[9]).toEqual({ day: '2026-07-10', done: 7, needed: 10 });
});

it('without units nothing is needed and nobody is missing', () => {
  const pace = paceOf({ window, now: at('05T00:00'), units: 0, done: [] });
  expect(pace).toMatchObject({
    units: 0,
    done: 0,
    needed_now: 0,
    per_day: 0,
    short: 0,
    needed_per_day: null,
  });
});

it('a window of one day is a whole line', () => {
  const one = { opens_on: '2026-07-01', closes_on: '2026-07-01' };
  const pace = paceOf({ window: one, now: at('01T12:00'), units: 10, done: [] });
  expect(pace).toMatchObject({ window_days: 1, needed_now: 5, short: 10, needed_per_day: 20 });
});

describe('the slowest areas', () => {
  const area = (name: string, units: number, applied: number) => ({
    ...{ ...emptyTally, name, units, applied, not_begun: units - applied },
  });

  it('are those with the greatest share left, the larger first among equals; done and empty ones are none', () => {
    const areas = [
      area('一半', 10, 5),
      area('更大的一半', 20, 10),
      area('完成', 5, 5),
      area('没有单位', 0, 0),
      area('全无', 1, 0),
      area('九成', 100, 90),
    ];
    expect(slowest(areas, 5).map(({ name }) => name)).toEqual(['全无', '更大的一半', '一半', '九成']);
    expect(slowest(areas, 2).map(({ name }) => name)).toEqual(['全无', '更大的一半']);
  });
});
