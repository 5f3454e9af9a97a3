/** Nobody is given more teachers than the ratio. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'expert-capacity-above-ratio';

describe(id, () => {
  it('accepts the ratio itself', () => {
    expect(foundIn('expert', id, [{ capacity: '100' }])).toEqual([]);
  });
  it('looks at more', () => {
    expect(foundIn('expert', id, [{ capacity: '101' }])).toEqual([
      { row: 2, field: 'capacity', params: { capacity: 101, most: 100 } },
    ]);
  });
});
