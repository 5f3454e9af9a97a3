/** Brings the findings of a file to their cells in its annotated workbook. */
import { type Issue, severities } from '../../schemas/issue.ts';
import type { Table } from '../headers.ts';
import { columnLetters } from '../text.ts';
import type { Layout } from './annotated-columns.ts';
import { HEADER_ROW } from './template-frame.ts';

/** A finding and where it is in the annotated workbook, counted from one; null where it is of no row or no column. */
export interface Located {
  readonly issue: Issue;
  readonly row: number | null;
  readonly at: number | null;
}

/** File row → row of the annotated workbook, for the rows that are brought back. */
export type RowPlaces = ReadonlyMap<number, number>;

export function located(issues: readonly Issue[], table: Table, layout: Layout, rows: RowPlaces): Located[] {
  const header = new Set(table.header.map(({ number }) => number));
  const byLetters = new Map(Array.from(layout.byFile, ([from, { at }]) => [columnLetters(from), at]));
  return issues.map((issue) => {
    if (issue.sheet !== table.sheet.name) return { issue, row: null, at: null };
    const byColumn = issue.column === null ? undefined : byLetters.get(issue.column);
    const byField = issue.field === undefined ? undefined : layout.byField.get(issue.field)?.at;
    const at = byColumn ?? byField ?? null;
    const isOfHeader = issue.row === null ? at !== null : header.has(issue.row);
    return { issue, row: isOfHeader ? HEADER_ROW : (rows.get(issue.row ?? 0) ?? null), at };
  });
}

const rank = ({ issue: { row, severity } }: Located): number =>
  row === null ? -1 : severities.indexOf(severity);

/** What is wrong with the whole file comes first, then what must be mended before what is worth a look, each by row. */
export const inOrder = (findings: readonly Located[]): Located[] =>
  findings.toSorted((a, b) => rank(a) - rank(b) || (a.issue.row ?? 0) - (b.issue.row ?? 0));

export interface RowFindings {
  /** In the order of the findings. */
  readonly all: Issue[];
  /** Column → its findings; those of the whole row are in `all` alone. */
  readonly byColumn: Map<number, Issue[]>;
}

/** What has to be shown at each row; notes are not: there is nothing to do about them. */
export function byRow(findings: readonly Located[]): ReadonlyMap<number, RowFindings> {
  const rows = new Map<number, RowFindings>();
  for (const { issue, row, at } of findings) {
    if (issue.severity === 'note' || row === null) continue;
    const found: RowFindings = rows.get(row) ?? { all: [], byColumn: new Map() };
    rows.set(row, found);
    found.all.push(issue);
    if (at !== null) found.byColumn.set(at, [...(found.byColumn.get(at) ?? []), issue]);
  }
  return rows;
}
