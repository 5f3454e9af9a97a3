/** What a check says, in both languages: the cause it belongs to, the finding, what was expected, and what to do. */
import type { Severity } from '../schemas/issue.ts';
import type { Words } from '../schemas/language.ts';

/** One or more sentences. A sentence is left out when a parameter that it names is empty. */
export type Sentences = Words | readonly Words[];

/**
 * Parameters come from the issue. Every sentence may also name `{label}`, the column's label. A parameter that is a
 * permitted value of a choice column is shown in the reader's language too, unless it is called `found`.
 */
export interface Explanation {
  readonly severity: Severity;
  /** Heading under which findings of this kind are grouped. */
  readonly title: Words;
  readonly message: Sentences;
  readonly expected?: Sentences;
  readonly fix: Sentences;
}

export const words = (zh: string, en: string): Words => ({ zh, en });
