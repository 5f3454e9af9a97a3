/** One row for each person; every occurrence is named. */
import { describe, expect, it } from 'vitest';
import { as, check, goodRow, row } from '../pipeline/builders.ts';

const found = (rows: Parameters<typeof check>[0]) =>
  check(rows)
    .issues.filter(({ rule }) => rule === 'duplicate-in-file')
    .map(({ row: number, params }) => [number, params]);

const other = row({ id_number: '37990019850307005X' });

describe('duplicate-in-file', () => {
  it('accepts different people', () => {
    expect(found([goodRow, other])).toEqual([]);
  });

  it('accepts the same number under another type of document', () => {
    expect(
      found([row({ id_type: '护照', id_number: 'E12345678' }), row({ id_number: 'E12345678' })]),
    ).toEqual([]);
  });

  it('says nothing of numbers that could not be read', () => {
    const damaged = row({ id_number: as('number', '379900198503071230') });
    expect(found([damaged, damaged])).toEqual([]);
  });

  it('finds every occurrence and names the others', () => {
    expect(found([goodRow, other, goodRow, goodRow])).toEqual([
      [2, { rows: '4、5' }],
      [4, { rows: '2、5' }],
      [5, { rows: '2、4' }],
    ]);
  });

  it('finds one that differs in the width and case of its characters only', () => {
    expect(found([other, row({ id_number: '３７９９００19850307005x' })])).toEqual([
      [2, { rows: '3' }],
      [3, { rows: '2' }],
    ]);
  });

  it('names twenty rows at most', () => {
    const [, params] = found(Array.from({ length: 22 }, () => goodRow))[0] ?? [];
    expect(params).toEqual({
      rows: '3、4、5、6、7、8、9、10、11、12、13、14、15、16、17、18、19、20、21、22……',
    });
  });
});
