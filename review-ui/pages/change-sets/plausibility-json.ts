/** Plausibility as programs read it, and the references that a number is judged by. */
import { z } from 'zod';
import type { Round } from '../../../database/rounds.ts';
import { type Judged, type References, reportedIn } from '../../../pipeline/plausibility.ts';

/** The last file that was applied; before the first one, whom the registry holds. */
export const referencesOf = (round: Round | undefined): References => ({
  last_round:
    round === undefined
      ? null
      : round.last_counts === null
        ? round.in_service
        : reportedIn(round.last_counts),
  expected: round?.expected ?? null,
});

export const plausibilitySchema = {
  /** The number of teachers beside the last round's and the expected one. */
  plausibility: z.array(
    z.object({
      against: z.enum(['last_round', 'expected']),
      reference: z.number().int(),
      standing: z.enum(['zero', 'low', 'high', 'plausible']),
    }),
  ),
};

export const plausibilityJson = (judged: readonly Judged[]): { plausibility: Judged[] } => ({
  plausibility: [...judged],
});
