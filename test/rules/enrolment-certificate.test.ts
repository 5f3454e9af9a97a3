/** Staff of research and training institutions enrol with their certificate. */
import { describe, expect, it } from 'vitest';
import { school } from '../pipeline/builders.ts';
import { foundIn } from './forms.ts';

const id = 'enrolment-certificate';

describe(id, () => {
  const institute = { ...school, kind: 'research_institute', name: '历下区教研室', code: null } as const;
  it('asks nothing of a school, nor offline', () => {
    expect(foundIn('enrolment', id, [{ cert_no: '' }], { unit: school })).toEqual([]);
    expect(foundIn('enrolment', id, [{ cert_no: '' }])).toEqual([]);
  });
  it('accepts an institution with numbers', () => {
    expect(foundIn('enrolment', id, [{ school_code: '' }], { unit: institute })).toEqual([]);
  });
  it('finds a blank one at an institution', () => {
    expect(foundIn('enrolment', id, [{ cert_no: '', school_code: '' }], { unit: institute })).toEqual([
      { row: 2, field: 'cert_no', params: { unit: '历下区教研室' } },
    ]);
  });
});
