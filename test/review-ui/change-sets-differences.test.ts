/** Where two numbers differ is told exactly, and nothing of what stands there. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whereTheyDiffer } from '../../review-ui/pages/change-sets/differences.ts';

describe('whereTheyDiffer', () => {
  it('joins neighbouring positions', () => {
    expect(whereTheyDiffer('379900198503071239', '379900198504081239')).toEqual({ places: '12、14' });
    expect(whereTheyDiffer('13800001111', '13922221111')).toEqual({ places: '3–7' });
  });

  it('tells two lengths instead of positions', () => {
    expect(whereTheyDiffer('379802850307123', '37980219850307123X')).toEqual({ old: 15, new: 18 });
  });

  it('names every position that differs and no other', () => {
    const digits = fc.array(fc.constantFrom(...'0123456789X'), { minLength: 18, maxLength: 18 });
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        const found = whereTheyDiffer(a.join(''), b.join(''));
        if (!('places' in found)) throw new Error('equal lengths have positions');
        const named = new Set(
          found.places
            .split('、')
            .filter((run) => run !== '')
            .flatMap((run) => {
              const [from = 0, to = from] = run.split('–').map(Number);
              return Array.from({ length: to - from + 1 }, (_, index) => from + index);
            }),
        );
        expect([...named]).toEqual(a.flatMap((digit, index) => (digit === b[index] ? [] : [index + 1])));
      }),
    );
  });
});
