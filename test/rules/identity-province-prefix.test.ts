/** The first two digits are a province, any province. */
import { describe, expect, it } from 'vitest';
import { foundBy } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'identity-province-prefix');

describe('identity-province-prefix', () => {
  it("accepts a province that isn't Shandong", () => {
    expect(found({ id_number: '719900198503071232' })).toEqual([]);
  });

  it('accepts Hong Kong, Macao and Taiwan residents', () => {
    expect(found({ id_type: '港澳台居民居住证', id_number: '810000198503071239' })).toEqual([]);
  });

  it('looks for the province behind the 9 of a foreign resident', () => {
    expect(found({ id_type: '外国人永久居留身份证', id_number: '937840198503071237' })).toEqual([]);
  });

  it('is silent about a number whose check character is wrong', () => {
    expect(found({ id_number: '999900198503071230' })).toEqual([]);
  });

  it('finds a prefix that no province has', () => {
    expect(found({ id_number: '999900198503071234' })).toEqual([{ field: 'id_number', params: {} }]);
  });

  it("finds one in a foreign resident's number", () => {
    expect(found({ id_type: '外国人永久居留身份证', id_number: '901840198503071236' })).toEqual([
      { field: 'id_number', params: {} },
    ]);
  });
});
