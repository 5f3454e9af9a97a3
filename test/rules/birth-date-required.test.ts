/** Documents that do not tell the birth date need it beside them. */
import { describe, expect, it } from 'vitest';
import { foundBy } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'birth-date-required');

describe('birth-date-required', () => {
  it('accepts a passport with a birth date', () => {
    expect(found({ id_type: '护照', id_number: 'E12345678' })).toEqual([]);
  });

  it('asks nothing of a resident ID', () => {
    expect(found({ birth_date: '' })).toEqual([]);
  });

  it('finds a passport without one', () => {
    expect(found({ id_type: '护照', id_number: 'E12345678', birth_date: '' })).toEqual([
      { field: 'birth_date', params: { type: '护照' } },
    ]);
  });

  it("finds an old foreign resident's number without one", () => {
    expect(found({ id_type: '外国人永久居留身份证', id_number: 'USA370085030712', birth_date: '' })).toEqual([
      { field: 'birth_date', params: { type: '外国人永久居留身份证' } },
    ]);
  });
});
