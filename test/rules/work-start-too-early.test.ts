/** Nobody works before sixteen. */
import { describe, expect, it } from 'vitest';
import { foundBy } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'work-start-too-early');

describe('work-start-too-early', () => {
  it('accepts the month of the sixteenth birthday', () => {
    expect(found({ work_start: '2001-03' })).toEqual([]);
  });

  it('is silent when nothing is given', () => {
    expect(found({ work_start: '' })).toEqual([]);
  });

  it('finds the month before', () => {
    expect(found({ work_start: '2001-02' })).toEqual([
      { field: 'work_start', params: { earliest: '2001-03' } },
    ]);
  });

  it('uses the birth date of the document when the cell is blank', () => {
    expect(found({ work_start: '2001-02', birth_date: '' })).toEqual([
      { field: 'work_start', params: { earliest: '2001-03' } },
    ]);
  });
});
