/** The first two digits of a school code say what kind of school it is. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'school-code-of-kind';

describe(id, () => {
  it.each([
    ['幼儿园', '1137000001'],
    ['教学点', '2137000002'],
    ['九年一贯制学校', '3137000003'],
    ['高级中学', '3437000004'],
    ['中等职业学校', '3637000005'],
    ['特殊教育学校', '5137000006'],
  ])('accepts %s with %s', (school_kind, school_code) => {
    expect(foundIn('organisation', id, [{ school_kind, school_code }])).toEqual([]);
  });
  it('finds another category', () => {
    expect(foundIn('organisation', id, [{ school_code: '3137000001' }])).toEqual([
      { row: 2, field: 'school_code', params: { kind: '小学', category: '21' } },
    ]);
  });
  it('says nothing of institutions, whose codes are local, nor of the school that takes over in a merger', () => {
    expect(foundIn('organisation', id, [{ school_kind: '教研机构', stages: '' }])).toEqual([]);
    const merger = { operation: '撤并', school_code: '3137000001', old_code: '2137000009' };
    expect(foundIn('organisation', id, [merger])).toEqual([]);
  });
});
