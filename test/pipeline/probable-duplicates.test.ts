/** Which additions are compared with whom, and what is kept of it. */
import { describe, expect, it } from 'vitest';
import { lookalikeQuestions, withProbableDuplicates } from '../../pipeline/probable-duplicates.ts';
import { reconcile } from '../../pipeline/reconcile.ts';
import type { CheckedRow } from '../../schemas/examined.ts';
import { identityKey, type KnownTeacher, type Snapshot } from '../../schemas/snapshot.ts';
import { elsewhere, everyField, known, snapshotOf, told } from './registry.ts';

const withLookalikes = (snapshot: Snapshot, row: CheckedRow, ...teachers: KnownTeacher[]): Snapshot => ({
  ...snapshot,
  lookalikes: new Map([[identityKey(row.values), teachers]]),
});
const alikeIn = (rows: readonly CheckedRow[], snapshot: Snapshot) =>
  withProbableDuplicates(reconcile(rows, snapshot, everyField), rows, snapshot).map(({ kind, alike }) => [
    kind,
    alike?.map(({ teacher_id }) => teacher_id),
  ]);

describe('an addition', () => {
  const newcomer = told(50, { name: '王小明', mobile: '15411112222' });

  it('carries whom it resembles, with the unit, the score and the reasons', () => {
    const double = known(7, { name: '王小明' }, { unit_id: elsewhere });
    const rows = [newcomer];
    const snapshot = withLookalikes(snapshotOf([]), newcomer, double);
    const [change] = withProbableDuplicates(reconcile(rows, snapshot, everyField), rows, snapshot);
    expect(change?.alike).toEqual([
      {
        teacher_id: '7',
        unit_id: elsewhere,
        unit_name: '乙县第一小学',
        score: 70,
        reasons: ['same-name', 'same-birth-date'],
      },
    ]);
  });

  it('carries nobody who only looks a little like it', () => {
    const namesake = known(7, { name: '王小明', birth_date: '1970-01-01' });
    expect(alikeIn([newcomer], withLookalikes(snapshotOf([]), newcomer, namesake))).toEqual([
      ['add', undefined],
    ]);
  });

  it('is compared with the unit’s own teachers of its name without being asked about', () => {
    const snapshot = snapshotOf([known(7, { name: '王·小明' })]);
    expect(alikeIn([newcomer, told(7, { name: '王·小明' })], snapshot)).toEqual([
      ['add', ['7']],
      ['verify', undefined],
    ]);
  });

  it('names at most three, the likeliest first, each once', () => {
    const doubles = [1, 2, 3, 4].map((n) => known(n, { name: '王小明' }, { unit_id: elsewhere }));
    const likeliest = known(9, { name: '王小明', mobile: '15411112222' }, { unit_id: elsewhere });
    const snapshot = withLookalikes(snapshotOf([]), newcomer, ...doubles, likeliest, likeliest);
    expect(alikeIn([newcomer], snapshot)).toEqual([['add', ['9', '1', '2']]]);
  });
});

it('whoever the registry knows by document is no addition, and resembles nobody', () => {
  const double = known(8, { name: '张试1' }, { unit_id: elsewhere });
  const row = told(1);
  expect(alikeIn([row], withLookalikes(snapshotOf([known(1)]), row, double))).toEqual([
    ['verify', undefined],
  ]);
});

describe('questions', () => {
  it('are about people alone whose document nobody has', () => {
    const snapshot = snapshotOf([known(1), known(2, {}, { unit_id: elsewhere })]);
    const questions = lookalikeQuestions([told(2), told(3, { name: '戍·子' })], snapshot);
    expect(questions).toEqual([
      {
        document: identityKey(told(3).values),
        name: '戍·子',
        birth_date: '1985-03-07',
        mobile: '15400000003',
        beginnings: expect.arrayContaining(['戊', '戌', '戍', '戎']),
      },
    ]);
  });

  it('are about the first 2,000 of a file', () => {
    const rows = Array.from({ length: 2_500 }, (_, index) => told(index + 1));
    expect(lookalikeQuestions(rows, snapshotOf([]))).toHaveLength(2_000);
  });
});
