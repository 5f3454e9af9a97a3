/** Says where everything of a file stands in its annotated workbook: our marks, its own columns in its order, what it lacked. */
import type { Column } from '../../schemas/column.ts';
import type { Table } from '../headers.ts';
import { columnLetters } from '../text.ts';

/** Our columns: the issues of a row, and its number in the file. */
export const MARKS = { issues: 1, row: 2 } as const;
const MARKS_COUNT = 2;
/** The name stays in sight when it is one of the file's first columns. */
const MOST_PINNED = 2;

/** A column of the annotated workbook that isn't ours. */
export interface PlacedColumn {
  /** Counted from one. */
  readonly at: number;
  /** Its zero-based column in the file; null for one of the template that the file lacked. */
  readonly from: number | null;
  /** Of the template; undefined for one that the template doesn't have. */
  readonly column: Column | undefined;
  readonly field: string | undefined;
  /** Header of a column that the template doesn't have; '' where the file has none either. */
  readonly header: string;
}

export interface Layout {
  readonly columns: readonly PlacedColumn[];
  /** The hidden column of row stamps; null where the file has none. */
  readonly stamp: { readonly at: number; readonly from: number } | null;
  /** Zero-based column of the file → its place. */
  readonly byFile: ReadonlyMap<number, PlacedColumn>;
  /** Field → the place where it is read. */
  readonly byField: ReadonlyMap<string, PlacedColumn>;
  /** How many columns stay in sight, ours among them. */
  readonly pinned: number;
  readonly letters: ReadonlyMap<string, string>;
}

/** Columns of the file with a header or anything below it, left to right. */
function usedColumns({ columns, repeated, foreign, confirmed, sheet, start, stampColumn }: Table): number[] {
  const used = new Set(columns.values());
  for (const { column } of [...repeated, ...foreign, ...confirmed]) used.add(column);
  for (let i = start; i < sheet.rows.length; i++) {
    for (const { column } of sheet.rows[i]?.cells ?? []) used.add(column);
  }
  if (stampColumn !== null) used.delete(stampColumn);
  return [...used].sort((a, b) => a - b);
}

export function layoutOf(table: Table): Layout {
  const { definition, stampColumn } = table;
  const fieldAt = new Map(Array.from(table.columns, ([field, column]) => [column, field]));
  const repeatedAt = new Map(table.repeated.map(({ field, column }) => [column, field]));
  const headerAt = new Map([...table.foreign, ...table.confirmed].map(({ column, text }) => [column, text]));
  const columns: PlacedColumn[] = [];
  const place = (from: number | null, field: string | undefined, named: string | undefined, header = '') =>
    columns.push({
      at: MARKS_COUNT + columns.length + 1,
      column: named === undefined ? undefined : definition.columns[named],
      ...{ from, field, header },
    });
  for (const from of usedColumns(table)) {
    const field = fieldAt.get(from);
    place(from, field, field ?? repeatedAt.get(from), headerAt.get(from));
  }
  for (const field of Object.keys(definition.columns)) {
    if (!table.columns.has(field)) place(null, field, field);
  }
  const byField = new Map(columns.flatMap((placed) => (placed.field ? [[placed.field, placed]] : [])));
  const name = columns.findIndex(({ field }) => field === Object.keys(definition.columns)[0]) + 1;
  return {
    columns,
    byField,
    stamp: stampColumn === null ? null : { at: MARKS_COUNT + columns.length + 1, from: stampColumn },
    byFile: new Map(columns.flatMap((placed) => (placed.from === null ? [] : [[placed.from, placed]]))),
    pinned: MARKS_COUNT + (name > 0 && name <= MOST_PINNED ? name : 1),
    letters: new Map(Array.from(byField, ([field, { at }]) => [field, columnLetters(at - 1)])),
  };
}
