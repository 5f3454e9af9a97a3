/** A new person whom another unit's file in flight claims too is told with that unit and its receipt. */
import { describe, expect, it } from 'vitest';
import { askedOf, claim, elsewhere, known, snapshotOf } from './registry.ts';

const found = askedOf.bind(null, 'claimed-in-flight');
const told = {
  severity: 'warning',
  field: 'id_number',
  params: { unit: '历城区实验小学', receipt: '20261126-000007' },
};

describe('claimed-in-flight', () => {
  it('accepts a new person whom nobody else sends in', () => {
    expect(found({ action: '新增' }, snapshotOf())).toEqual([]);
    expect(found({ action: '新增' }, { ...snapshotOf(), claims: [] })).toEqual([]);
  });

  it('accepts a new person beside a claim on somebody else', () => {
    const other = { ...claim, document: '居民身份证|37990019850307005X' };
    expect(found({ action: '新增' }, { ...snapshotOf(), claims: [other] })).toEqual([]);
  });

  it('finds a new person whom another unit sends in', () => {
    expect(found({ action: '新增' }, { ...snapshotOf(), claims: [claim] })).toEqual([told]);
  });

  it('finds somebody of a third unit whom both want to take over', () => {
    const third = { ...elsewhere, unit_id: '232' };
    expect(found({ action: '调入' }, { ...snapshotOf(known({}, third)), claims: [claim] })).toEqual([told]);
  });

  it('names every unit that claims the person', () => {
    const second = { ...claim, unit_id: '233', unit_name: '历城区第二小学', receipt: '20261126-000009' };
    const params = found({ action: '新增' }, { ...snapshotOf(), claims: [claim, second] }).map(
      (one) => one.params.unit,
    );
    expect(params).toEqual(['历城区实验小学', '历城区第二小学']);
  });

  it('says nothing of the unit’s own teacher, whom others may hope to take over', () => {
    expect(found({}, { ...snapshotOf(known()), claims: [claim] })).toEqual([]);
  });
});
