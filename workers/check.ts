/** One check, from claim to verdict: read in a process apart, compare with the registry, save all of it at once. */
import { type CheckClaim, claimCheck, saveCheck, saveFailure, saveRefusal } from '../database/checks.ts';
import type { Database } from '../database/connect.ts';
import { atOnce } from '../database/scope.ts';
import { snapshotFor } from '../database/teachers.ts';
import { compare } from '../pipeline/compare.ts';
import type { ExamineContext } from '../schemas/examined.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import type { Log } from './log.ts';
import { progressOf } from './progress.ts';
import { mostAttempts } from './queue.ts';
import type { Reader } from './reading/reader.ts';

export interface CheckOptions {
  readonly db: Database;
  readonly reader: Reader;
  readonly allow_test_ids: ExamineContext['allow_test_ids'];
  readonly rural_classes: ExamineContext['rural_classes'];
  readonly limits: ExamineContext['limits'];
  readonly now: () => Date;
  readonly log: Log;
  /** A check shows no progress before this. Default 300 ms. */
  readonly quiet_ms?: number;
}

/** Days of China, whatever the clock of the machine is set to. */
const chineseDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day in Asia/Shanghai, `YYYY-MM-DD`. */
export const dayInChina = (instant: Date): string => chineseDay.format(instant);

/**
 * Checks an upload that owes it. Safe to call at any time and any number of times: a check that somebody else does or
 * did is left alone. Throws only for bugs and outages; the upload then still owes its check.
 */
export async function checkUpload(options: CheckOptions, uploadId: string): Promise<void> {
  const claim = await claimCheck(options.db, uploadId);
  if (claim === null) return;
  const began = performance.now();
  const state =
    claim.upload.attempts > mostAttempts
      ? await saveFailure(options.db, uploadId)
      : await conclude(options, claim);
  const duration_ms = Math.round(performance.now() - began);
  options.log.info({ upload_id: uploadId, state, attempts: claim.upload.attempts, duration_ms }, 'checked');
}

async function conclude(options: CheckOptions, claim: CheckClaim): Promise<UploadState | null> {
  const { db } = options;
  const { upload, unit, bytes } = claim;
  const context: ExamineContext = {
    template: upload.template,
    unit,
    today: dayInChina(options.now()),
    allow_test_ids: options.allow_test_ids,
    rural_classes: options.rural_classes,
    stamp_key: db.keys.stamp,
    limits: options.limits,
  };
  const progress = progressOf(db, upload, options.log, options.quiet_ms);
  const outcome = await options.reader.examine({ bytes, context, onProgress: progress.show });
  await progress.settled();
  if ('refused' in outcome) return await saveRefusal(db, upload.id, outcome.refused);
  const examined = outcome.ok;
  const named = examined.rows.map((row) => row.values);
  const stamps = examined.rows.flatMap((row) => row.stamp ?? []);
  const snapshot = await atOnce(db, (tx) => snapshotFor(tx, unit.id, named, stamps));
  return await saveCheck(db, upload.id, { examined, ...compare(examined, snapshot, context) });
}
