/** Vocational and special schools are not collected by default. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'school-kind-out-of-scope';

describe(id, () => {
  it('accepts ordinary schools and institutions', () => {
    expect(
      foundIn('organisation', id, [{}, { school_kind: '教研机构', stages: '', school_code: '' }]),
    ).toEqual([]);
  });
  it.each(['中职', '特殊教育学校'])('looks at %s', (school_kind) => {
    expect(foundIn('organisation', id, [{ school_kind }])).toMatchObject([{ row: 2, field: 'school_kind' }]);
  });
});
