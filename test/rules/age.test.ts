/** People in service are 18 to 65. */
import { describe, expect, it } from 'vitest';
import { foundBy } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'age');

describe('age', () => {
  it('accepts a working age', () => {
    expect(found({})).toEqual([]);
  });

  it('accepts the day of the eighteenth birthday', () => {
    expect(found({ birth_date: '2008-07-05' })).toEqual([]);
  });

  it('accepts the day before the sixty-sixth', () => {
    expect(found({ birth_date: '1960-07-06' })).toEqual([]);
  });

  it('is silent about the retired', () => {
    expect(found({ birth_date: '1950-01-01', status: '退休' })).toEqual([]);
  });

  it('finds somebody a day too young', () => {
    expect(found({ birth_date: '2008-07-06' })).toEqual([{ field: 'birth_date', params: { years: 17 } }]);
  });

  it('finds somebody of sixty-six', () => {
    expect(found({ birth_date: '1960-07-05' })).toEqual([{ field: 'birth_date', params: { years: 66 } }]);
  });
});
