/** Everything that a check concludes, saved in one transaction. */
import { sql } from 'kysely';
import type { Refusal } from '../schemas/refusal.ts';
import { supersedable, type UploadState } from '../schemas/upload-lifecycle.ts';
import type { Database } from './connect.ts';
import { asSystem, atOnce, type Scoped } from './scope.ts';
import { type LockedUpload, lockUpload, transition } from './transition.ts';
import { type CheckResult, isLarge, keepLargeVerdict, keepVerdicts } from './verdict.ts';

/** Ends a check of a file that could not be read. Answers null when the state had moved on. */
export const saveRefusal = (db: Database, uploadId: string, refusal: Refusal): Promise<UploadState | null> =>
  conclude(db, uploadId, async (tx, upload) => {
    await forget(tx, upload);
    const also = {
      refusal: JSON.stringify(refusal),
      progress: null,
      counts: null,
      change_set_id: null,
    } as const;
    return await transition(tx, upload, 'refuse', 'system', also, { code: refusal.code });
  });

/** Ends a check that failed too often. */
export const saveFailure = (db: Database, uploadId: string): Promise<UploadState | null> =>
  conclude(db, uploadId, (tx, upload) => transition(tx, upload, 'fail', 'system', { progress: null }));

export interface ChecksToSave {
  readonly upload_id: string;
  readonly unit_id: string;
  readonly result: CheckResult;
}

/**
 * Saves rows, issues, change set and the new state, each check in one transaction, in a number of statements that does not
 * depend on the size of the file unless it is large: one for all that are a unit's first file, a few more for one with
 * something to forget or to supersede. Decisions already made on the very same cell changes are kept. Answers null where the state had moved
 * on: the job was delivered twice, and the other one did it.
 */
export async function saveChecks(
  db: Database,
  checks: readonly ChecksToSave[],
): Promise<(UploadState | null)[]> {
  // Of two files of one unit the second may supersede the first, so they can't be saved in the same breath.
  const units = new Set<string>();
  const firsts = checks.filter(
    ({ unit_id, result }) => !isLarge(result) && !units.has(unit_id) && units.add(unit_id),
  );
  const verdicts = firsts.map(({ upload_id, result }) => ({
    upload: { id: upload_id, submitted_at: null },
    result,
  }));
  const moved =
    verdicts.length === 0
      ? new Map<string, UploadState>()
      : await atOnce(db, (tx) => keepVerdicts(tx, verdicts, 'first'));
  const states: (UploadState | null)[] = [];
  for (const { upload_id, result } of checks) {
    states.push(moved.get(upload_id) ?? (await saveAgain(db, upload_id, result)));
  }
  return states;
}

/** {@link saveChecks} for one. */
export async function saveCheck(
  db: Database,
  uploadId: string,
  result: CheckResult,
): Promise<UploadState | null> {
  const [state] = await saveChecks(db, [{ upload_id: uploadId, unit_id: '', result }]);
  return state ?? null;
}

const saveAgain = (db: Database, uploadId: string, result: CheckResult): Promise<UploadState | null> =>
  asSystem(db, async (tx) => {
    await lockFilesBeside(tx, uploadId);
    return await concludeIn(tx, uploadId, async (upload) => {
      await forget(tx, upload);
      await supersedeOlder(tx, upload);
      const state = isLarge(result)
        ? await keepLargeVerdict(tx, upload, result)
        : (await keepVerdicts(tx, [{ upload, result }], 'any')).get(upload.id);
      return state === undefined ? null : await giveWay(tx, upload, state);
    });
  });

const conclude = (
  db: Database,
  uploadId: string,
  work: (tx: Scoped, upload: LockedUpload) => Promise<UploadState | null>,
): Promise<UploadState | null> =>
  asSystem(db, (tx) => concludeIn(tx, uploadId, (upload) => work(tx, upload)));

const concludeIn = async (
  tx: Scoped,
  uploadId: string,
  work: (upload: LockedUpload) => Promise<UploadState | null>,
): Promise<UploadState | null> => {
  const upload = await lockUpload(tx, uploadId);
  return upload.state === 'received' ? await work(upload) : null;
};

/** Two files of one unit and template, checked at the same time, conclude one after the other: each then sees the other's end. */
async function lockFilesBeside(tx: Scoped, uploadId: string): Promise<void> {
  await sql`select id from uploads where (unit_id, template) = (select unit_id, template from uploads where id = ${uploadId})
    and state in ('received', ${sql.join(supersedable)}) order by id for update`.execute(tx.sql);
}

/** A second check replaces what the first one found; earlier change sets stay as they were. */
async function forget(tx: Scoped, upload: LockedUpload): Promise<void> {
  if (upload.checked) {
    await sql`with rows as (delete from upload_rows where upload_id = ${upload.id})
      delete from issues where upload_id = ${upload.id}`.execute(tx.sql);
  }
}

/**
 * A first check that ends after that of a newer file comes too late. What was checked before has been worked on since, while the
 * newer file lay there: a person decides between the two.
 */
async function giveWay(tx: Scoped, upload: LockedUpload, state: UploadState): Promise<UploadState> {
  if (upload.checked || !supersedable.includes(state)) return state;
  const newer = await tx.sql
    .selectFrom('uploads')
    .where('unit_id', '=', upload.unit_id)
    .where('template', '=', upload.template)
    .where('id', '>', upload.id)
    .where('counts', 'is not', null)
    .where('reverts', 'is', null)
    .select('id')
    .executeTakeFirst();
  return newer ? await transition(tx, await lockUpload(tx, upload.id), 'supersede', 'system') : state;
}

/** An older file of the same unit and template that nobody is reviewing gives way to this one. */
async function supersedeOlder(tx: Scoped, upload: LockedUpload): Promise<void> {
  const older = await tx.sql
    .selectFrom('uploads')
    .where('unit_id', '=', upload.unit_id)
    .where('template', '=', upload.template)
    .where('id', '<', upload.id)
    .where('state', 'in', supersedable)
    .where('reverts', 'is', null)
    .select('id')
    .orderBy('id')
    .execute();
  for (const { id } of older) await transition(tx, await lockUpload(tx, id), 'supersede', 'system');
}
