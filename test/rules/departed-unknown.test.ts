/** Nobody departs who was never here. */
import { describe, expect, it } from 'vitest';
import { askedOf, elsewhere, known, snapshotOf } from './registry.ts';

const found = askedOf.bind(null, 'departed-unknown');

describe('departed-unknown', () => {
  it('accepts the departure of somebody registered here', () => {
    expect(found({ action: '离职', status: '离职' }, snapshotOf(known()))).toEqual([]);
    expect(found({ action: '', status: '退休' }, snapshotOf(known()))).toEqual([]);
  });

  it('accepts it by the stamp of the row when the document was corrected', () => {
    expect(found({ status: '离职', id_number: '37990019850307005X' }, snapshotOf(known()), true)).toEqual([]);
  });

  it('says nothing of somebody who stays', () => {
    expect(found({}, snapshotOf())).toEqual([]);
  });

  it('says nothing when the number could not be read', () => {
    expect(found({ status: '离职', id_number: '' }, snapshotOf())).toEqual([]);
  });

  it('finds the departure of somebody unknown', () => {
    expect(found({ action: '离职', status: '离职' }, snapshotOf())).toEqual([
      { severity: 'error', field: 'status', params: { stated: '离职' } },
    ]);
  });

  it('finds the departure of somebody of another unit', () => {
    expect(found({ action: '', status: '退休' }, snapshotOf(known({}, elsewhere)))).toEqual([
      { severity: 'error', field: 'status', params: { stated: '退休' } },
    ]);
  });
});
