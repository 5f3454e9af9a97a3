/** Whether the number of teachers that a unit reports is one to believe, beside the round before and what is expected of it. */
import type { UploadCounts } from '../schemas/examined.ts';

/**
 * A school gains or loses a tenth in an ordinary year; a fifth fewer or a quarter more is worth a question. A few people more
 * or less are never: in a kindergarten of eight they are a quarter.
 */
export const plausible = { least_percent: 80, most_percent: 125, fewest_teachers: 3 } as const;

export type Standing = 'zero' | 'low' | 'high' | 'plausible';
export type Reference = 'last_round' | 'expected';

export interface Judged {
  readonly against: Reference;
  /** Teachers then, or expected. */
  readonly reference: number;
  readonly standing: Standing;
}

/** In service as a file says it: everybody whom it holds but those who leave. */
export const reportedIn = (counts: UploadCounts): number =>
  counts.verified + counts.changed + counts.conflicts + counts.added + counts.transferred;

/** Pure. Nobody at all stands out whatever it is compared with. */
export function standingOf(count: number, reference: number): Standing {
  if (count === 0) return reference === 0 ? 'plausible' : 'zero';
  const { least_percent, most_percent, fewest_teachers } = plausible;
  if (Math.abs(count - reference) < fewest_teachers) return 'plausible';
  if (count * 100 < reference * least_percent) return 'low';
  return count * 100 > reference * most_percent ? 'high' : 'plausible';
}

export interface References {
  readonly last_round: number | null;
  readonly expected: number | null;
}

/** Beside each number that is known, in a fixed order; empty where none is. */
export const judged = (count: number, { last_round, expected }: References): Judged[] =>
  (
    [
      ['last_round', last_round],
      ['expected', expected],
    ] as const
  ).flatMap(([against, reference]) =>
    reference === null ? [] : [{ against, reference, standing: standingOf(count, reference) }],
  );
