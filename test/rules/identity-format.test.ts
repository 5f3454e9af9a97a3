/** Each document has its own shape. */
import { describe, expect, it } from 'vitest';
import { foundBy } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'identity-format');

describe('identity-format', () => {
  it('accepts an 18-character resident ID', () => {
    expect(found({})).toEqual([]);
  });

  it('accepts a residence permit', () => {
    expect(found({ id_type: '港澳台居民居住证', id_number: '810000198503071234' })).toEqual([]);
  });

  it("accepts a new and an old foreign resident's number", () => {
    expect(found({ id_type: '外国人永久居留身份证', id_number: '937840198503071234' })).toEqual([]);
  });

  it('accepts a passport', () => {
    expect(found({ id_type: '护照', id_number: 'E12345678' })).toEqual([]);
  });

  it('leaves 15 digits to its own rule', () => {
    expect(found({ id_number: '379900850307123' })).toEqual([]);
  });

  it('finds a number of another length', () => {
    expect(found({ id_number: '37990019850307123' })).toEqual([
      { field: 'id_number', params: { type: '居民身份证', digits: '18', letters: '' } },
    ]);
  });

  it('finds a birth date that is no day', () => {
    expect(found({ id_number: '379900198502301239' })).toEqual([
      { field: 'id_number', params: { type: '居民身份证', digits: '18', letters: '' } },
    ]);
  });

  it('finds a passport with a sign in it', () => {
    expect(found({ id_type: '护照', id_number: 'E12/45678' })).toEqual([
      { field: 'id_number', params: { type: '护照', digits: '', letters: 'A-Z 0-9, 5–17' } },
    ]);
  });

  it('finds a resident ID stated as a foreign one', () => {
    expect(found({ id_type: '外国人永久居留身份证' })).toEqual([
      { field: 'id_number', params: { type: '外国人永久居留身份证', digits: '18', letters: '' } },
    ]);
  });
});
