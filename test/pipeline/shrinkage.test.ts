/** When so many teachers leave that somebody has to say that it is meant. */
import { expect, it, test } from 'vitest';
import { abnormalShrinkage, usualShrinkage } from '../../pipeline/shrinkage.ts';

test.each([
  ['a quarter of a small school', 20, 5, { before: 20, after: 15, fewer: 5, percent: 25 }],
  ['just over a tenth', 39, 4, { before: 39, after: 35, fewer: 4, percent: 10.3 }],
  ['exactly a tenth', 40, 4, null],
  ['three of a very small school', 4, 3, null],
  ['four of a large one', 400, 4, null],
  ['nobody', 20, 0, null],
  ['everybody', 4, 4, { before: 4, after: 0, fewer: 4, percent: 100 }],
] as const)('%s leaves', (_, in_service, departing, figures) => {
  expect(abnormalShrinkage({ in_service, departing }, usualShrinkage)).toEqual(figures);
});

it('follows the setting', () => {
  const policy = { more_than_percent: 0, more_than_teachers: 0 };
  expect(abnormalShrinkage({ in_service: 400, departing: 1 }, policy)).toEqual({
    ...{ before: 400, after: 399, fewer: 1, percent: 0.3 },
  });
});
