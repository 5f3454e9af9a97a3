/** One slip of the hand between two texts, and where. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneSlip } from '../../pipeline/one-slip.ts';

describe('one slip', () => {
  it.each([
    ['王小明', '王晓明', { kind: 'changed', at: 1 }],
    ['王小明', '王明小', { kind: 'swapped', at: 1 }],
    ['王明', '王小明', { kind: 'added', at: 1 }],
    ['123456', '123465', { kind: 'swapped', at: 4 }],
    ['𬱖文', '𬱖丈', { kind: 'changed', at: 1 }],
    ['王小明', '王小明', null],
    ['王小明', '王晓鸣', null],
    ['123456', '213465', null],
    ['12', '1234', null],
    ['', '甲', { kind: 'added', at: 0 }],
  ])('between %s and %s is %o', (one, other, slip) => {
    expect(oneSlip(one, other)).toEqual(slip);
    expect(oneSlip(other, one)).toEqual(slip);
  });

  it('is found wherever one character of a number changed, and at that place', () => {
    const digits = fc.stringMatching(/^\d{17}$/);
    fc.assert(
      fc.property(digits, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, at, more) => {
        const changed = String((Number(number[at]) + more) % 10);
        const other = number.slice(0, at) + changed + number.slice(at + 1);
        expect(oneSlip(number, other)).toEqual({ kind: 'changed', at });
      }),
    );
  });
});
