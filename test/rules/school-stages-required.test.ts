/** A school says which stages it offers. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'school-stages-required';

describe(id, () => {
  it('accepts stages', () => {
    expect(foundIn('organisation', id, [{}])).toEqual([]);
  });
  it('finds none at a school', () => {
    expect(foundIn('organisation', id, [{ stages: '' }])).toEqual([
      { row: 2, field: 'stages', params: { kind: '小学', possible: '小学' } },
    ]);
  });
  it('asks for none at an institution, nor of a school that closes', () => {
    expect(foundIn('organisation', id, [{ school_kind: '教研机构', stages: '', school_code: '' }])).toEqual(
      [],
    );
    expect(foundIn('organisation', id, [{ operation: '撤并', old_code: '2137000009', stages: '' }])).toEqual(
      [],
    );
  });
  it('is silent about stages that were told already', () => {
    expect(foundIn('organisation', id, [{ stages: '大学' }])).toEqual([]);
  });
});
