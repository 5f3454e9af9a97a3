/** Rows carry the unit's registered name. */
import { describe, expect, it } from 'vitest';
import { foundBy, school } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'school-name-matches-unit');

describe('school-name-matches-unit', () => {
  it('accepts the name', () => {
    expect(found({})).toEqual([]);
  });

  it('accepts it with other widths and spaces', () => {
    expect(
      found(
        { school_name: '历下区 实验小学(东校区)' },
        { unit: { ...school, name: '历下区实验小学（东校区）' } },
      ),
    ).toEqual([]);
  });

  it('is silent without a unit', () => {
    expect(found({ school_name: '别的学校' }, { unit: null })).toEqual([]);
  });

  it('finds another name', () => {
    expect(found({ school_name: '历城区实验小学' })).toEqual([
      { field: 'school_name', params: { unit: '历下区实验小学' } },
    ]);
  });
});
