/** Only rows of people whom the unit doesn't have ask the registry anything more. */
import { expect, it } from 'vitest';
import { newcomers } from '../../pipeline/newcomers.ts';
import { elsewhere, known, snapshotOf, told } from './registry.ts';

it('the unit’s own teachers are no newcomers, in service or not', () => {
  const snapshot = snapshotOf([known(1), known(2, { status: '离职' })]);
  expect(newcomers([told(1), told(2)], snapshot)).toEqual([]);
});

it('somebody unknown and somebody of another unit are, in the order of the file', () => {
  const snapshot = snapshotOf([known(1), known(3, {}, { unit_id: elsewhere })]);
  expect(newcomers([told(4), told(1), told(3)], snapshot).map(({ row }) => row)).toEqual([7, 6]);
});

it('a row whose document can not be read asks for nobody', () => {
  expect(newcomers([told(1, { id_number: null })], snapshotOf([]))).toEqual([]);
});
