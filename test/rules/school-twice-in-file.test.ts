/** A school stands in one row. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'school-twice-in-file';

describe(id, () => {
  const other = { school_code: '2137000002', school_name: '历下区第二小学' };
  it('accepts different schools, and one name in two counties', () => {
    expect(foundIn('organisation', id, [{}, other, { school_code: '2137000003', county: '市中区' }])).toEqual(
      [],
    );
  });
  it('finds one code in several rows, and names all of them', () => {
    expect(foundIn('organisation', id, [{}, other, { school_name: '改了名的小学' }])).toEqual([
      { row: 2, field: 'school_name', params: { rows: '4' } },
      { row: 4, field: 'school_name', params: { rows: '2' } },
    ]);
  });
  it('finds one name in one county, whatever its spaces', () => {
    expect(
      foundIn('organisation', id, [{}, { school_code: '2137000005', school_name: '历下区 实验小学' }]),
    ).toHaveLength(2);
  });
  it('finds a school that is changed and closed', () => {
    const closed = {
      operation: '撤并',
      old_code: '2137000001',
      school_code: '2137000002',
      school_name: '旧名',
    };
    expect(foundIn('organisation', id, [{}, closed])).toHaveLength(2);
  });
  it('accepts several schools that are merged into one', () => {
    const merged = (old_code: string, school_name: string) => ({ operation: '撤并', old_code, school_name });
    expect(
      foundIn('organisation', id, [merged('2137000008', '甲小学'), merged('2137000009', '乙小学')]),
    ).toEqual([]);
  });
});
