/** A teacher moves from one school to another. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'transfer-schools-differ';

describe(id, () => {
  it('accepts two schools', () => {
    expect(foundIn('transfer', id, [{}])).toEqual([]);
  });
  it('finds the same school, whatever its spaces', () => {
    expect(foundIn('transfer', id, [{ to_school: '历下区 实验小学' }])).toEqual([
      { row: 2, field: 'to_school', params: {} },
    ]);
  });
});
