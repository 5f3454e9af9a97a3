/** What approving does to the roster, and whether a number of teachers is one to believe. */
import { describe, expect, it } from 'vitest';
import { impactOf } from '../../pipeline/impact.ts';
import { judged, reportedIn, standingOf } from '../../pipeline/plausibility.ts';

const primary = { stage: '小学' } as const;
const junior = { stage: '初中' } as const;

describe('impactOf', () => {
  it('counts who comes, goes and changes the stage, and names only the stages that change', () => {
    const counts = [
      { ...primary, teachers: 300 },
      { ...junior, teachers: 110 },
      { stage: null, teachers: 2 },
    ];
    const moves = [
      ...Array.from({ length: 5 }, () => ({ before: null, after: primary })),
      { before: primary, after: null },
      { before: primary, after: null },
      { before: junior, after: primary },
    ];
    expect(impactOf(counts, moves, 2)).toEqual({
      ...{ before: 412, after: 415, transfers: 2 },
      stages: [
        { stage: '小学', before: 300, after: 304 },
        { stage: '初中', before: 110, after: 109 },
      ],
    });
  });

  it('of a set that only confirms is nothing', () => {
    expect(impactOf([{ ...primary, teachers: 9 }], [], 0)).toEqual({
      ...{ before: 9, after: 9, stages: [], transfers: 0 },
    });
  });
});

describe('a reported number of teachers', () => {
  it.each([
    [0, 40, 'zero'],
    [0, 0, 'plausible'],
    [31, 40, 'low'],
    [32, 40, 'plausible'],
    [50, 40, 'plausible'],
    [51, 40, 'high'],
    // A kindergarten of eight: two more or less are a quarter, and nothing to ask about.
    [6, 8, 'plausible'],
    [10, 8, 'plausible'],
    [5, 8, 'low'],
    [11, 8, 'high'],
  ] as const)('of %i beside %i is %s', (count, reference, standing) => {
    expect(standingOf(count, reference)).toBe(standing);
  });

  it('is everybody of the file but those who leave', () => {
    expect(
      reportedIn({
        ...{ rows: 20, errors: 0, warnings: 0, notes: 0, added: 3, changed: 4, verified: 5, missing: 7 },
        ...{ unanswered: 0, departed: 6, transferred: 1, conflicts: 2, risky: 9 },
      }),
    ).toBe(15);
  });

  it('is judged by what is known alone', () => {
    expect(judged(10, { last_round: null, expected: null })).toEqual([]);
    expect(judged(10, { last_round: 40, expected: 11 })).toEqual([
      { against: 'last_round', reference: 40, standing: 'low' },
      { against: 'expected', reference: 11, standing: 'plausible' },
    ]);
  });
});
