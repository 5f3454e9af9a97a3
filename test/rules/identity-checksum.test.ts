/** The check character must follow from the other seventeen. */
import { describe, expect, it } from 'vitest';
import { foundBy } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'identity-checksum');

describe('identity-checksum', () => {
  it('accepts the safe samples', () => {
    expect(found({ id_number: '37990019850307005X' })).toEqual([]);
  });

  it('is silent about numbers that have none', () => {
    expect(found({ id_type: '护照', id_number: 'E12345678' })).toEqual([]);
  });

  it("leaves a day that doesn't exist to identity-format", () => {
    expect(found({ id_number: '379900198502301239' })).toEqual([]);
  });

  it('finds a wrong digit', () => {
    expect(found({ id_number: '379900198503071238' })).toEqual([{ field: 'id_number', params: {} }]);
  });

  it('finds two digits exchanged', () => {
    expect(found({ id_number: '379900198503072139' })).toEqual([{ field: 'id_number', params: {} }]);
  });

  it('finds it in a residence permit', () => {
    expect(found({ id_type: '港澳台居民居住证', id_number: '379900198503071238' })).toEqual([
      { field: 'id_number', params: {} },
    ]);
  });

  it("finds it in a foreign resident's number", () => {
    expect(found({ id_type: '外国人永久居留身份证', id_number: '937840198503071234' })).toEqual([
      { field: 'id_number', params: {} },
    ]);
  });
});
