/** Whoever enrols, moves or guides at a school stage does so in a subject. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'subject-chosen';

describe(id, () => {
  it.each(['enrolment', 'transfer', 'expert'] as const)('accepts a subject in %s', (template) => {
    expect(foundIn(template, id, [{}])).toEqual([]);
  });
  it.each(['enrolment', 'transfer', 'expert'] as const)('finds a blank one in %s', (template) => {
    expect(foundIn(template, id, [{ subject: '' }])).toMatchObject([
      { row: 2, field: 'subject', params: { stage: '小学' } },
    ]);
  });
  it('asks for none in a kindergarten', () => {
    expect(foundIn('enrolment', id, [{ stage: '幼儿园', subject: '' }])).toEqual([]);
  });
  it('is silent while the stage is unknown, or the subject was told', () => {
    expect(foundIn('expert', id, [{ stage: '大学', subject: '' }])).toEqual([]);
    expect(foundIn('expert', id, [{ subject: '奥数' }])).toEqual([]);
  });
});
