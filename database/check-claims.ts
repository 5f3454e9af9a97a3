/** What a check job takes up: claims on owed checks, with the file and all that is read beside it. */
import { sql } from 'kysely';
import type { KnownAbsence } from '../schemas/absence.ts';
import type { HeaderMapping } from '../schemas/header-mapping.ts';
import type { Edit } from '../schemas/mending.ts';
import type { UnitFacts } from '../schemas/unit.ts';
import { type KeptAbsence, openAbsence } from './absences.ts';
import { unclaimed, unclaimedText } from './claim.ts';
import type { Database } from './connect.ts';
import { type KeptEdit, openEdit } from './mending.ts';
import { atOnce } from './scope.ts';
import { openBytes } from './seal.ts';
import { statement } from './statement.ts';
import type { UploadsTable } from './tables.ts';

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

/** Those whom `left` lets pass, if they owe their check. */
const claiming = (name: string, left: string) =>
  statement<ClaimedRow>(
    name,
    // Losing this count in a crash costs one more try; waiting for the disk would cost every upload.
    `with quick as (select set_config('synchronous_commit', 'off', true)),
  claimed as (
    update uploads set attempts = attempts + 1, claimed_at = now() from quick
    where uploads.id = any(array(
        -- By their ids, whatever index of states there is: on the last day thousands wait in this one.
        select id from uploads where id = any($1::bigint[]) and state is not distinct from 'received'
          and owes is not distinct from 'check' and ${unclaimedText}
        ${left}))
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

/** Nobody waits for whoever holds one of them at this moment. */
const claimFirst = claiming('claim-first-checks', 'and attempts = 0 order by id for update skip locked');
const claimAny = claiming('claim-checks', 'order by id for update');

/**
 * Takes up owed checks and counts the attempts, so that a file which kills its worker is not tried for ever. Answers null
 * where the state has moved on or somebody took it up a moment ago, and with `'first'` where it was tried before or is held by
 * somebody at this moment, for whom it waits otherwise. One statement and one light commit.
 */
export async function claimChecks(
  db: Database,
  uploadIds: readonly string[],
  tries: 'first' | 'any' = 'any',
): Promise<(CheckClaim | RevertClaim | null)[]> {
  const rows = await atOnce(db, (tx) => (tries === 'first' ? claimFirst : claimAny)(tx, [uploadIds]));
  const claims = new Map(rows.map((row) => [row.upload_id, toClaim(db, row)]));
  return uploadIds.map((id) => {
    const claimed = claims.get(id) ?? null;
    // Asked for twice, it is one claim all the same.
    claims.delete(id);
    return claimed;
  });
}

/**
 * Those of these that still owe their check and are in nobody's hands: tried before without an end, or passed over because they were
 * held at that moment. The least tried first.
 */
export async function leftOver(db: Database, uploadIds: readonly string[]): Promise<string[]> {
  const rows = await atOnce(db, (tx) =>
    tx.sql
      .selectFrom('uploads')
      .where(sql<boolean>`id = any(${uploadIds}::bigint[])`)
      .where('state', '=', 'received')
      .where('owes', '=', 'check')
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
