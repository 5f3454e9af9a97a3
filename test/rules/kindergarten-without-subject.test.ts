/** A kindergarten has no subjects; one is cleared and told. */
import { describe, expect, it } from 'vitest';
import { check, foundBy, row, school } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'kindergarten-without-subject');

describe('kindergarten-without-subject', () => {
  it('is silent when the subject is blank', () => {
    expect(found({ stage: '幼儿园', subject: '' })).toEqual([]);
  });

  it('is silent about other stages', () => {
    expect(found({})).toEqual([]);
  });

  it('is silent about a placeholder', () => {
    expect(found({ stage: '幼儿园', subject: '无' })).toEqual([]);
  });

  it('finds a subject', () => {
    expect(found({ stage: '幼儿园', subject: '语文' })).toEqual([
      { field: 'subject', params: { found: '语文' } },
    ]);
  });

  it('finds whatever else was typed, and only once', () => {
    expect(found({ stage: '幼儿园', subject: '五大领域' })).toEqual([
      { field: 'subject', params: { found: '五大领域' } },
    ]);
  });

  it('clears it', () => {
    const kindergarten = { ...school, school_kind: '111', stages: ['幼儿园'] } as const;
    const examined = check([row({ stage: '幼儿园', subject: '语文' })], { unit: kindergarten });
    expect(examined.rows[0]?.values.subject).toBeNull();
    expect(examined.issues.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['kindergarten-without-subject', 'warning'],
    ]);
  });
});
