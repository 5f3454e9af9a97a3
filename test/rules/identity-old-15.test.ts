/** Fifteen digits get the advice to use eighteen. */
import { describe, expect, it } from 'vitest';
import { foundBy } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'identity-old-15');

describe('identity-old-15', () => {
  it('accepts eighteen characters', () => {
    expect(found({})).toEqual([]);
  });

  it('accepts a passport of fifteen digits', () => {
    expect(found({ id_type: '护照', id_number: '123456789012345' })).toEqual([]);
  });

  it('finds fifteen digits', () => {
    expect(found({ id_number: '379900850307123' })).toEqual([{ field: 'id_number', params: {} }]);
  });
});
