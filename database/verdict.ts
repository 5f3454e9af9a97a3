/** Verdicts of checks in one statement: rows, issues, change set, changes, new state and event, all of it or nothing. */

import { type Change, claimingKinds, isGroupable } from '../schemas/change.ts';
import type { CheckedRow, Examined, UploadCounts } from '../schemas/examined.ts';
import type { Issue } from '../schemas/issue.ts';
import { isRepairable, type Repair } from '../schemas/mending.ts';
import type { FieldValues } from '../schemas/sheets.ts';
import { supersedable, type UploadState } from '../schemas/upload-lifecycle.ts';
import type { WorkbookFormat } from '../schemas/workbook.ts';
import type { Keys } from './keys.ts';
import type { Scoped } from './scope.ts';
import { fingerprint, seal } from './seal.ts';
import { statement } from './statement.ts';
import { identityHash } from './teacher-record.ts';
import { type LockedUpload, movedAndNoticed, movement, moving } from './transition.ts';

/** A row as it is kept: whatever fields its template has. */
type KeptRow = CheckedRow<Partial<FieldValues>>;

export interface CheckResult {
  readonly examined: Pick<Examined, 'template' | 'encoding'> & {
    readonly rows: readonly KeptRow[];
    /** Null for an undo, which has no file. */
    readonly format: WorkbookFormat | null;
  };
  readonly issues: readonly Issue[];
  readonly changes: readonly Change[];
  readonly counts: UploadCounts;
}

export interface Verdict {
  readonly upload: Pick<LockedUpload, 'id' | 'submitted_at'>;
  readonly result: CheckResult;
}

/** Decisions of the sets before, for the very same changes; read first, by their sets alone. */
const before = `before as materialized (
    select change_set_id as decided_set, content_hash as decided_hash, decision, reason, decided_by, decided_at, choices
    from changes where change_set_id = any(array(select before_id from locked)) and decision is not null),`;
const beforeColumns = ', decision, reason, decided_by, decided_at, choices';

type Decisions = 'none' | 'of the set before';

/** Keeps what `locked` has found room for: rows, issues and changes of uploads with their sets. */
const inserting = (decisions: Decisions): string => `kept_rows as (
    insert into upload_rows (upload_id, position, rows, sealed)
    select locked.id, x.position, x.rows, decode(x.sealed, 'base64')
    from json_to_recordset($2::json) as x (upload_id bigint, position int, rows int, sealed text)
    join locked on locked.id = x.upload_id),
  kept_issues as (
    insert into issues (upload_id, position, rule, severity, sheet, row_number, column_letter, field, params, repairable,
      sealed)
    select locked.id, x.position, x.rule, x.severity, x.sheet, x.row_number, x.column_letter, x.field, x.params,
      x.repairable, decode(x.sealed, 'base64')
    from json_to_recordset($3::json) as x (upload_id bigint, position int, rule text, severity text, sheet text,
      row_number int, column_letter text, field text, params jsonb, repairable boolean, sealed text)
    join locked on locked.id = x.upload_id),
  kept_changes as (
    insert into changes (change_set_id, upload_id, position, kind, risk, teacher_id, base_version, fields, sheet,
      row_number, sealed, content_hash, identity_hash, group_hash, answer, answered_by, answered_at
      ${decisions === 'none' ? '' : `${beforeColumns}, carried`})
    select locked.set_id, locked.id, x.position, x.kind, x.risk, x.teacher_id, x.base_version, x.fields, x.sheet,
      x.row_number, decode(x.sealed, 'base64'), decode(x.content_hash, 'base64'), decode(x.identity_hash, 'base64'),
      decode(x.group_hash, 'base64'), x.answer, x.answered_by, x.answered_at
      ${decisions === 'none' ? '' : `${beforeColumns}, decision is not null`}
    from json_to_recordset($4::json) as x (upload_id bigint, position int, kind text, risk int, teacher_id bigint,
      base_version int, fields text[], sheet text, row_number int, sealed text, content_hash text, identity_hash text,
      group_hash text, answer text, answered_by bigint, answered_at timestamptz)
    join locked on locked.id = x.upload_id
    ${decisions === 'none' ? '' : "left join before on decided_set = before_id and decided_hash = decode(x.content_hash, 'base64')"})`;

