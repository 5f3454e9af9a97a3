/** A blank birth date is taken from a document that can be trusted, and told. */
import { describe, expect, it } from 'vitest';
import { check, foundBy, row } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'birth-date-from-identity');

describe('birth-date-from-identity', () => {
  it('is silent when the day is given', () => {
    expect(found({})).toEqual([]);
  });

  it('takes nothing from a number whose check character is wrong', () => {
    expect(found({ id_number: '379900198503071230', birth_date: '' })).toEqual([]);
  });

  it("takes nothing when the cell can't be read", () => {
    expect(found({ birth_date: '不详' })).toEqual([]);
  });

  it('takes nothing from a passport', () => {
    expect(found({ id_type: '护照', id_number: 'E12345678', birth_date: '' })).toEqual([]);
  });

  it('fills a blank and tells', () => {
    expect(found({ birth_date: '' })).toEqual([
      { field: 'birth_date', params: { birth_date: '1985-03-07' } },
    ]);
  });

  it('gives the row that value', () => {
    expect(check([row({ birth_date: '' })]).rows[0]?.values.birth_date).toBe('1985-03-07');
  });
});
