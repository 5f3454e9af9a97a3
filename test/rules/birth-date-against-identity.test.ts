/** The birth date is the one of the document. */
import { describe, expect, it } from 'vitest';
import { foundBy } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'birth-date-against-identity');

describe('birth-date-against-identity', () => {
  it('accepts the day of the document however it is written', () => {
    expect(found({ birth_date: '1985.3.7' })).toEqual([]);
  });

  it('is silent when the check character is wrong', () => {
    expect(found({ id_number: '379900198503071230', birth_date: '1986-03-07' })).toEqual([]);
  });

  it('is silent about a passport', () => {
    expect(found({ id_type: '护照', id_number: 'E12345678', birth_date: '1986-03-07' })).toEqual([]);
  });

  it('finds another day', () => {
    expect(found({ birth_date: '1985-07-03' })).toEqual([
      { field: 'birth_date', params: { birth_date: '1985-03-07' } },
    ]);
  });
});
