/** Checks: what a check job takes up, and everything it concludes, saved in one transaction. */
import { sql } from 'kysely';
import type { Refusal } from '../schemas/refusal.ts';
import type { UnitFacts } from '../schemas/unit.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import { unclaimedText } from './claim.ts';
import type { Database } from './connect.ts';
import { asSystem, atOnce, type Scoped } from './scope.ts';
import { openBytes } from './seal.ts';
import { statement } from './statement.ts';
import type { UploadsTable } from './tables.ts';
import { type LockedUpload, lockUpload, transition } from './transition.ts';
import { type CheckResult, keepVerdict } from './verdict.ts';

export interface CheckClaim {
  readonly upload: Pick<UploadsTable, 'template' | 'unit_path'> & { id: string; attempts: number };
  readonly unit: UnitFacts;
  readonly bytes: Buffer;
}

type ClaimedRow = UnitFacts & { attempts: number; template: UploadsTable['template']; sealed: Buffer };

// Losing this count in a crash costs one more try; waiting for the disk would cost every upload.
const claim = statement<ClaimedRow>(
  'claim-check',
  `with quick as (select set_config('synchronous_commit', 'off', true)),
  claimed as (
    update uploads set attempts = attempts + 1, claimed_at = now() from quick
    where uploads.id = $1 and state = 'received' and owes = 'check' and ${unclaimedText}
    returning uploads.id as upload_id, unit_id, attempts, template)
  select c.attempts, c.template, f.sealed, u.id, u.path, u.parent_id, u.kind, u.name, u.code, u.school_kind,
    u.stages, u.sector, u.urban_rural_class, u.licence_no
  from claimed c join upload_files f using (upload_id) join units u on u.id = c.unit_id`,
);

/**
 * Takes up an owed check and counts the attempt, so that a file which kills its worker is not tried for ever. Answers
 * null when the state has moved on or somebody took it up a moment ago. One round trip and one light commit.
 */
export async function claimCheck(db: Database, uploadId: string): Promise<CheckClaim | null> {
  const [row] = await atOnce(db, (tx) => claim(tx, [uploadId]));
  if (!row) return null;
  const { attempts, template, sealed, ...unit } = row;
  return {
    upload: { id: uploadId, unit_path: unit.path, template, attempts },
    unit,
    bytes: openBytes(db.keys, 'file', sealed),
  };
}

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

/**
 * Saves rows, issues, change set and the new state in one transaction, in a number of statements that does not depend on
 * the size of the file: one for a unit's first file, a few more when there is something to forget or to supersede.
 * Decisions already made on the very same cell changes are kept. Answers null when the state had moved on: the job was
 * delivered twice, and the other one did it.
 */
export async function saveCheck(
  db: Database,
  uploadId: string,
  result: CheckResult,
): Promise<UploadState | null> {
  const first = { id: uploadId, submitted_at: null };
  const state = await atOnce(db, (tx) => keepVerdict(tx, first, result, 'first'));
  if (state !== null) return state;
  return await conclude(db, uploadId, async (tx, upload) => {
    await forget(tx, upload);
    await supersedeOlder(tx, upload);
    return await keepVerdict(tx, upload, result, 'any');
  });
}

const conclude = (
  db: Database,
  uploadId: string,
  work: (tx: Scoped, upload: LockedUpload) => Promise<UploadState | null>,
): Promise<UploadState | null> =>
  asSystem(db, async (tx) => {
    const upload = await lockUpload(tx, uploadId);
    return upload.state === 'received' ? await work(tx, upload) : null;
  });

/** A second check replaces what the first one found; earlier change sets stay as they were. */
async function forget(tx: Scoped, upload: LockedUpload): Promise<void> {
  if (upload.checked) {
    await sql`with rows as (delete from upload_rows where upload_id = ${upload.id})
      delete from issues where upload_id = ${upload.id}`.execute(tx.sql);
  }
}

/** An older file of the same unit that nobody is reviewing gives way to this one. */
async function supersedeOlder(tx: Scoped, upload: LockedUpload): Promise<void> {
  const older = await tx.sql
    .selectFrom('uploads')
    .where('unit_id', '=', upload.unit_id)
    .where('id', '<', upload.id)
    .where('state', 'in', ['needs_fix', 'ready', 'refused', 'failed', 'returned'])
    .select('id')
    .orderBy('id')
    .execute();
  for (const { id } of older) await transition(tx, await lockUpload(tx, id), 'supersede', 'system');
}
