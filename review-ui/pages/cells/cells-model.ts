/** What the page for mending shows: rows that need a look, cell by cell, with what was found and what may be put there. */
import type { Database } from '../../../database/connect.ts';
import { causesOf, issuesOfFile, issuesOfRows, rowsWithIssues } from '../../../database/issues.ts';
import { type Mending, mendingOf } from '../../../database/mending.ts';
import { inScope } from '../../../database/scope.ts';
import { type ShownUpload, uploadById } from '../../../database/uploads.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Column } from '../../../schemas/column.ts';
import type { FileRow, FileTable, WantedRows } from '../../../schemas/file-table.ts';
import type { Issue, Severity } from '../../../schemas/issue.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { masked } from '../../../schemas/mask.ts';
import { definitions } from '../../../schemas/sheets.ts';
import { lifecycleOf } from '../../../schemas/upload-lifecycle.ts';
import type { Asked } from '../../asked.ts';
import { offsetOf, pageSize } from '../../inputs.ts';
import type { CellsQuery } from './inputs.ts';
import { rowsOfFile } from './mend.ts';

export interface MendableCell {
  readonly field: string;
  /** As typed; masked where the cell is personal and nothing is wrong with it. */
  readonly text: string;
  /** Whether `text` is masked, so that what is typed replaces the whole of it. */
  readonly hidden: boolean;
  readonly issues: readonly Issue[];
}

export interface MendableRow {
  /** As the spreadsheet shows it. */
  readonly row: number;
  readonly name: string;
  /** Every column that the file has, in the order of the template. */
  readonly cells: readonly MendableCell[];
  /** What was found in the row as a whole. */
  readonly issues: readonly Issue[];
}

/** What is left to do and what was done, for the bar above the rows. */
export interface Remaining {
  readonly upload: ShownUpload;
  readonly mending: Mending;
  readonly errors: number;
  readonly warnings: number;
  /** Errors and warnings that a certain repair would end. */
  readonly repairable: number;
  /** Whether the file may be mended in its present state. */
  readonly isMendable: boolean;
}

export interface CellsModel extends Remaining {
  readonly query: CellsQuery;
  readonly severity: Severity;
  /** Errors of the file as a whole and of its header, which stand in no row. */
  readonly file_issues: readonly Issue[];
  readonly rows: readonly MendableRow[];
  readonly total: number;
  /** Fields that have a column of their own on this page. */
  readonly shown: readonly string[];
  readonly columns: Readonly<Record<string, Column>>;
}

type CellsAsked = Pick<Asked<unknown, unknown, unknown, Actor>, 'app' | 'db' | 'actor'>;

export async function remainingOf(db: Database, actor: Actor, id: string): Promise<Remaining> {
  const { upload, mending, causes } = await inScope(db, actor.unit_path, async (tx) => ({
    upload: await uploadById(tx, id),
    mending: await mendingOf(tx, id),
    causes: await causesOf(tx, id),
  }));
  return {
    ...{ upload, mending, errors: upload.counts?.errors ?? 0, warnings: upload.counts?.warnings ?? 0 },
    repairable: causes.reduce((sum, cause) => sum + cause.repairable, 0),
    isMendable: actions(lifecycleOf(upload), upload.state, 'owner').some(({ action }) => action === 'mend'),
  };
}

/** The template's columns, and none where the file was never recognised as one. */
export const columnsOf = ({ template }: ShownUpload): Readonly<Record<string, Column>> =>
  template === null ? {} : definitions[template].columns;

/** One page of rows. Throws `not-found`, `not-your-tier`, `too-many-rows-to-mend`. */
export async function cellsModel(asked: CellsAsked, id: string, query: CellsQuery): Promise<CellsModel> {
  const { db, actor } = asked;
  const severity = query.severity ?? 'error';
  const found = await inScope(db, actor.unit_path, (tx) =>
    rowsWithIssues(tx, id, {
      ...(query.rule === undefined ? { severity } : { rule: query.rule }),
      ...{ limit: pageSize, offset: offsetOf(query.page) },
    }),
  );
  const { upload, table } = await rowsOfFile(asked, id, wantedBy(query, found.rows));
  const rows = await withIssues(asked, upload, table);
  return {
    ...(await remainingOf(db, actor, id)),
    ...{
      query,
      severity,
      rows,
      file_issues: await fileIssues(asked, id, found.rows, table),
      columns: columnsOf(upload),
      shown: shownIn(rows),
    },
    total: isSearch(query) ? rows.length : found.total,
  };
}

/** Errors that stand in no row of the table: those of the file as a whole, and those of its header. */
async function fileIssues(
  { db, actor }: CellsAsked,
  id: string,
  faulty: readonly number[],
  table: FileTable | null,
): Promise<Issue[]> {
  const inTable = new Set(table?.rows.map(({ row }) => row));
  const outside = table === null ? [] : faulty.filter((row) => !inTable.has(row));
  const issues = await inScope(db, actor.unit_path, async (tx) => [
    ...(await issuesOfFile(tx, id)),
    ...(await issuesOfRows(tx, id, outside)),
  ]);
  return issues.filter(({ severity }) => severity === 'error');
}

/** Whether rows are asked for by what they are rather than by what is wrong with them. */
export const isSearch = ({ find, row }: CellsQuery): boolean => find !== undefined || row !== undefined;

function wantedBy({ find, row }: CellsQuery, faulty: readonly number[]): WantedRows {
  if (row !== undefined) return { rows: [row] };
  return find === undefined ? { rows: faulty } : { holding: find, most: pageSize };
}

/** One row as it is now; null when it was taken out. */
export async function oneRow(asked: CellsAsked, id: string, row: number): Promise<MendableRow | null> {
  const { upload, table } = await rowsOfFile(asked, id, { rows: [row] });
  return (await withIssues(asked, upload, table))[0] ?? null;
}

async function withIssues(
  { db, actor }: CellsAsked,
  upload: ShownUpload,
  table: FileTable | null,
): Promise<MendableRow[]> {
  if (table === null) return [];
  const numbers = table.rows.map(({ row }) => row);
  const issues = await inScope(db, actor.unit_path, (tx) => issuesOfRows(tx, upload.id, numbers));
  return table.rows.map((row) => {
    const own = issues.filter((issue) => issue.row === row.row);
    return mendable(row, table, own, columnsOf(upload));
  });
}

function mendable(
  { row, texts }: FileRow,
  table: FileTable,
  issues: readonly Issue[],
  columns: Readonly<Record<string, Column>>,
): MendableRow {
  const cells = Object.keys(columns).filter((field) => Object.hasOwn(table.columns, field));
  return {
    row,
    name: texts.name ?? '',
    cells: cells.map((field) => {
      const found = issues.filter((issue) => issue.field === field);
      const text = texts[field] ?? '';
      const hidden = (columns[field]?.personal ?? false) && text !== '' && !found.some(isTelling);
      return { field, text: hidden ? masked(field, text) : text, hidden, issues: found };
    }),
    issues: issues.filter(({ field }) => field === undefined || !cells.includes(field)),
  };
}

/** Whoever is to mend a number must see it; a note or a match elsewhere asks for no mending. */
const isTelling = ({ severity }: Issue): boolean => severity !== 'note';

/** Fields with an error or a warning in one of the rows, in the order of the template. */
function shownIn(rows: readonly MendableRow[]): string[] {
  const telling = (cell: MendableCell): boolean => cell.issues.some(isTelling);
  const fields = new Set(rows.flatMap(({ cells }) => cells.filter(telling).map(({ field }) => field)));
  return rows[0]?.cells.map(({ field }) => field).filter((field) => fields.has(field)) ?? [];
}
