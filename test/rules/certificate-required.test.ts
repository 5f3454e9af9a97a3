/** Research and training staff have a certificate. */
import { describe, expect, it } from 'vitest';
import { foundBy, school } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'certificate-required');

describe('certificate-required', () => {
  it('asks nothing of a teacher', () => {
    expect(found({ cert_type: '', cert_no: '' })).toEqual([]);
  });

  it('accepts a researcher with one', () => {
    expect(found({ post_type: '教研' })).toEqual([]);
  });

  it("leaves a number that can't be read to the cell", () => {
    expect(found({ post_type: '教研', cert_no: '123' })).toEqual([]);
  });

  it('finds a researcher without number', () => {
    expect(found({ post_type: '科研', cert_no: '' })).toEqual([{ field: 'cert_no', params: {} }]);
  });

  it('finds a trainer without both', () => {
    expect(found({ post_type: '培训教师', cert_type: '', cert_no: '' })).toEqual([
      { field: 'cert_type', params: {} },
      { field: 'cert_no', params: {} },
    ]);
  });

  it('finds anybody of a training institute without one', () => {
    expect(
      found({ post_type: '其他', cert_no: '' }, { unit: { ...school, kind: 'training_institute' } }),
    ).toEqual([{ field: 'cert_no', params: {} }]);
  });
});
