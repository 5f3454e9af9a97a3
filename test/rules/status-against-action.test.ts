/** What is meant and what is stated agree. */
import { describe, expect, it } from 'vitest';
import { foundBy } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'status-against-action');

describe('status-against-action', () => {
  it('accepts a departure with its status', () => {
    expect(found({ action: '离职', status: '离职' })).toEqual([]);
  });

  it('accepts a retirement', () => {
    expect(found({ action: '离职', status: '退休' })).toEqual([]);
  });

  it('accepts a prefilled action beside a new status', () => {
    expect(found({ action: '核实无误', status: '离职' })).toEqual([]);
  });

  it('accepts an addition', () => {
    expect(found({ action: '新增' })).toEqual([]);
  });

  it('accepts no action', () => {
    expect(found({ action: '', status: '退休' })).toEqual([]);
  });

  it('finds a departure that stays', () => {
    expect(found({ action: '离职', status: '在职' })).toEqual([
      { field: 'status', params: { action: '离职', status: '在职', statuses: '离职、退休' } },
    ]);
  });

  it('finds an addition that is gone', () => {
    expect(found({ action: '新增', status: '退休' })).toEqual([
      { field: 'status', params: { action: '新增', status: '退休', statuses: '在职' } },
    ]);
  });

  it('finds a transfer in that is gone', () => {
    expect(found({ action: '调入', status: '离职' })).toEqual([
      { field: 'status', params: { action: '调入', status: '离职', statuses: '在职' } },
    ]);
  });
});
