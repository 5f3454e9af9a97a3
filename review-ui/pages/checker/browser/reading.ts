/** A reader of the page: the language, and how numbers are written in it. */
import type { Language, Params, Words } from '../../../../schemas/language.ts';
import { say } from '../../../../schemas/language.ts';
import { formatsOf } from '../../../format.ts';

export interface Reading {
  readonly language: Language;
  readonly say: (words: Words, params?: Params) => string;
  readonly number: (value: number) => string;
}

export const readingIn = (language: Language): Reading => ({
  language,
  say: (words, params) => say(words, language, params),
  number: formatsOf(language).number,
});
