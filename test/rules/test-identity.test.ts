/** Numbers of area 3799 are refused unless a setting allows them. */
import { describe, expect, it } from 'vitest';
import { foundBy } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'test-identity');

describe('test-identity', () => {
  it('is silent where the setting allows them', () => {
    expect(found({})).toEqual([]);
  });

  it('accepts everybody else', () => {
    expect(found({ id_number: '379800198503071233' }, { allow_test_ids: false })).toEqual([]);
  });

  it('finds a safe sample in production', () => {
    expect(found({}, { allow_test_ids: false })).toEqual([{ field: 'id_number', params: {} }]);
  });
});
