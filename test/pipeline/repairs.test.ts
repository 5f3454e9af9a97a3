import { describe, expect, test } from 'vitest';
import { compare } from '../../pipeline/compare.ts';
import type { Repair } from '../../schemas/mending.ts';
import type { KnownTeacher } from '../../schemas/snapshot.ts';
import { as, check, context, row, school, type TypedRow } from './builders.ts';
import { known, snapshotOf } from './registry.ts';

/** The teacher of the builders' good row, as the registry holds him. */
const wang = (record = {}): KnownTeacher =>
  known(
    1,
    {
      ...{ name: '王小明', id_number: '379900198503071239', is_rural: true, cert_no: '20073799121000123' },
      ...{ mobile: '13800001234', work_start: '2007-08', ...record },
    },
    { id: '11' },
  );

const repairsOf = (rows: readonly TypedRow[], teachers: readonly KnownTeacher[] = []) =>
  compare(check(rows), snapshotOf(teachers), context()).issues.map(({ rule, row: at, repairs = [] }) => ({
    rule,
    at,
    repairs: repairs.map(
      ({ text, from, certain }: Repair) => `${text || 'take out'} ${from}${certain ? '!' : ''}`,
    ),
  }));
const repairsOfOne = (rule: string, changes: TypedRow, ...teachers: KnownTeacher[]): string[] =>
  repairsOf([row(changes)], teachers).find((issue) => issue.rule === rule)?.repairs ?? ['not found'];

describe('a value that follows with certainty', () => {
  test('gender and birth date, from a document number that is right', () => {
    expect(repairsOfOne('gender-against-identity', { gender: '女' })).toEqual(['男 identity!']);
    expect(repairsOfOne('birth-date-against-identity', { birth_date: '1985-03-08' })).toEqual([
      '1985-03-07 identity!',
    ]);
    expect(repairsOfOne('day-missing', { birth_date: '1985-03' })).toEqual(['1985-03-07 identity!']);
    expect(repairsOfOne('bad-date', { birth_date: '八五年' })).toEqual(['1985-03-07 identity!']);
  });

  test('not when both disagree with the number, which may then be somebody else’s', () => {
    const changes = { gender: '女', birth_date: '1985-03-08' };
    expect(repairsOfOne('gender-against-identity', changes)).toEqual(['男 identity']);
    expect(repairsOfOne('birth-date-against-identity', changes)).toEqual(['1985-03-07 identity']);
  });

  test('not from a number whose check character is wrong', () => {
    const wrong = '379900198503071230';
    expect(repairsOfOne('bad-date', { birth_date: '八五年', id_number: wrong })).toEqual([]);
  });

  test('the school’s code where its name is right, and the name where the code is', () => {
    expect(repairsOfOne('school-code-matches-unit', { school_code: '2137000009' })).toEqual([
      '2137000001 unit!',
    ]);
    expect(repairsOfOne('bad-school-code', { school_code: '21370' })).toEqual(['2137000001 unit!']);
    expect(repairsOfOne('school-name-matches-unit', { school_name: '历下实小' })).toEqual([
      `${school.name} unit!`,
    ]);
  });

  test('not where a row names another school in both cells: it may be there', () => {
    const changes = { school_code: '2137000009', school_name: '历下区第二小学' };
    expect(repairsOfOne('school-code-matches-unit', changes)).toEqual(['2137000001 unit']);
    expect(repairsOfOne('school-name-matches-unit', changes)).toEqual([`${school.name} unit`]);
  });

  test('a document number that lost its digits, of a teacher of that name whose number begins with what is left', () => {
    const damaged = { id_number: as('number', '379900198503071000') };
    expect(repairsOfOne('number-damaged', damaged, wang())).toEqual(['379900198503071239 registry!']);
    expect(repairsOfOne('number-damaged', { id_number: '3.79900198503071E+17' }, wang())).toEqual([
      '379900198503071239 registry!',
    ]);
  });

  test('not of a namesake with another number, of an unknown person, or where two numbers fit', () => {
    const damaged = { id_number: as('number', '379900198503071000') };
    expect(repairsOfOne('number-damaged', damaged, wang({ id_number: '379900198603071231' }))).toEqual([]);
    expect(repairsOfOne('number-damaged', damaged)).toEqual([]);
    const twin = known(2, { name: '王小明', id_number: '379900198503071255' }, { id: '12' });
    expect(repairsOfOne('number-damaged', damaged, wang(), twin)).toEqual([]);
  });

  test('a certificate number that lost its digits, of the person whom the document names', () => {
    const damaged = { cert_no: as('number', '20073799121000100') };
    expect(repairsOfOne('number-damaged', damaged, wang())).toEqual(['20073799121000123 registry!']);
  });

  test('a month that a number left open, where the registry says which', () => {
    const changes = { work_start: as('number', '2007.1') };
    expect(repairsOfOne('ambiguous-month', changes, wang({ work_start: '2007-10' }))).toEqual([
      '2007-10 registry!',
    ]);
  });

  test('a row that repeats another to the letter is taken out; the first one stays', () => {
    expect(repairsOf([row({ action: '新增' }), row({ action: '新增' })])).toEqual([
      { rule: 'duplicate-in-file', at: 2, repairs: [] },
      { rule: 'duplicate-in-file', at: 3, repairs: ['take out duplicate!'] },
    ]);
  });

  test('not a row that says something else of the same person', () => {
    expect(repairsOf([row(), row({ title: '高级' })]).flatMap(({ repairs }) => repairs)).toEqual([]);
  });
});

describe('a value that may be meant', () => {
  test('the nearest permitted values', () => {
    expect(repairsOfOne('not-in-list', { subject: '语问' })).toEqual(['语文 list']);
  });

  test('both months of a number', () => {
    expect(repairsOfOne('ambiguous-month', { work_start: as('number', '2007.1') })).toEqual([
      '2007-01 reading',
      '2007-10 reading',
    ]);
  });

  test('the registered value of the very person', () => {
    expect(repairsOfOne('bad-mobile', { mobile: '0531-86000000' }, wang())).toEqual(['13800001234 registry']);
    expect(repairsOfOne('required', { title: '' }, wang())).toEqual(['一级 registry']);
  });

  test('the registered document number, when the typed one differs by a slip', () => {
    expect(repairsOfOne('identity-checksum', { id_number: '379900198503071238' }, wang())).toEqual([
      '379900198503071239 registry',
    ]);
    expect(repairsOfOne('identity-checksum', { id_number: '379900197503170000' }, wang())).toEqual([]);
  });

  test('never whether a teacher is rural', () => {
    expect(repairsOfOne('rural-flag-required', { is_rural: '' }, wang())).toEqual([]);
    expect(repairsOfOne('bad-yes-no', { is_rural: '不清楚' }, wang())).toEqual([]);
  });
});

test('nothing is proposed for a column that the file has not got', () => {
  const rows = check([row({ birth_date: '八五年' })]);
  const { birth_date: _, ...columns } = rows.columns;
  const { issues } = compare({ ...rows, columns }, snapshotOf([]), context());
  expect(issues.find(({ rule }) => rule === 'bad-date')?.repairs).toBeUndefined();
});

test('five thousand damaged rows among as many teachers are no square', () => {
  const rows = Array.from({ length: 5_000 }, () => row({ id_number: as('number', '379900198503071000') }));
  const teachers = Array.from({ length: 5_000 }, (_, n) => known(n + 1));
  const { issues } = compare(check(rows), snapshotOf(teachers), context());
  expect(issues.filter(({ rule }) => rule === 'number-damaged')).toHaveLength(5_000);
});
