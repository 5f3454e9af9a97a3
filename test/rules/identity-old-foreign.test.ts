/** Old numbers of foreign residents are accepted with a warning. */
import { describe, expect, it } from 'vitest';
import { foundBy } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'identity-old-foreign');

describe('identity-old-foreign', () => {
  it('is silent about a new number', () => {
    expect(found({ id_type: '外国人永久居留身份证', id_number: '937840198503071234' })).toEqual([]);
  });

  it('is silent about a resident ID', () => {
    expect(found({})).toEqual([]);
  });

  it('finds three letters and twelve digits', () => {
    expect(found({ id_type: '外国人永久居留身份证', id_number: 'USA370085030712' })).toEqual([
      { field: 'id_number', params: {} },
    ]);
  });
});
