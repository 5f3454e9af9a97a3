/** What is wrong with a row of a transfer workbook beside the registry, one fault at a time. */
import { expect, it } from 'vitest';
import { transferIssues } from '../../pipeline/transfer-checks.ts';
import type { RowOfTemplate } from '../../schemas/sheets.ts';
import type { TransferRowFacts } from '../../schemas/transfer-form.ts';
import { identityNumberOf } from '../setup/people.ts';

type Values = RowOfTemplate<'transfer'>;
const values: Values = {
  ...{ name: '张试1', id_type: '居民身份证', id_number: identityNumberOf(1) },
  ...{ from_school: '甲县实验小学', to_school: '2137000003', effective_date: '2022-07-01' },
  ...{ stage: '小学', subject: '语文', is_rural: false, reason: null },
};
const a = { id: '11', path: '/1/2/21/11/', name: '甲县实验小学', stages: ['小学'] } as const;
const b = { id: '12', path: '/1/2/22/12/', name: '乙县实验小学', stages: ['小学'] } as const;
const sound: TransferRowFacts = {
  person: { id: '7', name: '张试1', unit_id: a.id, unit_path: a.path },
  ...{ from: { school: a }, to: { school: b }, open_to: null },
  acting: { route: 'within-city', unit_path: '/1/2/', unit_name: '甲市' },
};
const columns = { name: 0, id_number: 2, from_school: 3, to_school: 4, stage: 6 };
const found = (
  facts: Partial<TransferRowFacts>,
  row: Partial<Values> = {},
  sender: string = b.path,
): string[] => {
  const file = { rows: [{ sheet: '调动', row: 4, values: { ...values, ...row }, stamp: null }], columns };
  return transferIssues(file, [{ ...sound, ...facts }], { unit_path: sender }).map(
    (issue) => `${issue.rule} ${issue.column ?? '-'}${issue.row}`,
  );
};

it.each([a.path, b.path, '/1/2/'])('a sound row sent by %s has nothing wrong', (sender) => {
  expect(found({}, {}, sender)).toEqual([]);
});

it.each<[string, Partial<TransferRowFacts>, Partial<Values>, string]>([
  ['nobody of that document', { person: null }, {}, 'transfer-person-unknown C4'],
  ['another name', {}, { name: '李四' }, 'transfer-person-unknown C4'],
  ['a school nobody knows', { to: { doubt: 'unknown' }, acting: null }, {}, 'transfer-school-unknown E4'],
  ['a school of which there are two', { from: { doubt: 'ambiguous' } }, {}, 'transfer-school-ambiguous D4'],
  ['a closed school', { to: { doubt: 'closed' }, acting: null }, {}, 'transfer-school-closed E4'],
  ['a person elsewhere', { from: { school: { ...a, id: '13' } } }, {}, 'transfer-not-at-school D4'],
  ['a person already there', { to: { school: a }, acting: null }, {}, 'transfer-already-there E4'],
  ['a move elsewhere under way', { open_to: '15' }, {}, 'transfer-moving-elsewhere C4'],
  ['a stage that the school lacks', {}, { stage: '高中' }, 'transfer-stage-not-offered G4'],
])('a row with %s is told at its cell', (_, facts, row, expected) => {
  expect(found(facts, row)).toEqual([expected]);
});

it('a row between two other schools is not for its sender, and one with a proposal of the same move is sound', () => {
  expect(found({}, {}, '/1/2/22/14/')).toEqual(['transfer-not-a-side -4']);
  expect(found({}, {}, '/1/')).toEqual(['transfer-not-a-side -4']);
  expect(found({ open_to: b.id })).toEqual([]);
});

it('whoever has the name wrong is told no more of the person', () => {
  const facts = { from: { school: { ...a, id: '13' } }, open_to: '15' } as const;
  expect(found(facts, { name: '李四' })).toEqual(['transfer-person-unknown C4']);
});
