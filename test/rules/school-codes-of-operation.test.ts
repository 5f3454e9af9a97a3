/** Which codes a row needs follows from what it does. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'school-codes-of-operation';

describe(id, () => {
  it('asks a new school for none', () => {
    expect(foundIn('organisation', id, [{ operation: '新增', school_code: '' }])).toEqual([]);
  });
  it('asks a change for the school code', () => {
    expect(foundIn('organisation', id, [{ school_code: '' }])).toEqual([
      { row: 2, field: 'school_code', params: { operation: '变更' } },
    ]);
  });
  it('asks a closure for the code of the school that goes, and no more', () => {
    expect(foundIn('organisation', id, [{ operation: '撤并', school_code: '' }])).toEqual([
      { row: 2, field: 'old_code', params: { operation: '撤并' } },
    ]);
    expect(
      foundIn('organisation', id, [{ operation: '撤并', school_code: '', old_code: '2137000009' }]),
    ).toEqual([]);
  });
  it('is silent about a code that was told already', () => {
    expect(foundIn('organisation', id, [{ school_code: '21370' }])).toEqual([]);
  });
});
