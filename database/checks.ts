/** Checks: what a check job takes up, and everything it concludes, saved in one transaction. */
import { sql } from 'kysely';
import type { KnownAbsence } from '../schemas/absence.ts';
import type { HeaderMapping } from '../schemas/header-mapping.ts';
import type { Edit } from '../schemas/mending.ts';
import type { Refusal } from '../schemas/refusal.ts';
import type { UnitFacts } from '../schemas/unit.ts';
import { supersedable, type UploadState } from '../schemas/upload-lifecycle.ts';
import { type KeptAbsence, openAbsence } from './absences.ts';
import { unclaimed, unclaimedText } from './claim.ts';
import type { Database } from './connect.ts';
import { type KeptEdit, openEdit } from './mending.ts';
import { asSystem, atOnce, type Scoped } from './scope.ts';
import { openBytes } from './seal.ts';
import { statement } from './statement.ts';
import type { UploadsTable } from './tables.ts';
import { type LockedUpload, lockUpload, transition } from './transition.ts';
import { type CheckResult, isLarge, keepLargeVerdict, keepVerdicts } from './verdict.ts';

/** What the log says of an upload besides its verdict. */
export interface UploadTraces {
  readonly id: string;
  readonly attempts: number;
  readonly receipt: string;
  /** The request that made it owe the check. */
  readonly request_id: string | null;
  /** How long ago it was received. */
  readonly age_ms: number;
  /** Nothing was concluded on it before. */
  readonly is_first: boolean;
}

export interface CheckClaim {
  readonly upload: Pick<UploadsTable, 'template' | 'unit_path'> & UploadTraces;
  readonly unit: UnitFacts;
  readonly bytes: Buffer;
  /** What was mended since the file was sent. */
  readonly edits: readonly Edit[];
  /** What the unit confirmed of its columns in this template. */
  readonly header_mappings: readonly HeaderMapping[];
  /** What the unit said of teachers who were missing from a file before. */
  readonly absences: readonly KnownAbsence[];
}

/** An undo that has to be made again: there is no file to read. */
export interface RevertClaim {
  readonly upload: UploadTraces;
  readonly reverts: string;
}

interface ClaimedRow extends UnitFacts, Omit<UploadTraces, 'id'> {
  readonly upload_id: string;
  readonly template: UploadsTable['template'];
  /** Null for an undo. */
  readonly sealed: Buffer | null;
  readonly reverts: string | null;
  readonly edits: readonly KeptEdit[] | null;
  readonly header_mappings: readonly HeaderMapping[] | null;
  readonly absences: readonly KeptAbsence[] | null;
}

// Losing this count in a crash costs one more try; waiting for the disk would cost every upload.
const claim = statement<ClaimedRow>(
  'claim-checks',
  `with quick as (select set_config('synchronous_commit', 'off', true)),
  claimed as (
    update uploads set attempts = attempts + 1, claimed_at = now() from quick
    where uploads.id = any(array(
        select id from uploads where id = any($1::bigint[]) and state = 'received' and owes = 'check' and ${unclaimedText}
          and ($2::boolean or attempts = 0)
        order by id for update skip locked))
    returning uploads.id as upload_id, unit_id, attempts, template, reverts, receipt, request_id,
      (extract(epoch from clock_timestamp() - received_at) * 1000)::float8 as age_ms,
      counts is null and refusal is null as is_first)
  select c.upload_id, c.attempts, c.template, c.reverts, c.receipt, c.request_id, c.age_ms, c.is_first, f.sealed,
    (select json_agg(json_build_object('sheet', e.sheet, 'row', e.row_number, 'column', e.column_number,
        'sealed', encode(e.sealed, 'base64')) order by e.id)
      from upload_edits e where e.upload_id = c.upload_id and e.undone_at is null) as edits,
    (select json_agg(json_build_object('key', m.key, 'field', m.field))
      from header_mappings m where m.unit_id = c.unit_id and m.template = c.template) as header_mappings,
    (select json_agg(json_build_object('teacher_id', a.teacher_id::text, 'base_version', a.base_version,
        'answer', a.answer, 'destination_unit_id', a.destination_unit_id::text, 'sealed', encode(a.sealed, 'base64'), 'answered_by', a.answered_by::text,
        'answered_at', a.answered_at)) from absences a where a.unit_id = c.unit_id) as absences,
    u.id, u.path, u.parent_id, u.kind, u.name, u.code, u.school_kind,
    u.stages, u.sector, u.urban_rural_class, u.licence_no
  from claimed c left join upload_files f using (upload_id) join units u on u.id = c.unit_id`,
);

/**
 * Takes up owed checks and counts the attempts, so that a file which kills its worker is not tried for ever. Answers null
 * where the state has moved on or somebody took it up a moment ago, and with `'first'` where it was tried before. One statement
 * and one light commit.
 */
export async function claimChecks(
  db: Database,
  uploadIds: readonly string[],
  tries: 'first' | 'any' = 'any',
): Promise<(CheckClaim | RevertClaim | null)[]> {
  const rows = await atOnce(db, (tx) => claim(tx, [uploadIds, tries === 'any']));
  const claims = new Map(rows.map((row) => [row.upload_id, toClaim(db, row)]));
  return uploadIds.map((id) => {
    const claimed = claims.get(id) ?? null;
    // Asked for twice, it is one claim all the same.
    claims.delete(id);
    return claimed;
  });
}

/** Those of these that still owe their check after a try that came to no end, the least tried first. */
export async function triedBefore(db: Database, uploadIds: readonly string[]): Promise<string[]> {
  const rows = await atOnce(db, (tx) =>
    tx.sql
      .selectFrom('uploads')
      .where(sql<boolean>`id = any(${uploadIds}::bigint[])`)
      .where('state', '=', 'received')
      .where('owes', '=', 'check')
      .where('attempts', '>', 0)
      .where(unclaimed)
      .select('id')
      .orderBy('attempts')
      .orderBy('id')
      .execute(),
  );
  return rows.map(({ id }) => id);
}

function toClaim(db: Database, row: ClaimedRow): CheckClaim | RevertClaim {
  const { upload_id, template, sealed, reverts, edits, header_mappings, absences, ...rest } = row;
  const { attempts, receipt, request_id, age_ms, is_first, ...unit } = rest;
  const traces = { id: upload_id, attempts, receipt, request_id, age_ms, is_first };
  if (reverts !== null) return { upload: traces, reverts };
  if (sealed === null) throw new Error('an upload has no file');
  return {
    upload: { ...traces, unit_path: unit.path, template },
    unit,
    bytes: openBytes(db.keys, 'file', sealed),
    edits: (edits ?? []).map((edit) => openEdit(db.keys, edit)),
    header_mappings: header_mappings ?? [],
    absences: (absences ?? []).map((absence) => openAbsence(db.keys, absence)),
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
