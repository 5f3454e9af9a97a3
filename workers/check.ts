/** One check, from claim to verdict: read in a process apart, compare with the registry, save all of it at once. */
import {
  type CheckClaim,
  type ChecksToSave,
  claimChecks,
  saveChecks,
  saveFailure,
  saveRefusal,
} from '../database/checks.ts';
import type { Database } from '../database/connect.ts';
import { atOnce } from '../database/scope.ts';
import { type SnapshotQuestion, snapshotsFor } from '../database/teachers.ts';
import { compare } from '../pipeline/compare.ts';
import type { ExamineContext } from '../schemas/examined.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import type { Log } from './log.ts';
import { progressOf } from './progress.ts';
import { mostAttempts } from './queue.ts';
import type { Reader } from './reading/reader.ts';
import { Together } from './together.ts';

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

/** The three questions of a check to the database. Jobs that ask at the same moment ask in one statement. */
interface Desk {
  readonly claims: Together<string, CheckClaim | null>;
  readonly snapshots: Together<SnapshotQuestion, Awaited<ReturnType<typeof snapshotsFor>>[number]>;
  readonly verdicts: Together<ChecksToSave, UploadState | null>;
}

/** Small files travel together; two of these rows' weight are a file of its own. */
const mostTogether = 16;
const heaviest_rows = 2_000;

function openDesk(db: Database): Desk {
  const most = mostTogether;
  const heaviest = heaviest_rows;
  return {
    claims: new Together({ run: (ids) => claimChecks(db, ids), most }),
    snapshots: new Together({
      run: (questions) => atOnce(db, (tx) => snapshotsFor(tx, questions)),
      ...{ most, heaviest, weight: (question) => question.named.length },
    }),
    verdicts: new Together({
      run: (checks) => saveChecks(db, checks),
      ...{ most, heaviest, weight: (check) => check.result.examined.rows.length },
    }),
  };
}

/**
 * Opens a desk for checks. What it answers checks an upload that owes it, and is safe to call at any time and any number
 * of times: a check that somebody else does or did is left alone. It throws only for bugs and outages; the upload then
 * still owes its check.
 */
export function openChecks(options: CheckOptions): (uploadId: string) => Promise<void> {
  const desk = openDesk(options.db);
  return async (uploadId) => {
    const claim = await desk.claims.ask(uploadId);
    if (claim === null) return;
    const began = performance.now();
    const { attempts } = claim.upload;
    const state =
      attempts > mostAttempts
        ? await saveFailure(options.db, uploadId)
        : await conclude(options, desk, claim);
    const duration_ms = Math.round(performance.now() - began);
    options.log.info({ upload_id: uploadId, state, attempts, duration_ms }, 'checked');
  };
}

async function conclude(options: CheckOptions, desk: Desk, claim: CheckClaim): Promise<UploadState | null> {
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
  if ('ok' in outcome) progress.show({ step: 'comparing', rows: outcome.ok.rows.length });
  await progress.settled();
  if ('refused' in outcome) return await saveRefusal(db, upload.id, outcome.refused);
  const examined = outcome.ok;
  const snapshot = await desk.snapshots.ask({
    unit_id: unit.id,
    named: examined.rows.map((row) => row.values),
    stamps: examined.rows.flatMap((row) => row.stamp ?? []),
  });
  const result = { examined, ...compare(examined, snapshot, context) };
  return await desk.verdicts.ask({ upload_id: upload.id, unit_id: unit.id, result });
}
