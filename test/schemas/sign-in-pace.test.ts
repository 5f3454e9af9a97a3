/** How long a wrong try makes the next one wait. */
import { expect, it } from 'vitest';
import { type TryCounter, waitAfter } from '../../schemas/sign-in-pace.ts';

it.each([
  ['name-at-address', 4, 0],
  ['name-at-address', 5, 2],
  ['name-at-address', 6, 4],
  ['name-at-address', 9, 32],
  ['name-at-address', 10, 900],
  ['name-at-address', 1000, 900],
  ['device', 4, 0],
  ['device', 10, 900],
  ['name', 21, 0],
  ['name', 22, 2],
  ['name', 29, 256],
  ['name', 30, 900],
  ['address', 99, 0],
  ['address', 100, 900],
  ['account', 10, 900],
] as const satisfies [TryCounter, number, number][])(
  '%s: after try %d it is %d seconds',
  (counter, tries, wait) => {
    expect(waitAfter(counter, tries)).toBe(wait);
  },
);