/** `condition` is asked under the row's lock: for each upload the statement does everything or finds nothing to do. */
const keeping = (condition: string, decisions: Decisions): string => `
  with locked as materialized (
    select uploads.id, unit_id, unit_path, change_set_id as before_id, nextval('change_sets_id_seq') as set_id,
      v.to_state, v.action, v.detail, v.found_template, v.found_format, v.found_encoding, v.found_counts, v.still_said
    from json_to_recordset($1::json) as v (id bigint, to_state text, action text, detail jsonb, found_template text,
      found_format text, found_encoding text, found_counts jsonb, still_said boolean)
    join uploads on uploads.id = v.id
    -- Written so that no index of states is gone through for it: on the last day thousands wait in this one.
    where uploads.id = any($5::bigint[]) and state is not distinct from 'received' and ${condition} order by uploads.id for update of uploads),
  ${decisions === 'none' ? '' : before}
  ${moving(`change_set_id = case when found_template = 'teacher' then set_id end, template = found_template, format = found_format, encoding = found_encoding,
    counts = found_counts, refusal = null, progress = null, submitted_at = case when still_said then submitted_at end,
    submitted_by = case when still_said then submitted_by end`)},
  change_set as (
    insert into change_sets (id, upload_id) overriding system value select set_id, id from locked
    where found_template = 'teacher'),
  ${inserting(decisions)}
  ${movedAndNoticed}`;

type Moved = { id: string; to_state: UploadState };
/** States in which an older file of the unit has to be looked at before a newer one counts; part of a statement. */
const beside = ['received', ...supersedable].map((state) => `'${state}'`).join(', ');
/**
 * A first check of a unit's only open file has nothing to forget, no decisions to keep and nothing to supersede: then the
 * statement stands alone.
 */
const keepFirst = statement<Moved>(
  'keep-first-verdicts',
  keeping(
    `counts is null and not exists (select from uploads other where other.unit_id = uploads.unit_id
      and other.template = v.found_template and (other.id > uploads.id or other.id < uploads.id
        and other.state in (${beside}))
      -- Asked for each file by its unit, not joined: a plan for a few files would go through those of every unit.
      offset 0)`,
    'none',
  ),
);
const keepAny = statement<Moved>('keep-verdicts', keeping('true', 'of the set before'));

/** More of one verdict, in the transaction that has kept its beginning. */
const keepMore = statement<{ id: string }>(
  'keep-more-of-a-verdict',
  `with locked as materialized (
    select id, change_set_id as set_id, ($1::json ->> 'before_id')::bigint as before_id from uploads
    where id = any($5::bigint[])),
  ${before}
  ${inserting('of the set before')}
  select id from locked`,
);

/** A verdict with more rows, issues or changes than this is kept in portions: nobody else should wait for all of it. */
export const largestAtOnce = 5_000;
const perPortion = 1_000;

export const isLarge = ({ examined, issues, changes }: CheckResult): boolean =>
  Math.max(examined.rows.length, issues.length, changes.length) > largestAtOnce;

const portionOf = ({ examined, issues, changes, counts }: CheckResult, at: number): CheckResult => ({
  examined: { ...examined, rows: examined.rows.slice(at, at + perPortion) },
  issues: issues.slice(at, at + perPortion),
  changes: changes.slice(at, at + perPortion),
  counts,
});

/** {@link keepVerdicts} for one large file, portion by portion; the state moves with the first. `upload` is locked. */
export async function keepLargeVerdict(
  tx: Scoped,
  upload: LockedUpload,
  result: CheckResult,
): Promise<UploadState | undefined> {
  const moved = await keepVerdicts(tx, [{ upload, result: portionOf(result, 0) }], 'any');
  const most = Math.max(result.examined.rows.length, result.issues.length, result.changes.length);
  for (let at = perPortion; at < most; at += perPortion) {
    const { examined, issues, changes } = portionOf(result, at);
    await keepMore(tx, [
      JSON.stringify({ before_id: upload.change_set_id }),
      JSON.stringify(rowBlocks(tx.keys, upload.id, examined.rows, at)),
      JSON.stringify(issues.map(issueRow(tx.keys, upload.id, at))),
      JSON.stringify(changes.map(changeRow(tx.keys, upload.id, at))),
      [upload.id],
    ]);
  }
  return moved.get(upload.id);
}

/**
 * Keeps verdicts and moves their uploads, in one statement. With `'first'` only those that are a first check and before
 * which no older file of the unit has to give way; otherwise the caller has seen to both. Answers the states of those
 * that were moved, by id.
 */
