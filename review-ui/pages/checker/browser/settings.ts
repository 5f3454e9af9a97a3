/** What the server writes into the page for its script, and the script tells the worker. */
import type { Policy } from '../../../../pipeline/context.ts';
import type { Language } from '../../../../schemas/language.ts';

export interface CheckerSettings {
  readonly policy: Policy;
  readonly language: Language;
}

/** Ids of the page's elements: the data, and where the page is drawn. */
export const SETTINGS_ID = 'settings';
export const ROOT_ID = 'checker';
