/** What every page knows besides its own model: who looks, in which language, and what the frame around it needs. */
import type { Actor } from '../schemas/actor.ts';
import type { Language, Params, Words } from '../schemas/language.ts';
import { say } from '../schemas/language.ts';
import { type Formats, formatsOf } from './format.ts';

export interface PageContext extends Formats {
  /** Null on pages for everyone, such as sign-in. */
  readonly actor: Actor | null;
  readonly language: Language;
  /** Synchroniser token for forms (`<CsrfField page={page} />`) and for the `x-csrf-token` header of htmx. Empty when nobody is signed in. */
  readonly csrf: string;
  /** Notices that the account has not read. */
  readonly unread: number;
  /** Days until the password has to be changed; null as long as nobody need know. */
  readonly password_days_left: number | null;
  /** Path of the page with its query, where the language switch returns to. */
  readonly here: string;
  /** Path without the query, for `aria-current`. */
  readonly path: string;
  /** The people shown are made up. */
  readonly demo: boolean;
  /** Server time of this answer. */
  readonly now: Date;
  readonly assets: { readonly script: string; readonly style: string };
  /** Words in the page's language. */
  readonly say: (words: Words, params?: Params) => string;
}

export type PageFacts = Omit<PageContext, keyof Formats | 'say'>;

export const pageContext = (facts: PageFacts): PageContext => ({
  ...facts,
  ...formatsOf(facts.language),
  say: (words, params) => say(words, facts.language, params),
});
