/** What became of the errors of an earlier file in a later one of the same unit: mended, still there, or new. */
import type { Issue } from '../schemas/issue.ts';

export interface Since {
  readonly before: number;
  readonly now: number;
  /** Errors of the earlier file that the later one hasn't got. */
  readonly mended: number;
  /** Errors that the earlier file hadn't: `before - mended + fresh = now` counts. */
  readonly fresh: readonly Issue[];
}

/** Rows move between two files, so an error is known by its rule, its column and what was typed; by its row where nothing was. */
const keyOf = ({ rule, field, value, row }: Issue): string =>
  [rule, field ?? '', value === undefined ? `#${row}` : value].join('\u001f');

/** Compares the errors of two files. Of equal ones as many are still there as both files have. Linear time. */
export function progressSince(before: readonly Issue[], now: readonly Issue[]): Since {
  const left = new Map<string, number>();
  for (const issue of before) left.set(keyOf(issue), (left.get(keyOf(issue)) ?? 0) + 1);
  const fresh: Issue[] = [];
  for (const issue of now) {
    const count = left.get(keyOf(issue)) ?? 0;
    if (count === 0) fresh.push(issue);
    else left.set(keyOf(issue), count - 1);
  }
  const mended = [...left.values()].reduce((sum, count) => sum + count, 0);
  return { before: before.length, now: now.length, mended, fresh };
}
