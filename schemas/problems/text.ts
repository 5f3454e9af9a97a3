/** What a problem says: an HTTP status and a sentence in each language, with what to do next. */
import type { Words } from '../language.ts';

export interface ProblemText extends Words {
  readonly status: number;
}
export const text = (status: number, zh: string, en: string): ProblemText => ({ status, zh, en });
