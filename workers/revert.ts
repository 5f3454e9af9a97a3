/** An undo whose registry moved before it was applied is made again, from the registry as it is then. */
import { appliedSetOf } from '../database/applied-set.ts';
import type { RevertClaim } from '../database/check-claims.ts';
import type { Database } from '../database/connect.ts';
import { saveRevert } from '../database/reverts.ts';
import { asSystem } from '../database/scope.ts';
import { countsOfInverse, inverseOf } from '../pipeline/inverse.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';

/** Back into review, the decisions on what is still the same kept. Answers null when the state had moved on. */
export async function makeAgain(db: Database, { upload, reverts }: RevertClaim): Promise<UploadState | null> {
  const inverse = inverseOf(await asSystem(db, (tx) => appliedSetOf(tx, reverts)));
  return await saveRevert(db, upload.id, { inverse, counts: countsOfInverse(inverse) });
}
