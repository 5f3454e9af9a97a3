/** A worker inside the test's process, and what people do between its steps. */
import pino from 'pino';
import { answerMissing } from '../../database/absences.ts';
import type { Database } from '../../database/connect.ts';
import { approveChangeSet, decide } from '../../database/decisions.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { type ShownUpload, submitUpload, uploadById } from '../../database/uploads.ts';
import { nationalReading } from '../../schemas/unit.ts';
import type { UploadState } from '../../schemas/upload-lifecycle.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { type RunningWorker, startWorker, type WorkerOptions } from '../../workers/main.ts';
import { eventually } from './eventually.ts';
import type { Place } from './registry.ts';

/** Noon of 24 November 2026 in China. */
export const testNow = (): Date => new Date('2026-11-24T12:00:00+08:00');

export const startTestWorker = (
  db: Database,
  queue: WorkerOptions['queue'],
  changed: Partial<WorkerOptions> = {},
): Promise<RunningWorker> =>
  startWorker({
    db,
    queue,
    concurrency: 4,
    allow_test_ids: true,
    rural_classes: nationalReading,
    limits: defaultReadLimits,
    now: testNow,
    log: pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' }),
    ...changed,
  });

export const uploadNow = (db: Database, id: string): Promise<ShownUpload> =>
  asSystem(db, (tx) => uploadById(tx, id));

/** Resolves when the upload has come to one of these states. */
export const comesTo = (
  db: Database,
  id: string,
  states: readonly UploadState[],
  within_ms?: number,
): Promise<ShownUpload> =>
  eventually(
    () => uploadNow(db, id),
    (upload) => states.includes(upload.state),
    within_ms,
  );

/** Says of all whom the file doesn't hold and nobody has answered for that they are still there. */
export const keepTheRest = (db: Database, owner: Place, id: string): Promise<UploadState> =>
  inScope(db, owner.actor.unit_path, (tx) =>
    answerMissing(tx, owner.actor, id, [], { answer: 'kept', expected: null }),
  );

/** The school's word; whoever is missing from the file is still there. */
export async function submit(db: Database, owner: Place, id: string): Promise<UploadState> {
  await keepTheRest(db, owner, id);
  return await inScope(db, owner.actor.unit_path, (tx) => submitUpload(tx, owner.actor, id));
}

/** Approves every change that is decided here and closes the review. */
export const approve = (db: Database, superior: Place, id: string): Promise<UploadState> =>
  inScope(db, superior.actor.unit_path, async (tx) => {
    const { change_set_id } = await uploadById(tx, id);
    if (change_set_id === null) throw new Error(`upload ${id} has no change set`);
    await decide(tx, superior.actor, change_set_id, 'all', 'approve', null);
    return await approveChangeSet(tx, superior.actor, change_set_id, () => ({}));
  });
