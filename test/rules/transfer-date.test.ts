/** A transfer takes effect around the day it is reported. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'transfer-date';

describe(id, () => {
  it('accepts a day within a year before or after', () => {
    expect(foundIn('transfer', id, [{ effective_date: '2025-07-06' }])).toEqual([]);
    expect(foundIn('transfer', id, [{ effective_date: '2027-07-04' }])).toEqual([]);
  });
  it.each(['2025-07-05', '2027-07-05', '2016-07-01'])('looks at %s', (effective_date) => {
    expect(foundIn('transfer', id, [{ effective_date }])).toEqual([
      { row: 2, field: 'effective_date', params: {} },
    ]);
  });
});
