/** One application of an approved change set, from claim to the registry's new versions. */
import { applyChangeSet, claimApply, saveApplyFailure } from '../database/applications.ts';
import { giveBack } from '../database/claim.ts';
import type { Database } from '../database/connect.ts';
import { isOutage } from '../database/outage.ts';
import { mostAttempts } from './queue.ts';
import { type Reporting, reportOther } from './report.ts';

export interface ApplyOptions extends Reporting {
  readonly db: Database;
}

/**
 * Applies the change sets of the uploads of one job, those that owe it. Safe to call at any time and any number of times:
 * the state moves on in the transaction that applies. Throws only for bugs and outages; the upload then still owes its
 * application.
 */
export async function applyUploads(options: ApplyOptions, uploadIds: readonly string[]): Promise<void> {
  for (const id of uploadIds) await applyUpload(options, id);
}

async function applyUpload(options: ApplyOptions, uploadId: string): Promise<void> {
  const { db } = options;
  const claim = await claimApply(db, uploadId);
  if (claim === null) return;
  const began = performance.now();
  const applying =
    claim.attempts > mostAttempts ? saveApplyFailure(db, uploadId) : applyChangeSet(db, uploadId);
  const state = await applying.catch(async (error: unknown) => {
    if (isOutage(error)) await giveBack(db, 'apply', [uploadId]).catch(() => undefined);
    throw error;
  });
  const { attempts, receipt, request_id } = claim;
  reportOther(options, {
    ...{ work: 'apply', template: 'teacher', state, attempts },
    ids: { upload_id: uploadId, receipt, request_id },
    durations: { applying: performance.now() - began },
  });
}
