/** A school offers stages that its kind can have. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'school-kind-of-stages';

describe(id, () => {
  it('accepts what a kind may offer, in any order', () => {
    expect(foundIn('organisation', id, [{}])).toEqual([]);
    const nine = { school_kind: '九年一贯制', stages: '初中，小学', school_code: '3137000001' };
    expect(foundIn('organisation', id, [nine])).toEqual([]);
  });
  it('accepts a part of it', () => {
    const complete = { school_kind: '完全中学', stages: '高中', school_code: '3437000001' };
    expect(foundIn('organisation', id, [complete])).toEqual([]);
  });
  it('finds a stage that the kind has not', () => {
    expect(foundIn('organisation', id, [{ stages: '小学、初中' }])).toEqual([
      { row: 2, field: 'stages', params: { kind: '小学', found: '初中', possible: '小学', without: '' } },
    ]);
  });
  it('finds any stage at an institution', () => {
    const institute = { school_kind: '教研机构', stages: '小学', school_code: '' };
    expect(foundIn('organisation', id, [institute])).toMatchObject([{ params: { without: '教研机构' } }]);
  });
});