export async function keepVerdicts(
  tx: Scoped,
  verdicts: readonly Verdict[],
  when: 'first' | 'any',
): Promise<Map<string, UploadState>> {
  const moved = await (when === 'first' ? keepFirst : keepAny)(tx, [
    JSON.stringify(verdicts.map(movementOf)),
    JSON.stringify(
      verdicts.flatMap(({ upload, result }) => rowBlocks(tx.keys, upload.id, result.examined.rows)),
    ),
    JSON.stringify(verdicts.flatMap(({ upload, result }) => result.issues.map(issueRow(tx.keys, upload.id)))),
    JSON.stringify(
      verdicts.flatMap(({ upload, result }) => result.changes.map(changeRow(tx.keys, upload.id))),
    ),
    verdicts.map(({ upload }) => upload.id),
  ]);
  return new Map(moved.map((row) => [row.id, row.to_state]));
}

function movementOf({ upload, result: { examined, counts } }: Verdict) {
  const isClean = counts.errors === 0;
  // The registry may hold somebody new by now, about whom the school has not been asked: its word is no longer complete.
  const still_said = isClean && upload.submitted_at !== null && counts.unanswered === 0;
  const clean = still_said ? 'find-clean-again' : 'find-clean';
  const action = isClean ? clean : 'find-errors';
  return {
    id: upload.id,
    ...movement('received', action, { rows: counts.rows, errors: counts.errors }),
    found_template: examined.template,
    found_format: examined.format,
    found_encoding: examined.encoding ?? null,
    found_counts: counts,
    still_said,
  };
}

/** Rows are kept in blocks, since nothing asks for one alone: a block costs as much as a row, and most files are one. */
const rowsPerBlock = 500;

function rowBlocks(keys: Keys, upload_id: string, rows: readonly KeptRow[], start = 0) {
  return Array.from({ length: Math.ceil(rows.length / rowsPerBlock) }, (_, block) => {
    const at = block * rowsPerBlock;
    const some = rows.slice(at, at + rowsPerBlock);
    const sealed = seal(keys, 'row', some).toString('base64');
    return { upload_id, position: start + at, rows: some.length, sealed };
  });
}

const issueRow =
  (keys: Keys, upload_id: string, start = 0) =>
  (issue: Issue, index: number) => ({
    upload_id,
    position: start + index,
    rule: issue.rule,
    severity: issue.severity,
    sheet: issue.sheet,
    row_number: issue.row,
    column_letter: issue.column,
    field: issue.field ?? null,
    params: issue.params,
    repairable: isRepairable(issue.repairs),
    sealed:
      issue.value === undefined && issue.repairs === undefined
        ? null
        : seal(keys, 'issue', sealedOf(issue)).toString('base64'),
  });

/** What was found, and what may stand there instead; most findings have no such thing, and are sealed as their text alone. */
export type SealedIssue = string | { readonly value: string | null; readonly repairs: readonly Repair[] };
const sealedOf = ({ value, repairs }: Issue): SealedIssue =>
  repairs === undefined ? (value ?? '') : { value: value ?? null, repairs };

/** What a change says, apart from where it is shown: a decision binds to exactly this. */
const contentOf = ({ kind, teacher_id, id_number, name, cells, absence }: Concluded): string =>
  JSON.stringify([
    ...[kind, teacher_id, id_number, name, cells],
    ...(absence === undefined ? [] : [absence.answer, absence.destination]),
  ]);

type Concluded = Pick<
  Change,
  'kind' | 'risk' | 'name' | 'id_number' | 'teacher_id' | 'cells' | 'other_unit' | 'alike' | 'absence'
>;

/** What the row of a change says, wherever it stands; exactly this is written anew when somebody missing is answered for. */
export const concludedRow = (keys: Keys, change: Concluded) => ({
  kind: change.kind,
  risk: change.risk,
  fields: Object.keys(change.cells),
  sealed: seal(keys, 'change', {
    name: change.name,
    id_number: change.id_number,
    cells: change.cells,
    other_unit: change.other_unit,
    alike: change.alike,
    destination: change.absence?.destination ?? undefined,
  }).toString('base64'),
  content_hash: fingerprint(keys, 'change', contentOf(change)).toString('base64'),
  group_hash: isGroupable(change)
    ? fingerprint(keys, 'cells', JSON.stringify(change.cells)).toString('base64')
    : null,
  answer: change.absence?.answer,
  answered_by: change.absence?.answered_by,
  answered_at: change.absence?.answered_at,
});

/** Somebody who moves away from here is nobody's whom this file claims. */
const claims = ({ kind, absence }: Change): boolean => claimingKinds.has(kind) && absence === undefined;

const changeRow =
  (keys: Keys, upload_id: string, start = 0) =>
  (change: Change, index: number) => ({
    ...concludedRow(keys, change),
    upload_id,
    position: start + index,
    teacher_id: change.teacher_id,
    base_version: change.base_version,
    sheet: change.sheet,
    row_number: change.row,
    identity_hash: claims(change) ? identityHash(keys, change).toString('base64') : null,
  });
