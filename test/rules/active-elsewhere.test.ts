/** Somebody in service at another unit is proposed for transfer, never overwritten. */
import { describe, expect, it } from 'vitest';
import { askedOf, elsewhere, known, snapshotOf } from './registry.ts';

const found = askedOf.bind(null, 'active-elsewhere');

describe('active-elsewhere', () => {
  it('accepts somebody registered here', () => {
    expect(found({}, snapshotOf(known()))).toEqual([]);
  });

  it('accepts somebody whom nobody knows', () => {
    expect(found({ action: '新增' }, snapshotOf())).toEqual([]);
  });

  it('accepts somebody who has left the other unit', () => {
    expect(found({ action: '调入' }, snapshotOf(known({ status: '离职' }, elsewhere)))).toEqual([]);
  });

  it('finds somebody in service at another unit, whatever is stated', () => {
    const expected = [{ severity: 'warning', field: 'id_number', params: { unit: '历城区实验小学' } }];
    for (const action of ['新增', '调入', '核实无误', '']) {
      expect(found({ action }, snapshotOf(known({}, elsewhere)))).toEqual(expected);
    }
  });

  it('finds them though an old record of this unit is there too', () => {
    const old = known({ status: '离职' }, { id: '6' });
    expect(found({}, snapshotOf(known({}, elsewhere), old))).toHaveLength(1);
    expect(found({}, snapshotOf(old, known({}, elsewhere)))).toHaveLength(1);
  });
});
