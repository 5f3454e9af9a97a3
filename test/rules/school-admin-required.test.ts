/** A new unit comes with its admin. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'school-admin-required';
const nobody = { admin_name: '', admin_mobile: '', admin_email: '' };

describe(id, () => {
  it('finds a new school without its admin, each part of it', () => {
    expect(foundIn('organisation', id, [{ operation: '新增', ...nobody }])).toEqual([
      { row: 2, field: 'admin_name', params: {} },
      { row: 2, field: 'admin_mobile', params: {} },
    ]);
  });
  it('accepts a new school with its admin', () => {
    expect(foundIn('organisation', id, [{ operation: '新增' }])).toEqual([]);
  });
  it('asks for none where a school changes or closes', () => {
    expect(foundIn('organisation', id, [{ operation: '变更', ...nobody }])).toEqual([]);
    expect(foundIn('organisation', id, [{ operation: '撤并', old_code: '2137000009', ...nobody }])).toEqual(
      [],
    );
  });
});
