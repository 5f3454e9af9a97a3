/** A type digit that disagrees is worth a look. */
import { describe, expect, it } from 'vitest';
import { foundBy } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'certificate-type-digit');

describe('certificate-type-digit', () => {
  it('accepts a digit that agrees', () => {
    expect(found({})).toEqual([]);
  });

  it('accepts any digit for the gender', () => {
    expect(found({ cert_no: '20073799122000123' })).toEqual([]);
  });

  it('is silent without a type', () => {
    expect(found({ cert_type: '' })).toEqual([]);
  });

  it('finds another kind', () => {
    expect(found({ cert_no: '20073799131000123' })).toEqual([
      { field: 'cert_type', params: { kind: '小学教师资格', by_number: '初级中学教师资格' } },
    ]);
  });

  it('finds a digit that stands for nothing', () => {
    expect(found({ cert_no: '20073799191000123' })).toEqual([
      { field: 'cert_type', params: { kind: '小学教师资格', by_number: '' } },
    ]);
  });
});
