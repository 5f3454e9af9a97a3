/** What is told of a file that somebody checks at a desk: how much was found in all, and the first of it. */
import type { ExamineContext } from './examined.ts';
import type { Issue, Severity } from './issue.ts';
import type { FieldValues, TemplateId } from './sheets.ts';
import type { WorkbookFormat } from './workbook.ts';

/** Nobody reads more of one file, and more would cost memory without bound. */
export const mostIssuesTold = 20_000;

export interface DigestAsked {
  readonly context: ExamineContext;
  /** Findings told one by one; all are counted. */
  readonly most_issues: number;
  /** Whether the rows as understood are wanted. */
  readonly values: boolean;
}

export interface Digest {
  readonly template: TemplateId;
  readonly format: WorkbookFormat;
  readonly encoding?: string;
  readonly rows: number;
  /** Of all findings. */
  readonly counts: Readonly<Record<Severity, number>>;
  /** How many findings each rule made, in the order of their first. */
  readonly causes: readonly (readonly [rule: string, count: number])[];
  /** The first ones, in reading order. */
  readonly issues: readonly Issue[];
  readonly values?: readonly { readonly row: number; readonly cells: Partial<FieldValues> }[];
}
