/** The verdict of a check in one statement: rows, issues, change set, changes, new state and event, all of it or nothing. */
import type { Change } from '../schemas/change.ts';
import type { Examined, UploadCounts } from '../schemas/examined.ts';
import type { Issue } from '../schemas/issue.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import type { Keys } from './keys.ts';
import type { Scoped } from './scope.ts';
import { fingerprint, seal } from './seal.ts';
import { statement } from './statement.ts';
import { type LockedUpload, movedAndNoticed, moving, movingValues } from './transition.ts';

export interface CheckResult {
  readonly examined: Examined;
  readonly issues: readonly Issue[];
  readonly changes: readonly Change[];
  readonly counts: UploadCounts;
}

/** Decisions of the set before, for the very same changes; read first, by their set alone. */
const before = `before as materialized (
    select content_hash as decided_hash, decision, reason, decided_by, decided_at
    from changes where change_set_id = (select before_id from locked) and decision is not null),`;

/** `condition` is asked under the row's lock: the statement does everything or finds nothing to do. */
const keeping = (condition: string, decisions: 'none' | 'of the set before'): string => `
  with locked as materialized (
    select id, unit_id, unit_path, change_set_id as before_id, nextval('change_sets_id_seq') as set_id
    from uploads where id = $1 and state = 'received' and ${condition} for update),
  ${decisions === 'none' ? '' : before}
  ${moving(`change_set_id = locked.set_id, template = $5, format = $6, encoding = $7, counts = $8::jsonb, refusal = null,
    progress = null, submitted_at = case when $9::boolean then submitted_at end,
    submitted_by = case when $9::boolean then submitted_by end`)},
  kept_rows as (
    insert into upload_rows (upload_id, position, sheet, row_number, sealed)
    select locked.id, x.position, x.sheet, x.row_number, decode(x.sealed, 'base64')
    from locked, json_to_recordset($10::json) as x (position int, sheet text, row_number int, sealed text)),
  kept_issues as (
    insert into issues (upload_id, position, rule, severity, sheet, row_number, column_letter, field, params, sealed)
    select locked.id, x.position, x.rule, x.severity, x.sheet, x.row_number, x.column_letter, x.field, x.params,
      decode(x.sealed, 'base64')
    from locked, json_to_recordset($11::json) as x (position int, rule text, severity text, sheet text, row_number int,
      column_letter text, field text, params jsonb, sealed text)),
  change_set as (
    insert into change_sets (id, upload_id) overriding system value select set_id, id from locked),
  kept_changes as (
    insert into changes (change_set_id, upload_id, position, kind, risk, teacher_id, base_version, fields, sheet,
      row_number, sealed, content_hash${decisions === 'none' ? '' : ', decision, reason, decided_by, decided_at'})
    select locked.set_id, locked.id, x.position, x.kind, x.risk, x.teacher_id, x.base_version, x.fields, x.sheet,
      x.row_number, decode(x.sealed, 'base64'), decode(x.content_hash, 'base64')
      ${decisions === 'none' ? '' : ', decision, reason, decided_by, decided_at'}
    from locked cross join json_to_recordset($12::json) as x (position int, kind text, risk int, teacher_id bigint,
      base_version int, fields text[], sheet text, row_number int, sealed text, content_hash text)
    ${decisions === 'none' ? '' : "left join before on decided_hash = decode(x.content_hash, 'base64')"})
  ${movedAndNoticed}`;

/**
 * A first check of a unit's only open file has nothing to forget, no decisions to keep and nothing to supersede: then the
 * statement stands alone.
 */
const keepFirst = statement<{ id: string }>(
  'keep-first-verdict',
  keeping(
    `counts is null and not exists (select from uploads older where older.unit_id = uploads.unit_id
      and older.id < uploads.id and older.state in ('needs_fix', 'ready', 'refused', 'failed', 'returned'))`,
    'none',
  ),
);
const keepAny = statement<{ id: string }>('keep-verdict', keeping('true', 'of the set before'));

/**
 * Keeps a verdict and moves the upload. With `'first'` only if this is a first check and no older file of the unit has to
 * give way; otherwise the caller has seen to both. Answers null when nothing was done.
 */
export async function keepVerdict(
  tx: Scoped,
  upload: Pick<LockedUpload, 'id' | 'submitted_at'>,
  result: CheckResult,
  when: 'first' | 'any',
): Promise<UploadState | null> {
  const { examined, counts } = result;
  const clean = counts.errors === 0;
  const action = clean ? (upload.submitted_at === null ? 'find-clean' : 'find-clean-again') : 'find-errors';
  const { to, values } = movingValues({ id: upload.id, state: 'received' }, action, {
    rows: counts.rows,
    errors: counts.errors,
  });
  const moved = await (when === 'first' ? keepFirst : keepAny)(tx, [
    ...values,
    examined.template,
    examined.format,
    examined.encoding ?? null,
    JSON.stringify(counts),
    clean,
    ...contentsOf(tx.keys, result),
  ]);
  return moved.length > 0 ? to : null;
}

/** What is kept, as three JSON lists; bytes as base64. */
const contentsOf = (keys: Keys, result: CheckResult): string[] => [
  JSON.stringify(
    result.examined.rows.map((row, position) => ({
      position,
      sheet: row.sheet,
      row_number: row.row,
      sealed: seal(keys, 'row', row.values).toString('base64'),
    })),
  ),
  JSON.stringify(result.issues.map((issue, position) => issueRow(keys, issue, position))),
  JSON.stringify(result.changes.map((change, position) => changeRow(keys, change, position))),
];

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
