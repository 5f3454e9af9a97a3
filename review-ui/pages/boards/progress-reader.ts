/** Progress for boards: of a small area as it is, of a large one as it was a few seconds ago, so that nobody waits for counting. */

import type { Database } from '../../../database/connect.ts';
import { type Progress, progressBelow } from '../../../database/progress.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import type { Root, Round, Standing } from '../../../database/standing.ts';
import { sumOf, undoneStates } from '../../../schemas/progress.ts';

export interface ReadProgress extends Progress {
  /** Units right below that owe their word, the first of them; null where the numbers are of an earlier moment. */
  readonly undone: Standing | null;
  /** When a large area was counted; null for one that is counted now. */
  readonly counted_at: Date | null;
}

/** How far the units below `root` have come; whoever asks has found `root` within the scope of `tx`. */
export type ProgressReader = (tx: Scoped, root: Root, round: Round) => Promise<ReadProgress>;

interface Options {
  readonly now: () => Date;
  /** Of a count in the background that failed: the next reader counts again. */
  readonly onFailure: (error: unknown) => void;
  /** Areas with at least so many units are large: counting them takes longer than a page may. */
  readonly large_units?: number;
}

export const undoneRightBelow = { states: undoneStates, direct: true, limit: 20 } as const;

/** So long a count is taken as it is; after that it is still shown while it is counted anew, but not for ever. */
const fresh_ms = 10_000;
const oldest_ms = 60_000;

interface Kept {
  readonly round: string;
  readonly progress: Progress;
  readonly counted_at: Date;
}

export function openProgress(db: Database, options: Options): ProgressReader {
  const { now, onFailure, large_units = 1000 } = options;
  const kept = new Map<string, Kept>();
  const counting = new Set<string>();

  const count = async (tx: Scoped, root: Root, round: Round): Promise<ReadProgress> => {
    const counted_at = now();
    const { listed, ...progress } = await progressBelow(tx, root, round, undoneRightBelow);
    const isLarge = sumOf([...progress.areas, progress.direct]).units >= large_units;
    if (isLarge) kept.set(root.id, { round: nameOf(root, round), progress, counted_at });
    else kept.delete(root.id);
    return { ...progress, undone: listed, counted_at: isLarge ? counted_at : null };
  };

  const countAgain = (root: Root, round: Round): void => {
    if (counting.has(root.id)) return;
    counting.add(root.id);
    inScope(db, root.path, (tx) => count(tx, root, round))
      .catch(onFailure)
      .finally(() => counting.delete(root.id));
  };

  return async (tx, root, round) => {
    const known = kept.get(root.id);
    const age_ms = known === undefined ? oldest_ms : now().getTime() - known.counted_at.getTime();
    if (known === undefined || known.round !== nameOf(root, round) || age_ms >= oldest_ms)
      return await count(tx, root, round);
    if (age_ms >= fresh_ms) countAgain(root, round);
    return { ...known.progress, undone: null, counted_at: known.counted_at };
  };
}

/** What a count is of; a unit that moved and a round that began make it another. */
const nameOf = ({ path }: Root, round: Round): string => JSON.stringify([path, round]);
