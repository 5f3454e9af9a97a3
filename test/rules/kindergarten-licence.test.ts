/** A kindergarten needs the county's licence. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'kindergarten-licence';

describe(id, () => {
  const kindergarten = { school_kind: '幼儿园', school_code: '1137000001', stages: '幼儿园' };
  it('accepts a licence, and asks no school for one', () => {
    expect(foundIn('organisation', id, [{ ...kindergarten, licence_no: '教民137010220001' }, {}])).toEqual(
      [],
    );
  });
  it('finds a kindergarten without', () => {
    expect(foundIn('organisation', id, [kindergarten])).toEqual([
      { row: 2, field: 'licence_no', params: {} },
    ]);
  });
  it('asks none of a kindergarten that closes', () => {
    expect(
      foundIn('organisation', id, [{ ...kindergarten, operation: '撤并', old_code: '1137000009' }]),
    ).toEqual([]);
  });
});
