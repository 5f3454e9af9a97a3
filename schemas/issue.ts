/** A finding in a file, as data; the sentence is chosen when it is shown. */
import type { Params } from './language.ts';
import type { Repair } from './mending.ts';

export type Severity = 'error' | 'warning' | 'note';
export const severities: readonly Severity[] = ['error', 'warning', 'note'];

export interface Issue {
  /** A rule's id (pipeline/rules/) or a cell check's. */
  readonly rule: string;
  readonly severity: Severity;
  readonly sheet: string;
  /** As the spreadsheet shows it; null when the finding is about the whole file. */
  readonly row: number | null;
  /** Column letter; null when the finding is about the whole row or file. */
  readonly column: string | null;
  /** The raw value found; masked wherever `field` is personal and it leaves the owner's own page. */
  readonly value?: string;
  readonly field?: string;
  /** For the message; never a document, phone or certificate number. */
  readonly params: Params;
  /** What may stand there instead; the first one is the likeliest. */
  readonly repairs?: readonly Repair[];
}
