/** When a step is open for a unit, to the second, with and without extensions; and how far each tier may grant. */
import { describe, expect, it } from 'vitest';
import { daysAfter, furthestGrant, unitWindow, usualExtensions } from '../../schemas/campaign-window.ts';

const july = { opens_on: '2022-07-06', closes_on: '2022-07-20' };
const until = (day: string, id = '7') => ({ id, until: day });

describe('a step for a unit', () => {
  it.each([
    ['2022-07-05T23:59:59+08:00', 'before'],
    ['2022-07-06T00:00:00+08:00', 'open'],
    ['2022-07-20T23:59:59+08:00', 'open'],
    ['2022-07-21T00:00:00+08:00', 'closed'],
  ])('without an extension at %s is %s, by the window', (at, phase) => {
    expect(unitWindow(july, [], new Date(at))).toEqual({
      ...{ by: 'window', phase, opens_on: '2022-07-06', closes_on: '2022-07-20', extension_id: null },
    });
  });

  it.each([
    ['2022-07-05T23:59:59+08:00', 'before'],
    ['2022-07-20T23:59:59+08:00', 'open'],
    ['2022-07-21T00:00:00+08:00', 'open'],
    ['2022-07-23T23:59:59+08:00', 'open'],
    ['2022-07-24T00:00:00+08:00', 'closed'],
  ])('extended to 23 July at %s is %s, by the extension', (at, phase) => {
    expect(unitWindow(july, [until('2022-07-23')], new Date(at))).toEqual({
      ...{ by: 'extension', phase, opens_on: '2022-07-06', closes_on: '2022-07-23', extension_id: '7' },
    });
  });

  it('goes by the longest of several extensions', () => {
    const several = [until('2022-07-22', '1'), until('2022-07-25', '2'), until('2022-07-23', '3')];
    expect(unitWindow(july, several, new Date('2022-07-25T12:00:00+08:00'))).toMatchObject({
      ...{ phase: 'open', closes_on: '2022-07-25', extension_id: '2' },
    });
  });

  it('is never made shorter by an extension that ends before the window', () => {
    expect(unitWindow(july, [until('2022-07-10')], new Date('2022-07-20T12:00:00+08:00'))).toMatchObject({
      ...{ by: 'window', phase: 'open', closes_on: '2022-07-20', extension_id: null },
    });
  });

  it('is not limited where the campaign plans no days for it', () => {
    expect(unitWindow(undefined, [], new Date())).toEqual({ by: 'nothing', phase: 'open' });
  });
});

describe('the last day that a tier may grant', () => {
  it.each([
    ['county', '2022-07-23'],
    ['city', '2022-07-27'],
    ['province', null],
    ['school', '2022-07-20'],
  ] as const)('of a %s whose own is 20 July is %s', (tier, day) => {
    expect(furthestGrant(tier, '2022-07-20', usualExtensions)).toBe(day);
  });

  it('counts over the end of a month and a leap day', () => {
    expect(daysAfter('2024-02-28', 3)).toBe('2024-03-02');
    expect(daysAfter('2022-12-31', 1)).toBe('2023-01-01');
  });
});
