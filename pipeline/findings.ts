/** Collects what a check finds, each finding with its place in the file. */
import type { SheetDefinition } from '../schemas/column.ts';
import type { Issue, Severity } from '../schemas/issue.ts';
import type { Params } from '../schemas/language.ts';
import { withNumbersMasked } from '../schemas/mask.ts';
import { columnLetters } from './text.ts';

/** A cell may hold 32,767 characters; a finding shows the beginning of them. */
const LONGEST_VALUE = 200;

/** The beginning of a text, with a sign that there was more. */
export const shortened = (text: string): string => {
  if (text.length <= LONGEST_VALUE) return text;
  // A pair of surrogates is not cut in two.
  const end = /[\ud800-\udbff]/.test(text[LONGEST_VALUE - 1] ?? '') ? LONGEST_VALUE - 1 : LONGEST_VALUE;
  return `${text.slice(0, end)}…`;
};

export interface Place {
  readonly sheet: string;
  readonly row: number | null;
  /** Zero-based; null for the whole row. */
  readonly column: number | null;
  readonly field?: string | undefined;
  /** Raw text of the cell. What stands outside the fields is masked here, since nothing later knows what it holds. */
  readonly value?: string | undefined;
}

const valueAt = ({ field }: Place, value: string): string =>
  field === undefined ? withNumbersMasked(value) : value;

/** One finding as data. Absent parts are left out, so that equal findings are equal objects. */
export const issueAt = (rule: string, severity: Severity, place: Place, params: Params = {}): Issue => ({
  rule,
  severity,
  sheet: place.sheet,
  row: place.row,
  column: place.column === null ? null : columnLetters(place.column),
  ...(place.value === undefined ? {} : { value: shortened(valueAt(place, place.value)) }),
  ...(place.field === undefined ? {} : { field: place.field }),
  params,
});

/** More than a sheet has columns. */
const PER_ROW = 1_000;

/** In reading order: the whole file first, then by row, then by column as the sheet's definition has them. */
export function inReadingOrder(issues: readonly Issue[], definition: SheetDefinition): Issue[] {
  const order = new Map(Object.keys(definition.columns).map((field, i) => [field, i + 1]));
  const place = ({ row, field }: Issue): number =>
    (row ?? 0) * PER_ROW + (field === undefined ? 0 : (order.get(field) ?? 0));
  // Each place is worked out once: a file may have hundreds of thousands of issues.
  const placed = issues.map((issue) => ({ issue, at: place(issue) }));
  return placed.sort((a, b) => a.at - b.at).map(({ issue }) => issue);
}
