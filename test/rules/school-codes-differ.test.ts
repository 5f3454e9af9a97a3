/** An old code is another than the new one. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'school-codes-differ';

describe(id, () => {
  it('accepts one code, or two', () => {
    expect(
      foundIn('organisation', id, [
        {},
        { school_name: '另一所小学', old_code: '2137000009', school_code: '2137000002' },
      ]),
    ).toEqual([]);
  });
  it('finds the same code twice', () => {
    expect(foundIn('organisation', id, [{ old_code: '2137000001' }])).toEqual([
      { row: 2, field: 'old_code', params: {} },
    ]);
  });
});
