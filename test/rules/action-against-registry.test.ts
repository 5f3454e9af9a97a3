/** What a row does is inferred from cells and registry, and told where it differs from what is stated. */
import { describe, expect, it } from 'vitest';
import { askedOf, elsewhere, known, snapshotOf } from './registry.ts';

const found = askedOf.bind(null, 'action-against-registry');
const note = (inferred: string, stated: string) => [
  { severity: 'note', field: 'action', params: { inferred, stated } },
];

describe('action-against-registry', () => {
  it('is silent where both agree', () => {
    expect(found({}, snapshotOf(known()))).toEqual([]);
    expect(found({ action: '修正', mobile: '13900001234' }, snapshotOf(known()))).toEqual([]);
    expect(found({ action: '新增' }, snapshotOf())).toEqual([]);
    expect(found({ action: '离职', status: '离职' }, snapshotOf(known()))).toEqual([]);
  });

  it('tells that a prefilled row with a changed cell is a correction', () => {
    expect(found({ mobile: '13900001234' }, snapshotOf(known()))).toEqual(note('修正', '核实无误'));
  });

  it('tells that a correction without a change is a verification', () => {
    expect(found({ action: '修正' }, snapshotOf(known()))).toEqual(note('核实无误', '修正'));
  });

  it('tells that a blank action on somebody new is an addition', () => {
    expect(found({ action: '' }, snapshotOf())).toEqual(note('新增', ''));
  });

  it('tells that a verified row of somebody unknown is an addition', () => {
    expect(found({}, snapshotOf())).toEqual(note('新增', '核实无误'));
  });

  it('tells that somebody added is here already', () => {
    expect(found({ action: '新增' }, snapshotOf(known()))).toEqual(note('核实无误', '新增'));
    expect(found({ action: '新增', title: '高级' }, snapshotOf(known()))).toEqual(note('修正', '新增'));
  });

  it('tells that a changed status is a departure', () => {
    expect(found({ status: '退休' }, snapshotOf(known()))).toEqual(note('离职', '核实无误'));
  });

  it('tells that somebody from the departed pool is transferred in', () => {
    expect(found({ action: '新增' }, snapshotOf(known({ status: '离职' }, elsewhere)))).toEqual(
      note('调入', '新增'),
    );
  });

  it('tells that a stamped row with a corrected document is a correction', () => {
    expect(found({ id_number: '37990019850307005X' }, snapshotOf(known()), true)).toEqual(
      note('修正', '核实无误'),
    );
  });

  it('leaves people in service elsewhere and unknown departures to their rules', () => {
    expect(found({}, snapshotOf(known({}, elsewhere)))).toEqual([]);
    expect(found({ status: '离职' }, snapshotOf())).toEqual([]);
  });
});
