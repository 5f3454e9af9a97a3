/** Rows carry the unit's own code. */
import { describe, expect, it } from 'vitest';
import { foundBy, school } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'school-code-matches-unit');

describe('school-code-matches-unit', () => {
  it("accepts the unit's code", () => {
    expect(found({})).toEqual([]);
  });

  it('accepts a blank where the unit has no code', () => {
    expect(found({ school_code: '' }, { unit: { ...school, code: null } })).toEqual([]);
  });

  it("leaves a code that can't be read to the cell", () => {
    expect(found({ school_code: '21370' })).toEqual([]);
  });

  it('is silent without a unit', () => {
    expect(found({ school_code: '2137999999' }, { unit: null })).toEqual([]);
  });

  it("finds another school's code", () => {
    expect(found({ school_code: '2137999999' })).toEqual([
      { field: 'school_code', params: { unit: '历下区实验小学', code: '2137000001', codeless: '' } },
    ]);
  });

  it('finds a blank where there is a code', () => {
    expect(found({ school_code: '' })).toEqual([
      { field: 'school_code', params: { unit: '历下区实验小学', code: '2137000001', codeless: '' } },
    ]);
  });

  it('finds a code where the unit has none', () => {
    expect(found({}, { unit: { ...school, code: null } })).toEqual([
      { field: 'school_code', params: { unit: '历下区实验小学', code: '', codeless: '历下区实验小学' } },
    ]);
  });
});
