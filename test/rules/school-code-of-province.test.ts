/** The third and fourth digits of a school code are the province's. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'school-code-of-province';

describe(id, () => {
  it('accepts Shandong', () => {
    expect(foundIn('organisation', id, [{ old_code: '2137000009' }])).toEqual([]);
  });
  it('finds another province in either code', () => {
    expect(foundIn('organisation', id, [{ school_code: '2111000001', old_code: '2132000009' }])).toEqual([
      { row: 2, field: 'school_code', params: { province: '37' } },
      { row: 2, field: 'old_code', params: { province: '37' } },
    ]);
  });
});
