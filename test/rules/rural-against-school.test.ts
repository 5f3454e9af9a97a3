/** A rural flag against the school's class is a question. */
import { describe, expect, it } from 'vitest';
import { foundBy, school } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'rural-against-school');

describe('rural-against-school', () => {
  it('accepts yes in a village', () => {
    expect(found({})).toEqual([]);
  });

  it('accepts no in a city', () => {
    expect(found({ is_rural: '否' }, { unit: { ...school, urban_rural_class: '111' } })).toEqual([]);
  });

  it('follows the wider reading where it is set', () => {
    expect(
      found(
        {},
        { unit: { ...school, urban_rural_class: '121' }, rural_classes: ['121', '122', '123', '210', '220'] },
      ),
    ).toEqual([]);
  });

  it('is silent about a school without a class', () => {
    expect(found({ is_rural: '否' }, { unit: { ...school, urban_rural_class: null } })).toEqual([]);
  });

  it('is silent without a unit', () => {
    expect(found({ is_rural: '否' }, { unit: null })).toEqual([]);
  });

  it('finds no in a village', () => {
    expect(found({ is_rural: '否' })).toEqual([
      { field: 'is_rural', params: { school_class: '村庄', chosen: '否', expected: '是' } },
    ]);
  });

  it('finds yes in a town by the national reading', () => {
    expect(found({}, { unit: { ...school, urban_rural_class: '121' } })).toEqual([
      {
        field: 'is_rural',
        params: { school_class: '镇中心区', chosen: '是', expected: '否' },
      },
    ]);
  });
});
