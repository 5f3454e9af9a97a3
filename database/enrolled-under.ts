/** What stands on openings: enrolments that keep them from being closed. */
import type { Stage } from '../schemas/subject.ts';
import type { Scoped } from './scope.ts';

export interface OpenedCell {
  readonly unit_id: string;
  readonly stage: Stage;
}

export interface EnrolledCell extends OpenedCell {
  /** Teachers enrolled for the stage at the unit or below it; never 0. */
  readonly count: number;
}

/**
 * Which of these cells hold enrolments of a campaign that were not returned. Asked after the cells are locked against new ones
 * (`holdOpenings`). Enrolments are not kept yet, so no cell holds any.
 */
export async function enrolledUnder(
  _tx: Scoped,
  _campaignId: string,
  _cells: readonly OpenedCell[],
): Promise<EnrolledCell[]> {
  return [];
}
