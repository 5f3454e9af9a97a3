/** Issues: what a check found in an upload, by finding, by cause, and by row. */
import { type Selectable, sql } from 'kysely';
import type { Issue, Severity } from '../schemas/issue.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';
import type { IssuesTable } from './tables.ts';
import type { SealedIssue } from './verdict.ts';

export interface IssueFilter {
  readonly rule?: string;
  readonly severity?: Severity;
  readonly limit: number;
  readonly offset?: number;
}

const columns = [
  'rule',
  'severity',
  'sheet',
  'row_number',
  'column_letter',
  'field',
  'params',
  'sealed',
] as const;

/** Findings of an upload, in file order, errors first. */
export async function issuesOf(tx: Scoped, uploadId: string, filter: IssueFilter): Promise<Issue[]> {
  let query = tx.sql.selectFrom('issues').where('upload_id', '=', uploadId).select(columns);
  if (filter.rule) query = query.where('rule', '=', filter.rule);
  if (filter.severity) query = query.where('severity', '=', filter.severity);
  const rows = await query
    .orderBy(sql`array_position(array['error','warning','note'], severity)`)
    .orderBy('position')
    .limit(filter.limit)
    .offset(filter.offset ?? 0)
    .execute();
  return rows.map((row) => toIssue(tx, row));
}

/** What was found in some rows, in the order of the file. */
export async function issuesOfRows(tx: Scoped, uploadId: string, rows: readonly number[]): Promise<Issue[]> {
  const found = await tx.sql
    .selectFrom('issues')
    .where('upload_id', '=', uploadId)
    .where(sql<boolean>`row_number = any(${rows}::int[])`)
    .select(columns)
    .orderBy('position')
    .execute();
  return found.map((row) => toIssue(tx, row));
}

/** What was found in the file as a whole rather than in a row. */
export async function issuesOfFile(tx: Scoped, uploadId: string): Promise<Issue[]> {
  const found = await tx.sql
    .selectFrom('issues')
    .where('upload_id', '=', uploadId)
    .where('row_number', 'is', null)
    .select(columns)
    .orderBy('position')
    .execute();
  return found.map((row) => toIssue(tx, row));
}

/** Rows of which something was found, in the order of the file, with how many there are. */
export async function rowsWithIssues(
  tx: Scoped,
  uploadId: string,
  filter: IssueFilter,
): Promise<{ rows: number[]; total: number }> {
  const { rows } = await sql<{ row: number; total: number }>`
    select row_number as row, count(*) over ()::int as total from issues
    where upload_id = ${uploadId} and row_number is not null
      and (${filter.rule ?? null}::text is null or rule = ${filter.rule ?? null})
      and (${filter.severity ?? null}::text is null or severity = ${filter.severity ?? null})
    group by row_number order by row_number limit ${filter.limit} offset ${filter.offset ?? 0}`.execute(
    tx.sql,
  );
  return { rows: rows.map(({ row }) => row), total: rows[0]?.total ?? 0 };
}

const toIssue = (tx: Scoped, row: Pick<Selectable<IssuesTable>, (typeof columns)[number]>): Issue => ({
  rule: row.rule,
  severity: row.severity,
  sheet: row.sheet,
  row: row.row_number,
  column: row.column_letter,
  params: row.params,
  ...(row.field === null ? {} : { field: row.field }),
  ...(row.sealed === null ? {} : unsealed(open<SealedIssue>(tx.keys, 'issue', row.sealed))),
});

function unsealed(sealed: SealedIssue): Pick<Issue, 'value' | 'repairs'> {
  if (typeof sealed === 'string') return { value: sealed };
  const { value, repairs } = sealed;
  return { ...(value === null ? {} : { value }), repairs };
}

/** All findings of one rule. */
export interface Cause {
  readonly rule: string;
  readonly severity: Severity;
  readonly count: number;
  /** How many of them have a repair that is certain. */
  readonly repairable: number;
  /** The first rows that it spoke of. */
  readonly rows: number[];
}

/** Causes before rows: how often each rule spoke, and the first rows it spoke of. */
export async function causesOf(tx: Scoped, uploadId: string): Promise<Cause[]> {
  const { rows } = await sql<Cause>`
    select rule, severity, count(*)::int as count, (count(*) filter (where repairable))::int as repairable,
      (array_agg(distinct row_number) filter (where row_number is not null))[1:20] as rows
    from issues where upload_id = ${uploadId}
    group by rule, severity
    order by array_position(array['error','warning','note'], severity), count(*) desc, rule`.execute(tx.sql);
  return rows.map((row) => ({ ...row, rows: row.rows ?? [] }));
}
