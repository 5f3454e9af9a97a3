/** The gender is the one of the document. */
import { describe, expect, it } from 'vitest';
import { foundBy } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'gender-against-identity');

describe('gender-against-identity', () => {
  it('accepts the gender of the document', () => {
    expect(found({})).toEqual([]);
  });

  it("accepts a woman's even digit", () => {
    expect(found({ id_number: '379901197911122463', gender: '女', birth_date: '1979-11-12' })).toEqual([]);
  });

  it('is silent when the check character is wrong', () => {
    expect(found({ id_number: '379900198503071230', gender: '女' })).toEqual([]);
  });

  it('is silent about a passport', () => {
    expect(found({ id_type: '护照', id_number: 'E12345678', gender: '女' })).toEqual([]);
  });

  it('finds the other gender', () => {
    expect(found({ gender: '女' })).toEqual([{ field: 'gender', params: { gender: '男' } }]);
  });
});
