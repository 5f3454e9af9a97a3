/** How a file compares with the one that its unit sent before. */
import { issuesOf } from '../../../database/issues.ts';
import type { Scoped } from '../../../database/scope.ts';
import { type ShownUpload, uploadBefore } from '../../../database/uploads.ts';
import { progressSince } from '../../../pipeline/since.ts';
import type { Issue } from '../../../schemas/issue.ts';

export interface SinceModel {
  readonly upload_id: string;
  readonly receipt: string;
  /** Null where the earlier file could not be read. */
  readonly errors_before: number | null;
  readonly errors_now: number;
  /** Null where there are too many to compare one by one, or nothing to compare with. */
  readonly mended: number | null;
  readonly fresh: number | null;
  /** Whether an error of this file is none of those that the earlier one had. */
  readonly isFresh: (issue: Issue) => boolean;
}

/** Files with more errors than this are compared by their numbers alone. */
const mostCompared = 5_000;

/** Null for a unit's first file, and while there is nothing to tell: no errors before, or no verdict yet. */
export async function sinceModel(tx: Scoped, upload: ShownUpload): Promise<SinceModel | null> {
  if (upload.counts === null || upload.reverts !== null) return null;
  const earlier = await uploadBefore(tx, upload);
  if (earlier === undefined || (earlier.counts === null && earlier.refusal === null)) return null;
  const facts = { upload_id: earlier.id, receipt: earlier.receipt, errors_now: upload.counts.errors };
  const none = { mended: null, fresh: null, isFresh: () => false };
  if (earlier.counts === null) return { ...facts, errors_before: null, ...none };
  const errors_before = earlier.counts.errors;
  if (errors_before === 0) return null;
  if (Math.max(errors_before, facts.errors_now) > mostCompared) return { ...facts, errors_before, ...none };
  const errorsOf = (id: string) => issuesOf(tx, id, { severity: 'error', limit: mostCompared });
  const { mended, fresh } = progressSince(await errorsOf(earlier.id), await errorsOf(upload.id));
  const places = new Set(fresh.map(placeOf));
  const isFresh = (issue: Issue): boolean => places.has(placeOf(issue));
  return { ...facts, errors_before, mended, fresh: fresh.length, isFresh };
}

/** A rule speaks once of a cell. */
const placeOf = ({ rule, sheet, row, column }: Issue): string => `${rule}@${column}${row}@${sheet}`;
