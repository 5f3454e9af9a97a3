/** Checks: what a check job takes up, and everything it concludes, saved in one transaction. */
import { sql } from 'kysely';
import type { Change } from '../schemas/change.ts';
import type { Examined, UploadCounts } from '../schemas/examined.ts';
import type { Issue } from '../schemas/issue.ts';
import type { Refusal } from '../schemas/refusal.ts';
import type { UnitFacts } from '../schemas/unit.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import { unclaimed } from './claim.ts';
import type { Database } from './connect.ts';
import type { Keys } from './keys.ts';
import { asSystem, type Scoped } from './scope.ts';
import { fingerprint, openBytes, seal } from './seal.ts';
import type { UploadsTable } from './tables.ts';
import { type LockedUpload, lockUpload, transition } from './transition.ts';

export interface CheckClaim {
  readonly upload: Pick<UploadsTable, 'template' | 'unit_path'> & { id: string; attempts: number };
  readonly unit: UnitFacts;
  readonly bytes: Buffer;
}

/**
 * Takes up an owed check and counts the attempt, so that a file which kills its worker is not tried for ever. Answers
 * null when the state has moved on or somebody took it up a moment ago. One round trip and one light commit.
 */
export async function claimCheck(db: Database, uploadId: string): Promise<CheckClaim | null> {
  const row = await asSystem(db, async (tx) => {
    // Losing this count in a crash costs one more try; waiting for the disk costs every upload.
    const { rows } = await sql<
      UnitFacts & { attempts: number; template: UploadsTable['template']; sealed: Buffer }
    >`
      with quick as (select set_config('synchronous_commit', 'off', true)),
      claimed as (
        update uploads set attempts = attempts + 1, claimed_at = now() from quick
        where uploads.id = ${uploadId} and state = 'received' and owes = 'check' and ${unclaimed}
        returning uploads.id as upload_id, unit_id, attempts, template)
      select c.attempts, c.template, f.sealed, u.id, u.path, u.parent_id, u.kind, u.name, u.code, u.school_kind,
        u.stages, u.sector, u.urban_rural_class, u.licence_no
      from claimed c join upload_files f using (upload_id) join units u on u.id = c.unit_id`.execute(tx.sql);
    return rows[0];
  });
  if (!row) return null;
  const { attempts, template, sealed, ...unit } = row;
  return {
    upload: { id: uploadId, unit_path: unit.path, template, attempts },
    unit,
    bytes: openBytes(db.keys, 'file', sealed),
  };
}

export interface CheckResult {
  readonly examined: Examined;
  readonly issues: readonly Issue[];
  readonly changes: readonly Change[];
  readonly counts: UploadCounts;
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
 * the size of the file. Decisions already made on the very same cell changes are kept. Answers null when the state had
 * moved on: the job was delivered twice, and the other one did it.
 */
export const saveCheck = (db: Database, uploadId: string, result: CheckResult): Promise<UploadState | null> =>
  conclude(db, uploadId, async (tx, upload) => {
    await forget(tx, upload);
    const changeSetId = await saveContents(tx, upload, result);
    await supersedeOlder(tx, upload);
    const clean = result.counts.errors === 0;
    const again = upload.submitted_at !== null;
    return await transition(
      tx,
      upload,
      clean ? (again ? 'find-clean-again' : 'find-clean') : 'find-errors',
      'system',
      {
        template: result.examined.template,
        format: result.examined.format,
        encoding: result.examined.encoding ?? null,
        counts: JSON.stringify(result.counts),
        refusal: null,
        progress: null,
        change_set_id: changeSetId,
        ...(clean ? {} : { submitted_at: null, submitted_by: null }),
      },
      { rows: result.counts.rows, errors: result.counts.errors },
    );
  });

const conclude = (
  db: Database,
  uploadId: string,
  work: (tx: Scoped, upload: LockedUpload) => Promise<UploadState>,
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

async function saveContents(tx: Scoped, upload: LockedUpload, result: CheckResult): Promise<string> {
  const contents = JSON.stringify({
    rows: result.examined.rows.map((row, position) => ({
      position,
      sheet: row.sheet,
      row_number: row.row,
      sealed: seal(tx.keys, 'row', row.values).toString('base64'),
    })),
    issues: result.issues.map((issue, position) => issueRow(tx.keys, issue, position)),
    changes: result.changes.map((change, position) => changeRow(tx.keys, change, position)),
  });
  const { rows } = await sql<{ id: string }>`
    with contents as materialized (select ${contents}::jsonb as all_of),
    kept_rows as (
      insert into upload_rows (upload_id, position, sheet, row_number, sealed)
      select ${upload.id}, x.position, x.sheet, x.row_number, decode(x.sealed, 'base64')
      from contents, jsonb_to_recordset(all_of -> 'rows') as x (position int, sheet text, row_number int, sealed text)),
    kept_issues as (
      insert into issues (upload_id, position, rule, severity, sheet, row_number, column_letter, field, params, sealed)
      select ${upload.id}, x.position, x.rule, x.severity, x.sheet, x.row_number, x.column_letter, x.field, x.params,
        decode(x.sealed, 'base64')
      from contents, jsonb_to_recordset(all_of -> 'issues') as x (position int, rule text, severity text, sheet text,
        row_number int, column_letter text, field text, params jsonb, sealed text)),
    change_set as (insert into change_sets (upload_id) values (${upload.id}) returning id),
    kept_changes as (
      insert into changes (change_set_id, upload_id, position, kind, risk, teacher_id, base_version, fields, sheet,
        row_number, sealed, content_hash, decision, reason, decided_by, decided_at)
      select change_set.id, ${upload.id}, x.position, x.kind, x.risk, x.teacher_id, x.base_version,
        array(select jsonb_array_elements_text(x.fields)), x.sheet, x.row_number, decode(x.sealed, 'base64'),
        decode(x.content_hash, 'base64'), before.decision, before.reason, before.decided_by, before.decided_at
      from contents, change_set, jsonb_to_recordset(all_of -> 'changes') as x (position int, kind text, risk int,
        teacher_id bigint, base_version int, fields jsonb, sheet text, row_number int, sealed text, content_hash text)
      left join changes before on before.change_set_id = ${upload.change_set_id}::bigint
        and before.content_hash = decode(x.content_hash, 'base64'))
    select id from change_set`.execute(tx.sql);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('the change set was not saved');
  return id;
}

const issueRow = (keys: Keys, issue: Issue, position: number) => ({
  position,
  rule: issue.rule,
  severity: issue.severity,
  sheet: issue.sheet,
  row_number: issue.row,
  column_letter: issue.column,
  field: issue.field ?? null,
  params: issue.params,
  sealed: issue.value === undefined ? null : seal(keys, 'issue', issue.value).toString('base64'),
});

/** What a change says, apart from where it is shown: a decision binds to exactly this. */
const contentOf = (change: Change): string =>
  JSON.stringify([change.kind, change.teacher_id, change.id_number, change.name, change.cells]);

const changeRow = (keys: Keys, change: Change, position: number) => ({
  position,
  kind: change.kind,
  risk: change.risk,
  teacher_id: change.teacher_id,
  base_version: change.base_version,
  fields: Object.keys(change.cells),
  sheet: change.sheet,
  row_number: change.row,
  sealed: seal(keys, 'change', {
    name: change.name,
    id_number: change.id_number,
    cells: change.cells,
    other_unit: change.other_unit,
  }).toString('base64'),
  content_hash: fingerprint(keys, 'change', contentOf(change)).toString('base64'),
});

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
