import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressSince } from '../../pipeline/since.ts';
import type { Issue } from '../../schemas/issue.ts';

const error = (rule: string, row: number | null, value?: string): Issue => ({
  ...{ rule, severity: 'error', sheet: '表', row, column: 'A', field: 'name', params: {} },
  ...(value === undefined ? {} : { value }),
});
const told = (before: Issue[], now: Issue[]) => {
  const { mended, fresh } = progressSince(before, now);
  return { mended, fresh: fresh.length, at: fresh.map((issue) => now.indexOf(issue)) };
};

describe('errors since the last file', () => {
  it('that moved to another row are still there', () => {
    expect(told([error('bad-mobile', 3, '0531')], [error('bad-mobile', 9, '0531')])).toEqual({
      ...{ mended: 0, fresh: 0, at: [] },
    });
  });

  it('that are gone were mended, and others are new', () => {
    const before = [error('bad-mobile', 3, '0531'), error('bad-email', 4, 'x')];
    expect(told(before, [error('bad-email', 4, 'x'), error('required', 5)])).toEqual({
      ...{ mended: 1, fresh: 1, at: [1] },
    });
  });

  it('of something typed in another way are another error', () => {
    expect(told([error('bad-mobile', 3, '0531')], [error('bad-mobile', 3, '0532')])).toEqual({
      ...{ mended: 1, fresh: 1, at: [0] },
    });
  });

  it('of blank cells are known by their row', () => {
    expect(told([error('required', 3)], [error('required', 4)])).toEqual({ mended: 1, fresh: 1, at: [0] });
  });

  it('that are alike count as often as they stand there', () => {
    const same = error('bad-mobile', 3, '无');
    expect(told([same, same, same], [same])).toEqual({ mended: 2, fresh: 0, at: [] });
    expect(told([same], [same, same])).toMatchObject({ mended: 0, fresh: 1 });
  });

  it('add up, whatever the files', () => {
    const issues = fc.array(
      fc
        .record({
          rule: fc.constantFrom('a', 'b'),
          row: fc.integer({ min: 1, max: 4 }),
          value: fc.constantFrom('x', 'y', undefined),
        })
        .map(({ rule, row, value }) => error(rule, row, value)),
    );
    fc.assert(
      fc.property(issues, issues, (before, now) => {
        const since = progressSince(before, now);
        expect(since.before - since.mended + since.fresh.length).toBe(since.now);
        expect(progressSince(now, now)).toMatchObject({ mended: 0, fresh: [] });
        expect(progressSince([], now).fresh).toEqual(now);
      }),
    );
  });
});
