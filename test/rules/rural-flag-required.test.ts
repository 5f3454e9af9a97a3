/** Rural or not is said for everybody and never filled in. */
import { describe, expect, it } from 'vitest';
import { check, foundBy, row } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'rural-flag-required');

describe('rural-flag-required', () => {
  it('accepts yes', () => {
    expect(found({ is_rural: '是' })).toEqual([]);
  });

  it('accepts no', () => {
    expect(found({ is_rural: '否' })).toEqual([]);
  });

  it("leaves what can't be read to the cell", () => {
    expect(found({ is_rural: '待定' })).toEqual([]);
  });

  it('finds a blank', () => {
    expect(found({ is_rural: '' })).toEqual([{ field: 'is_rural', params: {} }]);
  });

  it('finds blanks of every kind', () => {
    expect(found({ is_rural: ' \u00a0' })).toEqual([{ field: 'is_rural', params: {} }]);
  });

  it('leaves the value blank, with one error', () => {
    const examined = check([row({ is_rural: '' })]);
    expect(examined.rows[0]?.values.is_rural).toBeNull();
    expect(examined.issues).toHaveLength(1);
  });
});
