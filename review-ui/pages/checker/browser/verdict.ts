/** What the page shows of a file: counted and grouped by cause. The rows themselves stay with whoever read them. */
import type { ExamineContext, Examined } from '../../../../schemas/examined.ts';
import { type Issue, type Severity, severities } from '../../../../schemas/issue.ts';
import type { Refusal } from '../../../../schemas/refusal.ts';
import type { TemplateId } from '../../../../schemas/sheets.ts';

export interface Checked {
  readonly template: TemplateId;
  readonly rows: number;
  readonly issues: readonly Issue[];
}
export type Verdict = { readonly ok: Checked } | { readonly refused: Refusal };

/** A file that was put in; `failed` when its check broke off through no fault of the file. */
export interface Entry {
  readonly id: number;
  readonly file: File;
  readonly state: { readonly rows: number } | { readonly verdict: Verdict } | 'waiting' | 'failed';
}

/** To the worker: a file and what its check depends on. */
export interface Task {
  readonly file: File;
  readonly context: ExamineContext;
}
/** From the worker: how far it is, and at last the verdict. */
export type Told = { readonly rows: number } | { readonly verdict: Verdict };

export const checked = ({ template, rows, issues }: Examined): Checked => ({
  template,
  rows: rows.length,
  issues,
});

export interface Cause {
  readonly rule: string;
  readonly severity: Severity;
  readonly count: number;
  /** The first few rows, each once. */
  readonly rows: readonly number[];
  readonly hasMore: boolean;
}

const NAMED_ROWS = 6;

/** Causes by severity, the most frequent first. A rule may be an error in one row and a warning in another. */
export function causesOf(issues: readonly Issue[]): Cause[] {
  const byCause = new Map<string, { rule: string; severity: Severity; count: number; rows: Set<number> }>();
  for (const { rule, severity, row } of issues) {
    const key = `${severity} ${rule}`;
    const cause = byCause.get(key) ?? { rule, severity, count: 0, rows: new Set() };
    byCause.set(key, cause);
    cause.count += 1;
    if (row !== null && cause.rows.size <= NAMED_ROWS) cause.rows.add(row);
  }
  return [...byCause.values()]
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.count - a.count)
    .map(({ rows, ...cause }) => ({
      ...cause,
      rows: [...rows].slice(0, NAMED_ROWS),
      hasMore: rows.size > NAMED_ROWS,
    }));
}

export const countOf = (issues: readonly Issue[], severity: Severity): number =>
  issues.reduce((count, issue) => (issue.severity === severity ? count + 1 : count), 0);
