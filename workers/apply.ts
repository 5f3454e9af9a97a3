/** One application of an approved change set, from claim to the registry's new versions. */
import { applyChangeSet, claimApply, saveApplyFailure } from '../database/applications.ts';
import type { Database } from '../database/connect.ts';
import type { Log } from './log.ts';
import { mostAttempts } from './queue.ts';

export interface ApplyOptions {
  readonly db: Database;
  readonly log: Log;
}

/**
 * Applies the change sets of the uploads of one job, those that owe it. Safe to call at any time and any number of times:
 * the state moves on in the transaction that applies. Throws only for bugs and outages; the upload then still owes its
 * application.
 */
export async function applyUploads(options: ApplyOptions, uploadIds: readonly string[]): Promise<void> {
  for (const id of uploadIds) await applyUpload(options, id);
}

async function applyUpload({ db, log }: ApplyOptions, uploadId: string): Promise<void> {
  const claim = await claimApply(db, uploadId);
  if (claim === null) return;
  const began = performance.now();
  const state =
    claim.attempts > mostAttempts ? await saveApplyFailure(db, uploadId) : await applyChangeSet(db, uploadId);
  const duration_ms = Math.round(performance.now() - began);
  log.info({ upload_id: uploadId, state, attempts: claim.attempts, duration_ms }, 'applied');
}
