/** A blank capacity is a hundred, and it is told. */
import { describe, expect, it } from 'vitest';
import { checkForm, foundIn } from './forms.ts';

const id = 'expert-capacity';

describe(id, () => {
  it('says nothing of a capacity that was given', () => {
    expect(foundIn('expert', id, [{ capacity: '60' }])).toEqual([]);
  });
  it('tells what is assumed, and assumes it', () => {
    expect(foundIn('expert', id, [{ capacity: '' }])).toEqual([
      { row: 2, field: 'capacity', params: { capacity: 100 } },
    ]);
    expect(checkForm('expert', [{ capacity: '' }]).rows[0]?.values).toMatchObject({ capacity: '100' });
  });
  it('assumes nothing where something unreadable stands', () => {
    expect(foundIn('expert', id, [{ capacity: '很多' }])).toEqual([]);
  });
});
